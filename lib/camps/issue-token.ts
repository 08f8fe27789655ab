import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { campOfOffice } from './office-camp.ts'

/**
 * Gives the next number of a camp's queue. Desks side by side never give the same one: the camp's row counts. Null
 * without leave, for another office's camp, and one that was called off.
 */
export async function issueToken(
  services: Services,
  actor: StaffActor,
  { campDayId }: { campDayId: string },
): Promise<{ number: number } | null> {
  if (!(await authorise(services, actor, 'camp.serve'))) return null
  const where = campOfOffice(actor, campDayId)
  if (!where) return null
  return services.db.$transaction(async (tx) => {
    const [camp] = await tx.campDay.updateManyAndReturn({
      where: { ...where, cancelledAt: null },
      data: { lastToken: { increment: 1 } },
      select: { lastToken: true },
    })
    if (!camp) return null
    await tx.campToken.create({ data: { campDayId, number: camp.lastToken, issuedAt: services.now() } })
    return { number: camp.lastToken }
  })
}
