import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { ReadingRule } from '#prisma/generated/client.ts'

/**
 * Lets readings stand as they are. False where there is no such open flag of the officer's: never was, of another office,
 * or decided a moment ago.
 */
export async function acceptFlag(
  services: Services,
  actor: StaffActor,
  { connectionId, meterId, on, rule }: { connectionId: string; meterId: string; on: IstDay; rule: ReadingRule },
): Promise<boolean> {
  if (!isId(connectionId) || !isId(meterId)) return false
  if (!(await authorise(services, actor, 'reading.decide', connectionId))) return false
  const at = services.now()
  const count = await services.db.$transaction(async (tx) => {
    const closed = await tx.readingFlag.updateMany({
      where: {
        ...{ connectionId, meterId, onDay: dayToColumn(on), rule, closedAt: null },
        connection: connectionsOfOffice(actor),
      },
      data: { decision: 'ACCEPTED', closedAt: at, closedBy: actor.staffId },
    })
    if (closed.count === 1)
      await recordAudit(tx, actor, 'reading.accepted', { at, connectionId, detail: { day: on, rule } })
    return closed.count
  })
  if (count === 0) await noteOtherOffice(services, actor, { connectionId, wanted: 'reading.decide' })
  return count === 1
}
