import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { campOfOffice } from './office-camp.ts'

/** Calls a camp off: it leaves the public page, what was taken down stays. Null without leave, and for another office's. */
export async function cancelCampDay(
  services: Services,
  actor: StaffActor,
  { campDayId }: { campDayId: string },
): Promise<{ ok: true } | null> {
  const where = campOfOffice(actor, campDayId)
  if (!(await authorise(services, actor, 'camp.manage')) || !where) return null
  return services.db.$transaction(async (tx) => {
    const at = services.now()
    const { count } = await tx.campDay.updateMany({ where: { ...where, cancelledAt: null }, data: { cancelledAt: at } })
    if (count > 0) await recordAudit(tx, actor, 'camp.cancelled', { at, detail: { campDay: campDayId } })
    return (await tx.campDay.count({ where })) > 0 ? { ok: true } : null
  })
}
