import { randomUUID } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { keyedHash, randomCode } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { AnonymousActor } from './actor.ts'
import { nameKey, readLoginName, type UnreadableName } from './login-name.ts'
import { numberOnRecord } from './number-on-record.ts'
import {
  CODE_EVERY_SECONDS,
  CODE_LIVES_SECONDS,
  CODES_PER_DAY,
  CODES_PER_HOUR,
  CODES_PER_SOURCE_AND_HOUR,
  DAY_SECONDS,
  HOUR_SECONDS,
  secondsAfter,
} from './otp-policy.ts'

export type RequestOtpResult =
  | { ok: true; challengeId: string }
  | UnreadableName
  /** A code was sent within the last half minute; the earlier one still works. */
  | { ok: false; reason: 'wait' }
  /** The hour's or the day's codes for this number, or the hour's for this network address, are used up. */
  | { ok: false; reason: 'too-many-codes' }

/** The keyed hash under which a challenge's code is kept: bound to the challenge, worthless for another. */
export const codeHash = (challengeId: string, code: string): Buffer => keyedHash('otp', `${challengeId}:${code}`)

/**
 * Begins a login: makes a challenge for what was typed (`who`, a mobile or a consumer number) and, if a number on
 * record belongs to it, sends that number a code. For all other names the same statements run and the same result comes
 * back, so that nobody learns whose numbers are known. The limits on sending are counted on what was typed and shown;
 * those on the number behind it stay silent, or the two ways to one number would tell that they belong together.
 */
export async function requestOtp(
  services: Services,
  actor: AnonymousActor,
  { who }: { who: string },
): Promise<RequestOtpResult> {
  const read = readLoginName(who)
  if (!read.ok) return read
  const key = limitKey('codes from', actor.source)
  const source = await takeFromLimit(services, { key, limit: CODES_PER_SOURCE_AND_HOUR, windowSeconds: HOUR_SECONDS })
  if (!source.ok) return { ok: false, reason: 'too-many-codes' }

  const at = services.now()
  const found = await numberOnRecord(services, read.name)
  const subjectHash = keyedHash('otp subject', nameKey(read.name)).toString('base64url')
  const challengeId = randomUUID()
  const code = randomCode()
  const text = otpText(found?.language ?? 'hi', code)

  return services.db.$transaction(async (tx) => {
    const refusal = await tooSoon(tx, subjectHash, at)
    if (refusal) return { ok: false, reason: refusal }
    const target = found?.mobile ?? nameKey(read.name)
    const mayReceive = await mayBeSentTo({ db: tx, now: services.now }, target)
    await tx.otpChallenge.updateMany({ where: { subjectHash, closedAt: null }, data: { closedAt: at } })
    await tx.otpChallenge.createMany({
      data: {
        id: challengeId,
        mobile: found?.mobile ?? null,
        codeHash: Uint8Array.from(codeHash(challengeId, code)),
        byConsumerNo: read.name.kind === 'consumerNo',
        subjectHash,
        createdAt: at,
        expiresAt: secondsAfter(at, CODE_LIVES_SECONDS),
      },
    })
    await queueMessage(tx, { channel: 'SMS', to: mayReceive ? (found?.mobile ?? null) : null, kind: 'OTP', text, at })
    const detail = { by: read.name.kind, subject: subjectHash.slice(0, 12) }
    await recordAudit(tx, actor, 'login.code-requested', { at, detail })
    return { ok: true, challengeId }
  })
}

/** The message with the code, which also says to tell it to nobody. */
function otpText(locale: Locale, code: string): string {
  return textsFor(locale, 'sms')('otp', { code, minutes: CODE_LIVES_SECONDS / 60, sender: env().discom.shortName })
}

/**
 * Whether this name has asked too often. Requests for one name wait for each other here, so that parallel ones are
 * counted one after the other and the older of two challenges is always closed. A code that has logged somebody in
 * makes nobody wait: who logs out may come back at once.
 */
async function tooSoon(tx: Tx, subjectHash: string, at: Date): Promise<'wait' | 'too-many-codes' | null> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${subjectHash}, 0))`
  const [sent] = await tx.$queryRaw<{ justNow: number; thisHour: number; thisDay: number }[]>`
    select count(*) filter (where "closedAt" is null and "createdAt" > ${secondsAfter(at, -CODE_EVERY_SECONDS)})::int as "justNow",
           count(*) filter (where "createdAt" > ${secondsAfter(at, -HOUR_SECONDS)})::int as "thisHour",
           count(*)::int as "thisDay"
      from "OtpChallenge"
     where "subjectHash" = ${subjectHash} and "createdAt" > ${secondsAfter(at, -DAY_SECONDS)}`
  if (!sent) throw new Error('A count always has a row.')
  if (sent.justNow > 0) return 'wait'
  return sent.thisHour >= CODES_PER_HOUR || sent.thisDay >= CODES_PER_DAY ? 'too-many-codes' : null
}

/** The same limits for the mobile number itself, whichever name it was reached by. Beyond them no message is written. */
async function mayBeSentTo(services: Parameters<typeof takeFromLimit>[0], target: string): Promise<boolean> {
  const key = limitKey('codes to', target)
  const hour = await takeFromLimit(services, { key, limit: CODES_PER_HOUR, windowSeconds: HOUR_SECONDS })
  const dayKey = limitKey('codes to in a day', target)
  const day = await takeFromLimit(services, { key: dayKey, limit: CODES_PER_DAY, windowSeconds: DAY_SECONDS })
  return hour.ok && day.ok
}
