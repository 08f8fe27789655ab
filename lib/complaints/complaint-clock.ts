import { type Paise, paise } from '#lib/units/paise.ts'
import type { ComplaintLevel, ComplaintState } from '#prisma/generated/client.ts'
import { type Category, clockFor, complaintCatalogue } from './catalogue.ts'
import { levelAfter } from './complaint-states.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Until when a complaint of a category must be settled at a level, from an instant on. */
export function dueFrom(at: Date, category: string, level: ComplaintLevel): Date {
  return new Date(at.getTime() + clockFor(category, level).hours * HOUR_MS)
}

type Standing = { state: ComplaintState; level: ComplaintLevel; dueAt: Date; decidedAt: Date | null }

export const isDecided = ({ state }: Pick<Standing, 'state'>): boolean => state === 'RESOLVED' || state === 'REJECTED'

/** The time has run out, and nobody has decided. A promise does not stop the clock. */
export function isOverdue(complaint: Standing, now: Date): boolean {
  return !isDecided(complaint) && now > complaint.dueAt
}

/** Until when a decided complaint can be opened again; null while it is not decided. */
export function reopenUntil({ decidedAt }: Standing): Date | null {
  return decidedAt && new Date(decidedAt.getTime() + complaintCatalogue().reopenDays * DAY_MS)
}

/**
 * The level that a complaint can be taken to now: the next one once its time has run out, or for some weeks after a
 * decision. Null while it has to wait, and above the ombudsman.
 */
export function levelToEscalateTo(complaint: Standing, now: Date): ComplaintLevel | null {
  const { decidedAt } = complaint
  const isUnhappy =
    decidedAt !== null && now.getTime() <= decidedAt.getTime() + complaintCatalogue().escalateDays * DAY_MS
  return isOverdue(complaint, now) || isUnhappy ? levelAfter(complaint.level) : null
}

/**
 * What the utility owes for being late: for each day begun since the clock ran out until it was decided, up to the most
 * that the rule allows. Null where no rule of the category names an amount, or nothing is late.
 */
export function compensationDue(
  { dueAt, decidedAt }: Standing,
  { compensation }: Pick<Category, 'compensation'>,
  now: Date,
): Paise | null {
  const lateMs = (decidedAt ?? now).getTime() - dueAt.getTime()
  if (!compensation || lateMs <= 0) return null
  const owed = Math.ceil(lateMs / DAY_MS) * compensation.paisePerDay
  return paise(Math.min(owed, compensation.mostPaise))
}
