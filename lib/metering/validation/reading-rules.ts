import type { IstDay } from '#lib/units/ist.ts'
import type { ReadingRule } from '#prisma/generated/client.ts'

/** Thresholds of the rules, from the settings. */
export type ValidationLimits = {
  /** By how many percent of the third-highest block the highest may exceed it. */
  spikePercent: number
  /** Mean power below which no block is a spike, in watts; a home’s sanctioned load is one too. */
  spikeFloorW: number
  /** Days without any energy after which a meter stands still. */
  stuckDays: number
}

/** The figures that a rule saw. Energy in Wh, power in W. */
export type FlagDetail = {
  SPIKE: { peakWh: number; thirdWh: number; block: number; intervalMinutes: number }
  /** `days` without energy since `from`; or every block of one day at `blockWh`. */
  STUCK: { from: IstDay; days: number } | { blockWh: number }
  SUM: { registerWh: number; blocksWh: number }
  /** Of so many blocks; `isDayKnown` where the day's total is there all the same. */
  GAP: { missing: number; of: number; isDayKnown: boolean }
  /** `before` is the instant of the higher register. */
  REGISTER_BACK: { beforeWh: number; afterWh: number; before: string }
  /** When the day's highest demand is said to have been. */
  CLOCK: { demandAt: string }
  /** The first of so many values of the day that were refused, as its column says it; a day is one block of 1440 minutes. */
  RANGE: { column: string; value: string; limit: string; block: number; intervalMinutes: number; count: number }
}

/** What was found of a meter's day. */
export type Finding = {
  [Rule in ReadingRule]: { onDay: IstDay; rule: Rule; detail: FlagDetail[Rule] }
}[ReadingRule]
