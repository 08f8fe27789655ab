import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { addDays, dayOf, dayToColumn } from '#lib/units/ist.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export type Place = { id: string; code: string; name: { hi: string; en: string }; subdivision: string }
export type CountedPlace = Place & {
  /** Openings of its page: on the last seven days and the last thirty, today included, and ever. */
  week: number
  month: number
  ever: number
}

const placesOfOffice = (actor: StaffActor): Prisma.PamphletPlaceWhereInput => ({
  subdivision: { in: [...actor.subdivisions] },
})
const COLUMNS = { id: true, code: true, nameHi: true, nameEn: true, subdivision: true } as const
type Row = { id: string; code: string; nameHi: string; nameEn: string; subdivision: string }
const placeOf = ({ nameHi, nameEn, ...place }: Row): Place => ({ ...place, name: { hi: nameHi, en: nameEn } })

/** The places of the officer's office with their visits, the newest first. Null without leave. */
export async function listOfficePlaces(services: Services, actor: StaffActor): Promise<CountedPlace[] | null> {
  if (!(await authorise(services, actor, 'pamphlet.make'))) return null
  const { db, now } = services
  const places = await db.pamphletPlace.findMany({
    where: placesOfOffice(actor),
    orderBy: [{ madeAt: 'desc' }, { id: 'asc' }],
    select: COLUMNS,
  })
  const today = dayOf(now())
  const countsSince = async (days: number | null) => {
    const since = days === null ? {} : { on: { gt: dayToColumn(addDays(today, -days)) } }
    const where = { placeId: { in: places.map(({ id }) => id) }, ...since }
    const found = await db.pamphletVisits.groupBy({ by: ['placeId'], where, _sum: { count: true } })
    return new Map(found.map(({ placeId, _sum }) => [placeId, _sum.count ?? 0]))
  }
  const [week, month, ever] = await Promise.all([countsSince(7), countsSince(30), countsSince(null)])
  return places.map((row) => ({
    ...placeOf(row),
    ...{ week: week.get(row.id) ?? 0, month: month.get(row.id) ?? 0, ever: ever.get(row.id) ?? 0 },
  }))
}

/** One place of the officer's office, for its papers. Null for another office's, and without leave. */
export async function getOfficePlace(services: Services, actor: StaffActor, id: string): Promise<Place | null> {
  if (!isId(id) || !(await authorise(services, actor, 'pamphlet.make'))) return null
  const found = await services.db.pamphletPlace.findFirst({ where: { id, ...placesOfOffice(actor) }, select: COLUMNS })
  return found && placeOf(found)
}
