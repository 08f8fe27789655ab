import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { campsOfOffice } from './office-camp.ts'

/** The camps that the officer's office holds today, to lead back to one. None without leave. */
export async function campsToday(
  services: Services,
  actor: StaffActor,
): Promise<{ id: string; place: { hi: string; en: string } }[]> {
  if (!(await authorise(services, actor, 'camp.serve'))) return []
  const camps = await services.db.campDay.findMany({
    where: { ...campsOfOffice(actor), heldOn: dayToColumn(dayOf(services.now())), cancelledAt: null },
    orderBy: { placeEn: 'asc' },
    select: { id: true, placeHi: true, placeEn: true },
  })
  return camps.map(({ id, placeHi, placeEn }) => ({ id, place: { hi: placeHi, en: placeEn } }))
}
