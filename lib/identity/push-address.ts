import { textsFor } from '#lib/i18n/texts.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { ConsumerActor } from './actor.ts'
import { giveConsent, mobileOf, withdrawUnusedConsents } from './consent.ts'

/** Where a browser is called, and what encrypts for it, both base64url. */
export type PushAddress = { endpoint: string; key: string; secret: string }
/** A browser that is to be called now. */
export type PushCall = PushAddress & { consumerId: string; deviceId: string; language: string; failures: number }

const NONE = { pushEndpoint: null, pushKey: null, pushSecret: null, pushAt: null, pushFailures: 0 }
const LATER_SECONDS = 15 * 60
/** An hour of trying; SMS and the notice centre have said it too. */
const MOST_FAILURES = 4

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
  const data = { ...NONE, pushEndpoint: address.endpoint, pushKey: address.key, pushSecret: address.secret }
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
  await tx.knownDevice.updateMany({ where: { consumerId, sessionId, pushEndpoint: { not: null } }, data: NONE })
}

/** Has the browsers of people called at a time, in the transaction that writes the news. Several pieces are one call. */
export async function callBrowsers(tx: Tx, consumerIds: readonly string[], at: Date): Promise<void> {
  if (consumerIds.length === 0) return
  await tx.knownDevice.updateMany({
    where: {
      ...{ consumerId: { in: [...consumerIds] }, pushEndpoint: { not: null } },
      OR: [{ pushAt: null }, { pushAt: { gt: at } }],
    },
    data: { pushAt: at },
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
              d."pushSecret" as "secret", d."pushFailures" as "failures", due."language"`
}

/** What became of a call: one whose address is gone or fails for an hour is not called again; turned on anew, it is another. */
export async function writePushOutcome(
  { db, now }: Services,
  { consumerId, deviceId, endpoint, failures }: PushCall,
  outcome: 'TAKEN' | 'GONE' | 'LATER',
): Promise<void> {
  const where = { consumerId, id: deviceId, pushEndpoint: endpoint }
  if (outcome === 'GONE' || (outcome === 'LATER' && failures + 1 >= MOST_FAILURES))
    await db.knownDevice.updateMany({ where, data: NONE })
  else if (outcome === 'LATER') {
    const pushAt = new Date(now().getTime() + LATER_SECONDS * 1_000)
    await db.knownDevice.updateMany({ where, data: { pushAt, pushFailures: failures + 1 } })
  } else if (failures > 0) await db.knownDevice.updateMany({ where, data: { pushFailures: 0 } })
}
