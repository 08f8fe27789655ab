import { categoryOf, complaintCatalogue } from '#lib/complaints/catalogue.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { addDays, dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type CampFigures, campFigures } from './camp-figures.ts'
import { countWaiting } from './count-waiting.ts'
import { campsOfOffice } from './office-camp.ts'

type Words = { hi: string; en: string }
export type OfficeCamp = {
  id: string
  place: Words
  subdivision: string
  heldOn: IstDay
  isToday: boolean
  isCancelled: boolean
  waiting: number
  figures: CampFigures
}
export type OfficeCamps = {
  /** Camps to come by their day, then past ones, the newest first. */
  camps: OfficeCamp[]
  total: CampFigures
  byCategory: { name: Words; figures: CampFigures }[]
  byDay: { on: IstDay; figures: CampFigures }[]
}

/** How far back the figures reach. */
export const CAMP_DAYS_BACK = 90

/** The camps of the officer's office, with what became of what people brought. Null without leave. */
export async function listOfficeCamps(services: Services, actor: StaffActor): Promise<OfficeCamps | null> {
  if (!(await authorise(services, actor, 'camp.serve'))) return null
  const now = services.now()
  const today = dayOf(now)
  const found = await services.db.campDay.findMany({
    where: { ...campsOfOffice(actor), heldOn: { gte: dayToColumn(addDays(today, -CAMP_DAYS_BACK)) } },
    orderBy: [{ heldOn: 'asc' }, { placeEn: 'asc' }],
    select: {
      ...{ id: true, placeHi: true, placeEn: true, subdivision: true, heldOn: true, cancelledAt: true },
      complaints: { select: { state: true, level: true, dueAt: true, decidedAt: true, category: true } },
    },
  })
  const waiting = await countWaiting(
    services.db,
    found.map(({ id }) => id),
  )
  const all = found.flatMap(({ heldOn, complaints }) =>
    complaints.map((complaint) => ({ ...complaint, heldOn: dayFromColumn(heldOn) })),
  )
  const camps = found.map(({ id, placeHi, placeEn, subdivision, cancelledAt, complaints, ...camp }) => {
    const heldOn = dayFromColumn(camp.heldOn)
    return {
      ...{ id, place: { hi: placeHi, en: placeEn }, subdivision, heldOn, isToday: heldOn === today },
      ...{ isCancelled: cancelledAt !== null, waiting: waiting.get(id) ?? 0 },
      figures: campFigures(
        complaints.map((complaint) => ({ ...complaint, heldOn })),
        now,
      ),
    }
  })
  const figuresOf = (chosen: typeof all) => campFigures(chosen, now)
  const keys = [
    ...new Set([...complaintCatalogue().categories.map(({ key }) => key), ...all.map((one) => one.category)]),
  ]
  const days = [...new Set(all.map(({ heldOn }) => heldOn))].sort()
  return {
    camps: [
      ...camps.filter(({ heldOn }) => heldOn >= today),
      ...camps.filter(({ heldOn }) => heldOn < today).reverse(),
    ],
    total: figuresOf(all),
    byCategory: keys.map((key) => ({
      name: categoryOf(key).name,
      figures: figuresOf(all.filter(({ category }) => category === key)),
    })),
    byDay: days.map((on) => ({ on, figures: figuresOf(all.filter(({ heldOn }) => heldOn === on)) })),
  }
}
