import { isOverdue } from '#lib/complaints/complaint-clock.ts'
import { dayOf, type IstDay } from '#lib/units/ist.ts'
import type { ComplaintLevel, ComplaintState } from '#prisma/generated/client.ts'

/**
 * What became of the complaints of one or more camps. Registered = resolved + promised + rejected + open, because each
 * complaint is in exactly one of the four.
 */
export type CampFigures = {
  registered: number
  resolved: number
  promised: number
  rejected: number
  open: number
  /** Of the resolved: on the day of the camp itself. */
  onTheSpot: number
  /** Of the promised and open: whose time has run out. */
  overdue: number
}

export type CampComplaint = {
  state: ComplaintState
  level: ComplaintLevel
  dueAt: Date
  decidedAt: Date | null
  heldOn: IstDay
}

const COUNTED: Record<ComplaintState, 'resolved' | 'promised' | 'rejected' | 'open'> = {
  RESOLVED: 'resolved',
  PROMISED: 'promised',
  REJECTED: 'rejected',
  OPEN: 'open',
}

export function campFigures(complaints: readonly CampComplaint[], now: Date): CampFigures {
  const figures = { registered: 0, resolved: 0, promised: 0, rejected: 0, open: 0, onTheSpot: 0, overdue: 0 }
  for (const complaint of complaints) {
    const { state, decidedAt, heldOn } = complaint
    figures.registered += 1
    figures[COUNTED[state]] += 1
    if (state === 'RESOLVED' && decidedAt && dayOf(decidedAt) === heldOn) figures.onTheSpot += 1
    if (isOverdue(complaint, now)) figures.overdue += 1
  }
  return figures
}
