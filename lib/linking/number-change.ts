import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { type ChallengeView, getChallenge } from '#lib/identity/get-challenge.ts'
import { type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'
import { LINK_REQUEST_LIVES_SECONDS } from './link-policy.ts'

/** Where a person stands with changing their number: which code is asked for next. */
export type NumberChangeView = { newMobile: Mobile; step: 'old' | 'new'; code: ChallengeView | null }

export type OpenChange = {
  id: string
  oldMobile: Mobile
  newMobile: Mobile
  language: Locale
  oldChallengeId: string | null
  newChallengeId: string | null
  oldProvenAt: Date | null
}

/** The person's change in progress; null for none and for one that is too old. */
export async function findNumberChange({ db, now }: Services, actor: ConsumerActor): Promise<OpenChange | null> {
  const found = await db.numberChange.findFirst({
    where: { consumerId: actor.consumerId, closedAt: null, expiresAt: { gt: now() } },
    select: {
      ...{ id: true, newMobile: true, oldChallengeId: true, newChallengeId: true, oldProvenAt: true },
      consumer: { select: { mobile: true, language: true } },
    },
  })
  if (!found) return null
  const { consumer, newMobile, ...change } = found
  const mobiles = { oldMobile: consumer.mobile as Mobile, newMobile: newMobile as Mobile }
  return { ...change, ...mobiles, language: localeOf(consumer.language) }
}

export async function getNumberChange(services: Services, actor: ConsumerActor): Promise<NumberChangeView | null> {
  const change = await findNumberChange(services, actor)
  if (!change) return null
  const { newMobile, oldProvenAt, oldChallengeId, newChallengeId } = change
  const challengeId = oldProvenAt ? newChallengeId : oldChallengeId
  const code = challengeId ? await getChallenge(services, challengeId) : null
  return { newMobile, step: oldProvenAt ? 'new' : 'old', code }
}

export type BeginChangeResult =
  | { ok: true }
  | { ok: false; reason: 'mobile' | 'same' | 'wait' | 'too-many-codes' | 'gone' }

/** Begins to change the number that a person logs in with: a code goes to the old one, and says which is to follow it. */
export async function beginNumberChange(
  services: Services,
  actor: ConsumerActor,
  { mobile: typed, source }: { mobile: string; source: string },
): Promise<BeginChangeResult> {
  const newMobile = parseMobile(typed)
  if (!newMobile) return { ok: false, reason: 'mobile' }
  const { db, now } = services
  const at = now()
  const { consumerId } = actor
  const person = await db.consumer.findUniqueOrThrow({ where: { id: consumerId }, select: { mobile: true } })
  if (person.mobile === newMobile) return { ok: false, reason: 'same' }
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`number of ${consumerId}`}, 0))`
    await tx.numberChange.updateMany({ where: { consumerId, closedAt: null }, data: { closedAt: at } })
    const expiresAt = secondsAfter(at, LINK_REQUEST_LIVES_SECONDS)
    await tx.numberChange.create({ data: { consumerId, newMobile, createdAt: at, expiresAt }, select: { id: true } })
  })
  const opened = await sendNumberCode(services, actor, { source })
  return opened.ok ? { ok: true } : opened
}

/**
 * Sends the code that is asked for next. Codes are counted for the person, whichever new number they name, so that
 * nobody makes the portal write to one number after another.
 */
export async function sendNumberCode(
  services: Services,
  actor: ConsumerActor,
  { source }: { source: string },
): Promise<OpenedChallenge | { ok: false; reason: 'gone' }> {
  const change = await findNumberChange(services, actor)
  if (!change) return { ok: false, reason: 'gone' }
  const { id, oldMobile, newMobile, language, oldProvenAt } = change
  const anonymous: AnonymousActor = { kind: 'anonymous', source }
  const wish = { action: 'number.code-requested', by: 'mobile', byConsumerNo: false } as const
  const opened = oldProvenAt
    ? await openChallenge(services, anonymous, {
        ...{ ...wish, purpose: 'NUMBER_NEW', text: 'otpNumberNew', subject: `new number of ${actor.consumerId}` },
        find: async () => ({ mobile: newMobile, language }),
      })
    : await openChallenge(services, anonymous, {
        ...{ ...wish, purpose: 'NUMBER_OLD', text: 'otpNumberOld', subject: `old number of ${actor.consumerId}` },
        facts: { last: newMobile.slice(-2) },
        find: async () => ({ mobile: oldMobile, language }),
      })
  if (!opened.ok) return opened
  const { challengeId } = opened
  const data = oldProvenAt ? { newChallengeId: challengeId } : { oldChallengeId: challengeId }
  await services.db.numberChange.updateMany({ where: { consumerId: actor.consumerId, id, closedAt: null }, data })
  return opened
}
