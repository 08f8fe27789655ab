import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor, SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { isWorkingDay } from './camp-day-rules.ts'

export type NewCampDay = {
  placeHi: string
  placeEn: string
  directionsHi: string
  directionsEn: string
  /** Degrees; none: no link to a map. */
  position: { latitude: number; longitude: number } | null
  subdivision: string
  heldOn: IstDay
  opensAtMinute: number
  closesAtMinute: number
}
export type CampRefusal = 'NO_PLACE' | 'NO_SUBDIVISION' | 'DAY_IS_PAST' | 'NO_WORKING_DAY' | 'BAD_HOURS' | 'IS_THERE'
export type SavedCampDay = { ok: true; campDayId: string } | { ok: false; reason: CampRefusal }

const LONGEST = 200

/**
 * Announces a camp. A place has one a day: one of the office's that was called off takes place after all, as it is announced
 * now, with the numbers that it had given. Null for an officer without leave.
 */
export async function saveCampDay(
  services: Services,
  actor: StaffActor | SystemActor,
  camp: NewCampDay,
): Promise<SavedCampDay | null> {
  const { db, now } = services
  if (actor.kind === 'staff' && !(await authorise(services, actor, 'camp.manage'))) return null
  const { position, subdivision, heldOn, opensAtMinute, closesAtMinute } = camp
  const texts = [camp.placeHi, camp.placeEn, camp.directionsHi, camp.directionsEn].map(cleanText)
  if (texts.some((text) => text === '' || text.length > LONGEST)) return { ok: false, reason: 'NO_PLACE' }
  if (actor.kind === 'staff' && !actor.subdivisions.includes(subdivision))
    return { ok: false, reason: 'NO_SUBDIVISION' }
  const at = now()
  if (heldOn < dayOf(at)) return { ok: false, reason: 'DAY_IS_PAST' }
  if (!isWorkingDay(heldOn)) return { ok: false, reason: 'NO_WORKING_DAY' }
  if (!(opensAtMinute >= 0 && opensAtMinute < closesAtMinute && closesAtMinute <= 1_440))
    return { ok: false, reason: 'BAD_HOURS' }
  const [placeHi = '', placeEn = '', directionsHi = '', directionsEn = ''] = texts
  const said = {
    ...{ placeHi, directionsHi, directionsEn, opensAtMinute, closesAtMinute },
    latitudeE5: position && Math.round(position.latitude * 100_000),
    longitudeE5: position && Math.round(position.longitude * 100_000),
  }
  const which = { placeEn, subdivision, heldOn: dayToColumn(heldOn) }
  return db.$transaction(async (tx): Promise<SavedCampDay> => {
    const [made] = await tx.campDay.createManyAndReturn({
      data: { ...said, ...which, createdAt: at },
      skipDuplicates: true,
      select: { id: true },
    })
    const [saved = made] = await tx.campDay.updateManyAndReturn({
      where: { ...which, cancelledAt: { not: null } },
      data: { ...said, cancelledAt: null },
      select: { id: true },
    })
    if (!saved) return { ok: false, reason: 'IS_THERE' }
    await recordAudit(tx, actor, 'camp.announced', { at, detail: { campDay: saved.id, heldOn } })
    return { ok: true, campDayId: saved.id }
  })
}
