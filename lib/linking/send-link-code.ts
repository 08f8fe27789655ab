import type { AnonymousActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { findLinkRequest } from './link-request.ts'
import { openNewNumberChallenge } from './open-link-challenge.ts'
import type { ProofResult } from './prove-by-bill.ts'

/** Sends the last step's code again; the earlier one no longer works, the limits go on counting. */
export async function sendLinkCode(
  services: Services,
  actor: AnonymousActor,
  { requestId }: { requestId: string },
): Promise<ProofResult> {
  const request = await findLinkRequest(services, requestId)
  if (!request?.newChallengeId) return { ok: false, reason: request?.isClosed ? 'closed' : 'gone' }
  const opened = await openNewNumberChallenge(services, actor, request)
  return opened.ok ? { ok: true } : opened
}
