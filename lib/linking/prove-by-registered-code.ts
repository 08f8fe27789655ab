import type { AnonymousActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import type { OpenedChallenge } from '#lib/identity/open-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { ownerOnRecord } from './ask-number-on-record.ts'
import { findLinkRequest, type LinkRequest } from './link-request.ts'
import { openNewNumberChallenge } from './open-link-challenge.ts'

export type RegisteredCodeResult = { ok: true; sent: OpenedChallenge } | CodeRefusal | { ok: false; reason: 'gone' }

/**
 * Takes the code that went to the number on record, while it still is that. If it is right, the code to the new number
 * follows.
 */
export async function proveByRegisteredCode(
  services: Services,
  actor: AnonymousActor,
  { requestId, code }: { requestId: string; code: string },
): Promise<RegisteredCodeResult> {
  const request = await findLinkRequest(services, requestId)
  if (!request?.oldChallengeId) return { ok: false, reason: 'gone' }
  const challengeId = request.oldChallengeId
  const answer = { purpose: 'LINK_OLD', challengeId, code, failedAction: 'link.failed' } as const
  const answered = await answerChallenge(services, actor, answer)
  if (!answered.ok) return answered
  const connectionId = await take(services, request, { challengeId, mobile: answered.mobile })
  if (!connectionId) return { ok: false, reason: 'expired' }
  return { ok: true, sent: await openNewNumberChallenge(services, actor, { ...request, connectionId }) }
}

/** Uses the code up and keeps what it proved, in one transaction. */
async function take(
  { db, now }: Services,
  request: LinkRequest,
  { challengeId, mobile }: { challengeId: string; mobile: Mobile },
): Promise<string | null> {
  return db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, challengeId, now()))) return null
    const { consumerNo } = request
    // An owner may have removed that number since.
    if ((await ownerOnRecord({ db: tx, now }, consumerNo))?.mobile !== mobile) return null
    const connection = await tx.connection.findUnique({ where: { consumerNo }, select: { id: true } })
    if (!connection) return null
    await tx.linkRequest.updateMany({
      where: { id: request.id, closedAt: null },
      data: { proof: 'REGISTERED_CODE', connectionId: connection.id },
    })
    return connection.id
  })
}
