import { complaintNumber } from '#lib/complaints/complaint-number.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayFromColumn, dayOf, type IstDay } from '#lib/units/ist.ts'
import { type CampFigures, campFigures } from './camp-figures.ts'
import { campOfOffice } from './office-camp.ts'

export type CampAtWork = {
  id: string
  place: { hi: string; en: string }
  subdivision: string
  heldOn: IstDay
  isToday: boolean
  isCancelled: boolean
  waiting: number
  /** The newest token given; 0 before the first. */
  lastToken: number
  /** The newest token called; 0 before the first. */
  calledToken: number
  figures: CampFigures
  /** The number of one of its complaints, asked for by id; null where it is none of this camp. */
  takenNumber: string | null
  /** The connection that it is about; null where nobody knows it. */
  takenConnectionId: string | null
}

/** One camp of the officer's office, for the people who work at it. Null without leave, and for another office's. */
export async function getOfficeCamp(
  services: Services,
  actor: StaffActor,
  { campDayId, takenId = null }: { campDayId: string; takenId?: string | null },
): Promise<CampAtWork | null> {
  const where = campOfOffice(actor, campDayId)
  if (!(await authorise(services, actor, 'camp.serve')) || !where) return null
  const found = await services.db.campDay.findFirst({
    where,
    select: {
      ...{
        id: true,
        placeHi: true,
        placeEn: true,
        subdivision: true,
        heldOn: true,
        cancelledAt: true,
        lastToken: true,
      },
      _count: { select: { tokens: { where: { servedAt: null } } } },
      tokens: { where: { servedAt: { not: null } }, orderBy: { number: 'desc' }, take: 1, select: { number: true } },
      complaints: {
        select: {
          ...{ id: true, sequence: true, registeredAt: true, connectionId: true },
          ...{ state: true, level: true, dueAt: true, decidedAt: true },
        },
      },
    },
  })
  if (!found) return null
  const { id, placeHi, placeEn, subdivision, cancelledAt, lastToken, complaints, tokens, _count } = found
  const now = services.now()
  const heldOn = dayFromColumn(found.heldOn)
  const taken = complaints.find((complaint) => complaint.id === takenId)
  return {
    ...{ id, place: { hi: placeHi, en: placeEn }, subdivision, heldOn, isToday: heldOn === dayOf(now) },
    ...{ isCancelled: cancelledAt !== null, waiting: _count.tokens, lastToken, calledToken: tokens[0]?.number ?? 0 },
    figures: campFigures(
      complaints.map((complaint) => ({ ...complaint, heldOn })),
      now,
    ),
    takenNumber: taken ? complaintNumber(taken) : null,
    takenConnectionId: taken?.connectionId ?? null,
  }
}
