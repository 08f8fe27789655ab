import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { ConsumerActor } from './actor.ts'
import { type CodeRefusal, closeChallenge } from './answer-challenge.ts'
import type { OpenedChallenge } from './open-challenge.ts'
import { PROOF_HOLDS_SECONDS, secondsAfter } from './otp-policy.ts'
import { answerOwnCode, sendOwnCode } from './own-code.ts'

/** What ends logins or keys says: how many it ended, or that the person first has to prove that it is they. */
export type EndResult = { ok: true; count: number } | { ok: false; reason: 'unproven' }

/**
 * Whether the person of a login has proven themselves in the last minutes, by the login itself or by a code since. Verbs that
 * end what is elsewhere ask it within their transaction: whoever finds an open phone shall not lock its owner out (ASVS 7.5.2).
 */
export async function isFreshlyProven(tx: Tx, { consumerId, sessionId }: ConsumerActor, at: Date): Promise<boolean> {
  const recent = { gt: secondsAfter(at, -PROOF_HOLDS_SECONDS) }
  const isRecent = { OR: [{ createdAt: recent }, { provenAgainAt: recent }] }
  return (await tx.session.count({ where: { consumerId, id: sessionId, endedAt: null, ...isRecent } })) > 0
}

/** Sends the code that `proveAgain` takes, the first time or again. */
export function askToProve(
  services: Services,
  actor: ConsumerActor,
  { source }: { source: string },
): Promise<OpenedChallenge> {
  return sendOwnCode(services, actor, { purpose: 'PROOF', source })
}

/** Takes the code: for some minutes this login, and no other one of the person, is as good as a new one. */
export async function proveAgain(
  services: Services,
  actor: ConsumerActor,
  { code, source }: { code: string; source: string },
): Promise<{ ok: true } | CodeRefusal> {
  const answered = await answerOwnCode(services, actor, { purpose: 'PROOF', code, source })
  if (!answered.ok) return answered
  const { consumerId, sessionId } = actor
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, answered.challengeId, at))) return { ok: false, reason: 'expired' }
    // Of a number that was changed since, a code proves nothing.
    const isOnRecord = (await tx.consumer.count({ where: { id: consumerId, mobile: answered.mobile } })) > 0
    if (!isOnRecord) return { ok: false, reason: 'expired' }
    const where = { consumerId, id: sessionId, endedAt: null }
    const { count } = await tx.session.updateMany({ where, data: { provenAgainAt: at } })
    if (count === 0) return { ok: false, reason: 'expired' }
    await recordAudit(tx, actor, 'proof.given', { at })
    return { ok: true }
  })
}
