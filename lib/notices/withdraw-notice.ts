import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { noticesOfOffice } from './office-notices.ts'

/** Takes a notice of the officer's office from all Homes at once. False where there is none that is not withdrawn. */
export async function withdrawNotice(services: Services, actor: StaffActor, id: string): Promise<boolean> {
  if (!(await authorise(services, actor, 'notice.publish')) || !isId(id)) return false
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    const { count } = await tx.notice.updateMany({
      where: { id, withdrawnAt: null, ...noticesOfOffice(actor) },
      data: { withdrawnBy: actor.staffId, withdrawnAt: at },
    })
    if (count === 1) await recordAudit(tx, actor, 'notice.withdrawn', { at, detail: { notice: id } })
    return count === 1
  })
}
