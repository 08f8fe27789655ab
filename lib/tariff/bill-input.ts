import type { IstDay } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { Fraction } from '#lib/units/rounding.ts'
import type { DailyEnergy } from './daily-energy.ts'

export type SupplyMode = 'POSTPAID' | 'PREPAID'
export const VOLTAGES = ['LT', 'HT'] as const
export type Voltage = (typeof VOLTAGES)[number]
export const ADJUSTMENT_REASONS = ['TRUE_UP', 'DUTY', 'DEPOSIT_INTEREST', 'OTHER'] as const
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number]

/** What a connection is supplied as, from a day on until the next terms. A period is cut where they change. */
export type SupplyTerms = {
  from: IstDay
  category: string
  mode: SupplyMode
  voltage: Voltage
  sanctionedLoadW?: number | undefined
  /** Taken from the load in W where it is left out. */
  sanctionedLoadHp?: Fraction | undefined
  /** The meter in use; a change of meter cuts the period too. */
  meter?: string | undefined
}

/** Hours of supply: one mean figure a day, or minutes of each day from the first, null where blocks are missing. */
export type SupplyHours = { meanPerDay: Fraction } | { minutesByDay: readonly (number | null)[] }

/** What decides the current demand of a period, `from` and `to` included. */
export type SupplyInput = {
  from: IstDay
  to: IstDay
  /** In any order; one of them must have begun by `from`. */
  terms: readonly SupplyTerms[]
  /** Days from `from`; fewer than the period has: a running period. */
  energy: DailyEnergy
  /** Highest recorded demand of the period. */
  maxDemandW?: number | null | undefined
  supplyHours?: SupplyHours | undefined
}

export type BillInput = SupplyInput & {
  adjustments?: readonly { reason: AdjustmentReason; amountPaise: Paise }[] | undefined
  arrearsPaise?: Paise | undefined
  /** The surcharge as computed from earlier bills, or the days by which one bill of `arrearsPaise` is late. */
  delayedPayment?: { amountPaise: Paise } | { daysLate: number } | undefined
  /** What paying after it costs is by the surcharge of the day after; of the period's last day where it is left out. */
  dueOn?: IstDay | undefined
  /** Paid ahead; zero or more. */
  advancePaise?: Paise | undefined
}

/** Why no bill can be computed; `field` names what is missing or wrong, `on` the first day that it concerns. */
export type BillRefusal = {
  reason: 'NO_TERMS' | 'NO_ORDER' | 'UNKNOWN_CATEGORY' | 'NO_LOAD_IN_KW' | 'NO_LOAD_IN_HP'
  on: IstDay
}
