import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { campOfOffice } from './office-camp.ts'

/**
 * Calls whoever waits longest. Two desks that call at once get two numbers: the row that one takes the other passes by.
 * `number` is null when nobody waits. Null without leave, and for another office's camp.
 */
export async function callNext(
  services: Services,
  actor: StaffActor,
  { campDayId }: { campDayId: string },
): Promise<{ number: number | null } | null> {
  if (!(await authorise(services, actor, 'camp.serve'))) return null
  const where = campOfOffice(actor, campDayId)
  if (!where || !(await services.db.campDay.findFirst({ where, select: { id: true } }))) return null
  const [called] = await services.db.$queryRaw<{ number: number }[]>`
    update "CampToken" set "servedAt" = ${services.now()}
     where ("campDayId", "number") = (
       select "campDayId", "number" from "CampToken" where "campDayId" = ${campDayId}::uuid and "servedAt" is null
       order by "number" limit 1 for update skip locked)
    returning "number"`
  return { number: called?.number ?? null }
}
