import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay, startOfDay } from '#lib/units/ist.ts'

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
      ...{ placeHi: true, placeEn: true, directionsHi: true, directionsEn: true, subdivision: true },
      ...{ latitudeE5: true, longitudeE5: true, heldOn: true, opensAtMinute: true, closesAtMinute: true },
      ...{ lastToken: true, _count: { select: { tokens: { where: { servedAt: null } } } } },
    },
  })
  return found.map(({ latitudeE5, longitudeE5, lastToken, _count, ...camp }) => {
    const heldOn = dayFromColumn(camp.heldOn)
    const isToday = heldOn === today
    return {
      place: { hi: camp.placeHi, en: camp.placeEn },
      directions: { hi: camp.directionsHi, en: camp.directionsEn },
      subdivision: camp.subdivision,
      position:
        latitudeE5 === null || longitudeE5 === null
          ? null
          : { latitude: latitudeE5 / 100_000, longitude: longitudeE5 / 100_000 },
      ...{ heldOn, isToday, opensAtMinute: camp.opensAtMinute, closesAtMinute: camp.closesAtMinute },
      waiting: isToday && lastToken > 0 ? _count.tokens : null,
    }
  })
}
