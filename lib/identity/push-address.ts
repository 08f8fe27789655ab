import { textsFor } from '#lib/i18n/texts.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { ConsumerActor } from './actor.ts'
import { giveConsent, mobileOf, withdrawUnusedConsents } from './consent.ts'
import { DAY_SECONDS, secondsAfter } from './otp-policy.ts'

/** Where a browser is called, and what encrypts for it, both base64url. */
export type PushAddress = { endpoint: string; key: string; secret: string }
/** A browser that is to be called now. */
export type PushCall = PushAddress & {
  consumerId: string
  deviceId: string
  language: string
  failures: number
  refusedAt: Date | null
}

/** What became of a call. REFUSED: by the push service, for a reason that may be ours; AWAY: it could not take it now. */
export type PushOutcome = 'TAKEN' | 'GONE' | 'REFUSED' | 'AWAY'

const NO_PUSH = {
  ...{ pushEndpoint: null, pushKey: null, pushSecret: null },
  ...{ pushAt: null, pushFailures: 0, pushRefusedAt: null },
}
const LATER_SECONDS = 15 * 60
/** Within 45 minutes; then the news is left to SMS and the notice centre, which have said it too. */
const MOST_CALLS = 4
/** Longer than a key of ours that is wrong stays unseen: then it is the browser's subscription. */
const REFUSED_SECONDS = 14 * DAY_SECONDS

/**
 * Lets news call the browser of this login, and records the words that were agreed to, in the language of the page. False where
 * the login is of no known browser.
 */
export async function keepPushAddress(
  { db, now }: Services,
  actor: ConsumerActor,
  address: PushAddress,
  locale: Locale,
): Promise<boolean> {
  const { consumerId, sessionId } = actor
  const data = { ...NO_PUSH, pushEndpoint: address.endpoint, pushKey: address.key, pushSecret: address.secret }
  return db.$transaction(async (tx) => {
    if ((await tx.knownDevice.updateMany({ where: { consumerId, sessionId }, data })).count === 0) return false
    const t = textsFor(locale, 'notifications')
    const asked = { door: 'PORTAL', wording: `${t('pushText')} ${t('pushTurnOn')}` } as const
    const { mobile } = await mobileOf(tx, consumerId)
    await giveConsent(tx, { mobile, purpose: 'PUSH', at: now() }, asked)
    return true
  })
}

/** Lets no news call the browser of this login any more, as its person wishes. */
export async function turnOffPush({ db, now }: Services, actor: ConsumerActor): Promise<void> {
  await db.$transaction(async (tx) => {
    await endPush(tx, actor)
    await withdrawUnusedConsents(tx, actor.consumerId, now())
  })
}

/** Whether news calls the browser of this login. */
export async function isPushOn({ db }: Services, { consumerId, sessionId }: ConsumerActor): Promise<boolean> {
  return (await db.knownDevice.count({ where: { consumerId, sessionId, pushEndpoint: { not: null } } })) > 0
}

/** Lets no news call the browser of a login any more. */
export async function endPush(
  tx: Pick<Tx, 'knownDevice'>,
  { consumerId, sessionId }: Pick<ConsumerActor, 'consumerId' | 'sessionId'>,
): Promise<void> {
  await tx.knownDevice.updateMany({ where: { consumerId, sessionId, pushEndpoint: { not: null } }, data: NO_PUSH })
}

/** Has the browsers of people called at a time, in the transaction that writes the news. Several pieces are one call. */
export async function callBrowsers(tx: Tx, consumerIds: readonly string[], at: Date): Promise<void> {
  if (consumerIds.length === 0) return
  await tx.knownDevice.updateMany({
    where: {
      ...{ consumerId: { in: [...consumerIds] }, pushEndpoint: { not: null } },
      OR: [{ pushAt: null }, { pushAt: { gt: at } }],
    },
    data: { pushAt: at, pushFailures: 0 },
  })
}

/**
 * Takes at most `most` calls that are due. Each is taken once: a process that dies before it has called leaves the news to
 * SMS and the notice centre.
 */
export async function takePushCalls({ db, now }: Services, most: number): Promise<PushCall[]> {
  return db.$queryRaw<PushCall[]>`
    update "KnownDevice" d set "pushAt" = null
      from (select k."consumerId", k."id", p."language"
              from "KnownDevice" k join "Consumer" p on p."id" = k."consumerId"
             where k."pushAt" <= ${now()} and k."expiresAt" > ${now()}
             order by k."pushAt" limit ${most} for update of k skip locked) due
     where d."consumerId" = due."consumerId" and d."id" = due."id" and d."pushEndpoint" is not null
    returning d."consumerId", d."id" as "deviceId", d."pushEndpoint" as "endpoint", d."pushKey" as "key",
              d."pushSecret" as "secret", d."pushFailures" as "failures", d."pushRefusedAt" as "refusedAt", due."language"`
}

/**
 * What became of a call. An address ends where its browser has left, or where its push service has refused every call for two
 * weeks, and with the last one the consent. What fails for any other reason is tried again for this news alone.
 */
export async function writePushOutcome(
  { db, now }: Services,
  { consumerId, deviceId, endpoint, failures, refusedAt }: PushCall,
  outcome: PushOutcome,
): Promise<void> {
  const at = now()
  const where = { consumerId, id: deviceId, pushEndpoint: endpoint }
  const pushRefusedAt = outcome === 'REFUSED' ? (refusedAt ?? at) : refusedAt
  const isRefusedForLong = outcome === 'REFUSED' && refusedAt !== null && secondsAfter(refusedAt, REFUSED_SECONDS) <= at
  if (outcome === 'GONE' || isRefusedForLong)
    await db.$transaction(async (tx) => {
      await tx.knownDevice.updateMany({ where, data: NO_PUSH })
      await withdrawUnusedConsents(tx, consumerId, at, 'DEVICE')
    })
  else if (outcome !== 'TAKEN' && failures + 1 < MOST_CALLS) {
    const pushAt = secondsAfter(at, LATER_SECONDS)
    const data = { pushAt, pushFailures: failures + 1, pushRefusedAt }
    // Newer news has its own call by now, which brings this as well.
    await db.knownDevice.updateMany({ where: { ...where, pushAt: null }, data })
  } else if (outcome !== 'TAKEN' || failures > 0 || refusedAt !== null) {
    const data = { pushFailures: 0, pushRefusedAt: outcome === 'TAKEN' ? null : pushRefusedAt }
    await db.knownDevice.updateMany({ where, data })
  }
}
