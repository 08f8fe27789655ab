import { isId } from '#lib/consumers/access.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Tx } from '#lib/platform/db.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { ConsumerActor } from './actor.ts'
import { giveConsent, mobileOf, withdrawUnusedConsents } from './consent.ts'
import { COPY_KEPT_SECONDS, DAY_SECONDS, PERSONS_PER_DEVICE, secondsAfter } from './otp-policy.ts'
import { personOfToken } from './person-token.ts'

/** A person's leave for the browser of this login to keep a copy of their figures. The id opens nothing. */
export type OfflineCopy = { id: string; keptUntil: Date }

/** The leave that holds for the browser of this login; null for none. */
export async function offlineCopy({ db, now }: Services, actor: ConsumerActor): Promise<OfflineCopy | null> {
  const { consumerId, sessionId } = actor
  const found = await db.knownDevice.findFirst({
    where: { consumerId, sessionId, keepsCopyUntil: { gt: now() } },
    select: { id: true, keepsCopyUntil: true },
  })
  return found?.keepsCopyUntil ? { id: found.id, keptUntil: found.keepsCopyUntil } : null
}

/**
 * Lets the browser of this login keep a copy for 30 days from now, and records the words that were agreed to, in the language
 * of the page; null where the login is of no known browser.
 */
export async function allowOfflineCopy(
  services: Services,
  actor: ConsumerActor,
  locale: Locale,
): Promise<OfflineCopy | null> {
  const { consumerId, sessionId } = actor
  const at = services.now()
  await services.db.$transaction(async (tx) => {
    const data = { keepsCopyUntil: secondsAfter(at, COPY_KEPT_SECONDS) }
    const { count } = await tx.knownDevice.updateMany({ where: { consumerId, sessionId }, data })
    if (count === 0) return
    const t = textsFor(locale, 'offline')
    const wording = ['lead', 'ownDevice', 'erasedLogOut', 'erasedOther', 'erasedDays', 'turnOn'].map((key) => t(key))
    const { mobile } = await mobileOf(tx, consumerId)
    await giveConsent(tx, { mobile, purpose: 'OFFLINE_COPY', at }, { door: 'PORTAL', wording: wording.join(' ') })
  })
  return offlineCopy(services, actor)
}

/** Takes the leave of the browser of this login back. */
export async function endOfflineCopy({ db, now }: Services, { consumerId, sessionId }: ConsumerActor): Promise<void> {
  await db.$transaction(async (tx) => {
    await endCopies(tx, { consumerId, sessionId })
    await withdrawUnusedConsents(tx, consumerId, now())
  })
}

/** Takes the leave of a person's browsers back, or of the one that made this login last: they erase at their next contact. */
export async function endCopies(
  tx: Pick<Tx, 'knownDevice'>,
  { consumerId, sessionId }: { consumerId: string; sessionId?: string },
): Promise<void> {
  const where = { consumerId, sessionId, keepsCopyUntil: { not: null } }
  await tx.knownDevice.updateMany({ where, data: { keepsCopyUntil: null } })
}

/**
 * Whether a browser may go on keeping the copy that it has: its cookie knows the person whose it is, who took nothing back,
 * and nobody else is logged in, for then it ends. A login of that person makes the 30 days begin anew.
 */
export async function mayKeepCopy(
  { db, now }: Services,
  browser: { copyId: string; tokens: readonly string[]; actor: ConsumerActor | null },
): Promise<boolean> {
  const { copyId, actor } = browser
  const tokens = browser.tokens.slice(0, PERSONS_PER_DEVICE)
  const people = tokens.flatMap((token) => personOfToken(token) ?? [])
  if (!isId(copyId) || people.length === 0) return false
  const at = now()
  const [found] = await db.$queryRaw<{ consumerId: string; keepsCopyUntil: Date }[]>`
    select d."consumerId", d."keepsCopyUntil"
      from "KnownDevice" d
     where d."consumerId" = any(${people}::uuid[]) and d."id" = ${copyId}::uuid
       and d."tokenHash" = any(${tokens.map(tokenHash)}::text[])
       and d."expiresAt" > ${at} and d."keepsCopyUntil" > ${at}`
  if (!found) return false
  if (await tenancyEnded(db, { ...found, at })) {
    await db.$transaction(async (tx) => {
      await endCopies(tx, { consumerId: found.consumerId })
      await withdrawUnusedConsents(tx, found.consumerId, at)
    })
    return false
  }
  if (!actor) return true
  if (actor.consumerId !== found.consumerId) {
    await db.$transaction(async (tx) => {
      const where = { consumerId: found.consumerId, id: copyId }
      await tx.knownDevice.updateMany({ where, data: { keepsCopyUntil: null } })
      await withdrawUnusedConsents(tx, found.consumerId, at, 'DEVICE')
    })
    return false
  }
  const keepsCopyUntil = secondsAfter(at, COPY_KEPT_SECONDS)
  // Written once a day at most; what was taken back meanwhile stays so.
  if (found.keepsCopyUntil < secondsAfter(keepsCopyUntil, -DAY_SECONDS)) {
    const where = { consumerId: found.consumerId, id: copyId, keepsCopyUntil: { gt: at } }
    await db.knownDevice.updateMany({ where, data: { keepsCopyUntil } })
  }
  return true
}

/** Whether a tenant's last day has come since the leave was given or renewed: the copy may still show that home. */
async function tenancyEnded(
  db: Services['db'],
  { consumerId, keepsCopyUntil, at }: { consumerId: string; keepsCopyUntil: Date; at: Date },
): Promise<boolean> {
  const [from, today] = [secondsAfter(keepsCopyUntil, -COPY_KEPT_SECONDS), at].map((one) => dayToColumn(dayOf(one)))
  return (await db.mobileLink.count({ where: { consumerId, endedAt: null, endsOn: { gte: from, lt: today } } })) > 0
}
