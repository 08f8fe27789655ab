import { addDays, eachDay, type IstDay } from '#lib/units/ist.ts'

/** Why a period is not estimated, with what was read of it so far. */
export type EstimateRefusal = {
  reason: 'JUST_BEGUN' | 'TOO_FEW_READINGS'
  daysRead: number
  /** Days of the period that are over. */
  daysOver: number
}

/** The rule of Opower's bill forecast: at least 75 % of the readings that could be there. */
export const NEEDED_PERCENT = 75
/** Before that, a period says too little about itself. */
export const NEEDED_DAYS = 3

/** Null where enough of the period has been read to estimate it on `today`; exactly 75 % is enough. */
export function estimateRefusal(
  { from, to }: { from: IstDay; to: IstDay },
  readings: { has: (on: IstDay) => boolean },
  today: IstDay,
): EstimateRefusal | null {
  const over = eachDay(from, [to, addDays(today, -1)].sort()[0] as IstDay)
  const daysRead = over.filter((on) => readings.has(on)).length
  const refusal = { daysRead, daysOver: over.length }
  if (over.length < NEEDED_DAYS) return { reason: 'JUST_BEGUN', ...refusal }
  return daysRead * 100 < NEEDED_PERCENT * over.length ? { reason: 'TOO_FEW_READINGS', ...refusal } : null
}
