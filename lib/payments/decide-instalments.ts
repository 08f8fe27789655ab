import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

export type DecidedInstalments = { ok: true } | { ok: false; reason: 'NO_REQUEST' | 'DECIDED_ALREADY' }

/** An officer's word on a request to pay in instalments. Decided once: of two at the same time one finds it decided. */
export async function decideInstalments(
  { db, now }: Services,
  actor: StaffActor,
  { requestId, agree }: { requestId: string; agree: boolean },
): Promise<DecidedInstalments> {
  if (!isId(requestId)) return { ok: false, reason: 'NO_REQUEST' }
  return db.$transaction(async (tx): Promise<DecidedInstalments> => {
    const at = now()
    const { count } = await tx.instalmentRequest.updateMany({
      where: { id: requestId, state: 'REQUESTED' },
      data: { state: agree ? 'AGREED' : 'REFUSED', decidedBy: actor.staffId, decidedAt: at },
    })
    const request = await tx.instalmentRequest.findUnique({
      where: { id: requestId },
      select: { connectionId: true },
    })
    if (!request) return { ok: false, reason: 'NO_REQUEST' }
    if (count === 0) return { ok: false, reason: 'DECIDED_ALREADY' }
    const { connectionId } = request
    await recordAudit(tx, actor, 'instalments.decided', { at, connectionId, detail: { request: requestId, agree } })
    return { ok: true }
  })
}
