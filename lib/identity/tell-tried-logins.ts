import { queueMessages } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { notify } from '#lib/notifications/notify.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { CODE_LIVES_SECONDS, secondsAfter, TRIES_PER_CODE } from './otp-policy.ts'

/** Longer than a portal that starts again is away. */
const LOOKS_BACK_SECONDS = 3_600 + CODE_LIVES_SECONDS
const KIND = 'LOGIN_TRIED'

type Tried = { id: string; mobile: string; language: string; isOfficer: boolean; askedAt: Date }

/**
 * Tells consumers and officers that all tries of a code that they were sent for their login were used up (ASVS 6.3.5), each at most once a day,
 * whoever tried. It is done by the clock and not with the try, whose answer would take longer for a number that is known
 * (threat T6). Run every minute; two at once tell once. Returns how many were told.
 */
export async function tellTriedLogins({ db, now }: Services): Promise<number> {
  const at = now()
  const tried = await db.$queryRaw<Tried[]>`
    select coalesce(s."id", p."id") as "id", o."mobile", coalesce(s."language", p."language") as "language",
           s."id" is not null as "isOfficer", max(o."createdAt") as "askedAt"
      from "OtpChallenge" o
      left join "Consumer" p on o."purpose" = 'LOGIN' and p."mobile" = o."mobile" and p."erasedAt" is null
      left join "StaffAccount" s on o."purpose" = 'DESK' and s."mobile" = o."mobile" and s."disabledAt" is null
     where o."expiresAt" > ${secondsAfter(at, -LOOKS_BACK_SECONDS)} and o."tries" >= ${TRIES_PER_CODE} and o."isSent"
       and coalesce(s."id", p."id") is not null
     group by 1, 2, 3, 4`
  // By the day of the code and not of this look, or what was tried before midnight would be told again after it.
  const days = Map.groupBy(tried, ({ askedAt }) => dayOf(askedAt))
  let told = 0
  for (const [day, ofDay] of days) told += await tell({ db, now }, ofDay, `tried ${day}`)
  return told
}

async function tell({ db, now }: Services, tried: readonly Tried[], cause: string): Promise<number> {
  const at = now()
  const words = (language: Locale) => templateText(language, 'sms', 'loginTried', { helpline: env().discom.helpline })
  const consumers = tried
    .filter(({ isOfficer }) => !isOfficer)
    .map(({ id, ...person }) => ({ consumerId: id, ...person }))
  const officers = tried.filter(({ isOfficer }) => isOfficer)
  return db.$transaction(async (tx) => {
    const notice = { cause, connectionId: null, href: null, words }
    const told = await notify(tx, at, consumers, { kind: 'NEW_LOGIN', messageKind: KIND, ...notice })
    if (officers.length === 0) return told
    const messages = officers.map(({ id, mobile, language }) => ({
      ...{ channel: 'SMS' as const, kind: KIND, to: parseMobile(mobile), at, onceKey: `${KIND}:${cause}:${id}` },
      ...words(localeOf(language)),
    }))
    return told + (await queueMessages(tx, messages))
  })
}
