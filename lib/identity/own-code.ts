import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { AnonymousActor, ConsumerActor } from './actor.ts'
import { answerChallenge, type CodeRefusal, type RightCode } from './answer-challenge.ts'
import { type ChallengeView, getChallenge } from './get-challenge.ts'
import { type OpenedChallenge, openChallenge, subjectHashOf } from './open-challenge.ts'

/**
 * A code to the number that a person is logged in with, for what a login left open on somebody's desk must not do. It is found
 * by the person, so a browser holds nothing of it.
 */
const OWN_CODES = {
  EXPORT: { text: 'otpExport', action: 'export' },
  ERASURE: { text: 'otpErasure', action: 'erasure' },
  PASSKEY: { text: 'otpPasskey', action: 'passkey' },
  PROOF: { text: 'otpProof', action: 'proof' },
} as const
export type OwnCodePurpose = keyof typeof OWN_CODES

const subjectOf = (purpose: OwnCodePurpose, { consumerId }: ConsumerActor) =>
  `${OWN_CODES[purpose].action} of ${consumerId}`

/** Sends the code, the first time or again; the limits on codes go on counting. */
export async function sendOwnCode(
  services: Services,
  actor: ConsumerActor,
  { purpose, source }: { purpose: OwnCodePurpose; source: string },
): Promise<OpenedChallenge> {
  const { text, action } = OWN_CODES[purpose]
  const anonymous: AnonymousActor = { kind: 'anonymous', source }
  return openChallenge(services, anonymous, {
    ...{ purpose, text, action: `${action}.code-requested`, by: 'mobile', byConsumerNo: false },
    subject: subjectOf(purpose, actor),
    find: () => ownNumberOf(services, actor),
  })
}

export type OwnCode = { mobile: Mobile; code: ChallengeView | null }

/** Where a person's own code stands: null in `code` for none that still waits. */
export async function getOwnCode(services: Services, actor: ConsumerActor, purpose: OwnCodePurpose): Promise<OwnCode> {
  const [{ mobile }, challengeId] = await Promise.all([
    ownNumberOf(services, actor),
    waitingChallenge(services, actor, purpose),
  ])
  return { mobile, code: challengeId ? await getChallenge(services, challengeId) : null }
}

/** Judges the code. The challenge stays open: whoever acts on it closes it with `closeChallenge`. */
export async function answerOwnCode(
  services: Services,
  actor: ConsumerActor,
  { purpose, code, source }: { purpose: OwnCodePurpose; code: string; source: string },
): Promise<(RightCode & { challengeId: string }) | CodeRefusal> {
  const challengeId = await waitingChallenge(services, actor, purpose)
  if (!challengeId) return { ok: false, reason: 'expired' }
  const anonymous: AnonymousActor = { kind: 'anonymous', source }
  const failedAction = `${OWN_CODES[purpose].action}.failed` as const
  const answered = await answerChallenge(services, anonymous, { purpose, challengeId, code, failedAction })
  return answered.ok ? { ...answered, challengeId } : answered
}

async function ownNumberOf({ db }: Services, { consumerId }: ConsumerActor) {
  const person = await db.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { mobile: true, language: true },
  })
  return { mobile: person.mobile as Mobile, language: localeOf(person.language) }
}

async function waitingChallenge(
  { db, now }: Services,
  actor: ConsumerActor,
  purpose: OwnCodePurpose,
): Promise<string | null> {
  const found = await db.otpChallenge.findFirst({
    where: { subjectHash: subjectHashOf(subjectOf(purpose, actor)), purpose, closedAt: null, expiresAt: { gt: now() } },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  return found?.id ?? null
}
