import type { Services } from '#lib/platform/services.ts'
import { isShortCode } from '#lib/platform/short-code.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { PLACE_CODE_LETTERS } from './make-place.ts'

/** Where a pamphlet lay that somebody has scanned. */
export type VisitedPlace = { subdivision: string }

/**
 * Counts that the page of a place was opened, on today's line, and says where that is. Nothing of whoever opened it is
 * kept, so that the same phone counts each time. Null for a code that no place has.
 */
export async function countVisit({ db, now }: Services, code: string): Promise<VisitedPlace | null> {
  if (!isShortCode(code, PLACE_CODE_LETTERS)) return null
  const place = await db.pamphletPlace.findUnique({ where: { code }, select: { id: true, subdivision: true } })
  if (!place) return null
  await db.$executeRaw`
    insert into "PamphletVisits" ("placeId", "on", "count") values (${place.id}::uuid, ${dayToColumn(dayOf(now()))}::date, 1)
    on conflict ("placeId", "on") do update set "count" = "PamphletVisits"."count" + 1`
  return { subdivision: place.subdivision }
}
