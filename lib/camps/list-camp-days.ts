import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay, startOfDay } from '#lib/units/ist.ts'
import { countWaiting } from './count-waiting.ts'

type Words = { hi: string; en: string }

/** What everybody may know of a camp. */
export type PublicCampDay = {
  place: Words
  directions: Words
  subdivision: string
  /** Degrees; null where no map can be opened at it. */
  position: { latitude: number; longitude: number } | null
  heldOn: IstDay
  opensAtMinute: number
  closesAtMinute: number
  isToday: boolean
  /** How many wait now; null on other days, and before the first token. */
  waiting: number | null
}

const MOST_DAYS = 200

/**
 * The camps from today on that were not called off, by day and place: everywhere, or of one sub-division. `toCome` leaves out
 * those of today that have closed.
 */
export async function listCampDays(
  { db, now }: Services,
  { subdivision, toCome, most = MOST_DAYS }: { subdivision?: string; toCome?: boolean; most?: number } = {},
): Promise<PublicCampDay[]> {
  const today = dayOf(now())
  const minuteOfDay = Math.floor((now().getTime() - startOfDay(today).getTime()) / 60_000)
  const found = await db.campDay.findMany({
    where: {
      ...{ heldOn: { gte: dayToColumn(today) }, cancelledAt: null, ...(subdivision && { subdivision }) },
      ...(toCome && { NOT: { heldOn: dayToColumn(today), closesAtMinute: { lte: minuteOfDay } } }),
    },
    orderBy: [{ heldOn: 'asc' }, { placeEn: 'asc' }],
    take: most,
    select: {
      ...{ id: true, placeHi: true, placeEn: true, directionsHi: true, directionsEn: true, subdivision: true },
      ...{ latitudeE5: true, longitudeE5: true, heldOn: true, opensAtMinute: true, closesAtMinute: true },
      lastToken: true,
    },
  })
  const isToday = (camp: { heldOn: Date }) => dayFromColumn(camp.heldOn) === today
  const counted = found.filter((camp) => isToday(camp) && camp.lastToken > 0).map(({ id }) => id)
  const waiting = await countWaiting(db, counted)
  return found.map(({ latitudeE5, longitudeE5, ...camp }) => ({
    place: { hi: camp.placeHi, en: camp.placeEn },
    directions: { hi: camp.directionsHi, en: camp.directionsEn },
    subdivision: camp.subdivision,
    position:
      latitudeE5 === null || longitudeE5 === null
        ? null
        : { latitude: latitudeE5 / 100_000, longitude: longitudeE5 / 100_000 },
    ...{ heldOn: dayFromColumn(camp.heldOn), isToday: isToday(camp) },
    ...{ opensAtMinute: camp.opensAtMinute, closesAtMinute: camp.closesAtMinute },
    waiting: counted.includes(camp.id) ? (waiting.get(camp.id) ?? 0) : null,
  }))
}
