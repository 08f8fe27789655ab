import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'

/** NOT_ALLOWED: the role has no leave for it. NO_REQUEST: there is none, or none of the officer's office. */
export type DecidedInstalments = { ok: true } | { ok: false; reason: 'NOT_ALLOWED' | 'NO_REQUEST' | 'DECIDED_ALREADY' }

/** An officer's word on a request to pay in instalments. Decided once: of two at the same time one finds it decided. */
export async function decideInstalments(
  services: Services,
  actor: StaffActor,
  { requestId, agree }: { requestId: string; agree: boolean },
): Promise<DecidedInstalments> {
  if (!(await authorise(services, actor, 'instalments.decide'))) return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(requestId)) return { ok: false, reason: 'NO_REQUEST' }
  const request = await services.db.instalmentRequest.findFirst({
    where: { id: requestId, connection: connectionsOfOffice(actor) },
    select: { connectionId: true },
  })
  if (!request) return refuse(services, actor, requestId)
  const { connectionId } = request
  return services.db.$transaction(async (tx): Promise<DecidedInstalments> => {
    const at = services.now()
    const { count } = await tx.instalmentRequest.updateMany({
      where: { connectionId, id: requestId, state: 'REQUESTED' },
      data: { state: agree ? 'AGREED' : 'REFUSED', decidedBy: actor.staffId, decidedAt: at },
    })
    if (count === 0) return { ok: false, reason: 'DECIDED_ALREADY' }
    await recordAudit(tx, actor, 'instalments.decided', { at, connectionId, detail: { request: requestId, agree } })
    return { ok: true }
  })
}

async function refuse(services: Services, actor: StaffActor, id: string): Promise<DecidedInstalments> {
  const other = await services.db.instalmentRequest.findFirst({ where: { id }, select: { connectionId: true } })
  await noteOtherOffice(services, actor, { connectionId: other?.connectionId ?? null, wanted: 'instalments.decide' })
  return { ok: false, reason: 'NO_REQUEST' }
}
