import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { ReadingRule } from '#prisma/generated/client.ts'

/** NOT_FOUND: no such flag of the officer's, or no leave. DECIDED: somebody, or a later reading, was faster. */
export type AcceptedFlag = { ok: true } | { ok: false; reason: 'NOT_FOUND' | 'DECIDED' }

/** Lets readings stand as they are. */
export async function acceptFlag(
  services: Services,
  actor: StaffActor,
  { connectionId, meterId, on, rule }: { connectionId: string; meterId: string; on: IstDay; rule: ReadingRule },
): Promise<AcceptedFlag> {
  const notFound: AcceptedFlag = { ok: false, reason: 'NOT_FOUND' }
  if (!isId(connectionId) || !isId(meterId)) return notFound
  if (!(await authorise(services, actor, 'reading.decide', connectionId))) return notFound
  const at = services.now()
  const own = { connectionId, meterId, onDay: dayToColumn(on), rule, connection: connectionsOfOffice(actor) }
  const accepted = await services.db.$transaction(async (tx): Promise<AcceptedFlag> => {
    const { count } = await tx.readingFlag.updateMany({
      where: { ...own, closedAt: null },
      data: { decision: 'ACCEPTED', closedAt: at, closedBy: actor.staffId },
    })
    if (count === 0)
      return (await tx.readingFlag.count({ where: own })) > 0 ? { ok: false, reason: 'DECIDED' } : notFound
    await recordAudit(tx, actor, 'reading.accepted', { at, connectionId, detail: { day: on, rule } })
    return { ok: true }
  })
  if (accepted === notFound) await noteOtherOffice(services, actor, { connectionId, wanted: 'reading.decide' })
  return accepted
}
