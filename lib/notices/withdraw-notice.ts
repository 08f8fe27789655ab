import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { noticesOfOffice } from './office-notices.ts'

/**
 * Takes a notice of the officer's office from all Homes at once. Asked twice it is withdrawn once, and that is no fault of
 * whoever was the second. False without leave, and where the office has no such notice.
 */
export async function withdrawNotice(services: Services, actor: StaffActor, id: string): Promise<boolean> {
  if (!(await authorise(services, actor, 'notice.publish')) || !isId(id)) return false
  const at = services.now()
  const where = { id, ...noticesOfOffice(actor) }
  return services.db.$transaction(async (tx) => {
    const { count } = await tx.notice.updateMany({
      where: { ...where, withdrawnAt: null },
      data: { withdrawnBy: actor.staffId, withdrawnAt: at },
    })
    if (count === 1) await recordAudit(tx, actor, 'notice.withdrawn', { at, detail: { notice: id } })
    return (await tx.notice.count({ where })) > 0
  })
}
