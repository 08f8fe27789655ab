import { recordAudit } from '#lib/audit/record-audit.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { startSession } from '#lib/identity/start-session.ts'
import { isNewKind, tellOfLogin } from '#lib/identity/tell-of-login.ts'
import type { Services } from '#lib/platform/services.ts'
import { findLinkRequest } from './link-request.ts'
import { lockLinks, makeLink } from './make-link.ts'
import { wasRemoved } from './removed-number.ts'

export type ConfirmLinkResult =
  /** `token`: of a new login; null for somebody who was logged in with this number already, or wants no login. */
  | { ok: true; connectionId: string; token: string | null }
  | CodeRefusal
  | { ok: false; reason: 'gone' }
  /** An old bill led here, and none links a number any more. */
  | { ok: false; reason: 'closed' }

/**
 * Step 3 of linking: the code that went to the new number. The link is made and its person logged in. `before` is who
 * was logged in in this browser. Without `isLogin` nobody is: a chat has no session.
 */
export async function confirmLink(
  services: Services,
  actor: AnonymousActor,
  input: { requestId: string; code: string; device: string; before: ConsumerActor | null; isLogin?: boolean },
): Promise<ConfirmLinkResult> {
  const { before, device, isLogin = true } = input
  const request = await findLinkRequest(services, input.requestId)
  if (!request?.newChallengeId) return { ok: false, reason: request?.isClosed ? 'closed' : 'gone' }
  const { newChallengeId: challengeId, connectionId, proof } = request
  const answer = { purpose: 'LINK_NEW', challengeId, code: input.code, failedAction: 'link.failed' } as const
  const answered = await answerChallenge(services, actor, answer)
  if (!answered.ok) return answered
  // No code was sent where nothing was proven, so none can be right.
  if (!connectionId || !proof) return { ok: false, reason: 'expired' }
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    await tx.linkRequest.updateMany({ where: { id: request.id }, data: { closedAt: at } })
    const { mobile, language } = request
    await lockLinks(tx, connectionId)
    // An owner may have removed the number since the bill was shown.
    if (proof === WEAK_PROOF && (await wasRemoved(tx, connectionId, mobile))) return { ok: false, reason: 'expired' }
    const link = { connectionId, mobile, language, role: 'OWNER', endsOn: null, proof } as const
    const { consumerId } = await makeLink(tx, actor, at, link)
    if (!isLogin || before?.consumerId === consumerId) return { ok: true, connectionId, token: null }
    const isNews = await isNewKind(tx, consumerId, device)
    const { token, sessionId } = await startSession(tx, { consumerId, at, device })
    const person: ConsumerActor = { kind: 'consumer', consumerId, sessionId }
    await recordAudit(tx, person, 'login.succeeded', { at, detail: { session: sessionId, by: 'link', device } })
    if (isNews) await tellOfLogin(tx, at, { consumerId, sessionId, device })
    return { ok: true, connectionId, token }
  })
}
