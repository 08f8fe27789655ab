import type { IstDay, Month } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { AdjustmentReason } from './bill-input.ts'
import type { Confidence, TariffRate } from './tariff-book.ts'

/**
 * The lines of a bill in their order. `arithmetic` is what an amount was computed from, as plain JSON that is frozen
 * with an issued bill and printed beside it: rates and quantities are exact decimal text, money in paise, energy in
 * kWh; `months` is the exact fraction (`"1"`, `"15/31"`), `monthsDecimal` the same rounded for reading.
 */
export type BillLine =
  | { code: 'FIXED'; amountPaise: Paise; orderId: string; arithmetic: FixedArithmetic }
  | { code: 'ENERGY'; amountPaise: Paise; orderId: string; arithmetic: EnergyArithmetic }
  | { code: 'FPPPA'; amountPaise: Paise; arithmetic: FuelArithmetic }
  | { code: 'PREPAID_REBATE'; amountPaise: Paise; arithmetic: { percent: string; energyPaise: string } }
  | { code: 'DUTY'; amountPaise: Paise; arithmetic: { shares: DutyShareArithmetic[] } }
  | { code: 'SUBSIDY'; amountPaise: Paise; arithmetic: SubsidyArithmetic }
  | { code: 'ADJUSTMENT'; amountPaise: Paise; reason: AdjustmentReason; arithmetic: Record<string, never> }
  | { code: 'DPS'; amountPaise: Paise; arithmetic: DelayedPaymentArithmetic | Record<string, never> }
  | { code: 'ARREARS' | 'ADVANCE' | 'ROUNDING'; amountPaise: Paise; arithmetic: Record<string, never> }
export type LineCode = BillLine['code']

type PartArithmetic = {
  from: IstDay
  to: IstDay
  days: number
  category: string
  /** First day of the order that `orderId` names. */
  orderFrom: IstDay
  confidence: Confidence
}

export type FixedArithmetic = PartArithmetic & {
  basis: TariffRate['fixed']['basis']
  /** Paise a month for one of `quantity`. */
  ratePaise: string
  /** `"1"`, or kW, or HP. */
  quantity: string
  months: string
  monthsDecimal: string
  /** Only where hours of supply reduce the charge: times `supplyHours / fullSupplyHours`. */
  supplyHours?: string
  fullSupplyHours?: string
}

export type EnergyArithmetic = PartArithmetic & {
  units: string
  ratePaise: string
}

export type FuelArithmetic = { months: { month: Month; units: string; ratePaise: string }[] }

export type DutyShareArithmetic = {
  from: IstDay
  to: IstDay
  days: number
  category: string
  confidence: Confidence
} & (
  | { mode: 'PERCENT'; percent: string; basePaise: string; periodDays: number }
  | { mode: 'PER_KWH'; units: string; ratePaise: string }
)

export type SubsidyArithmetic = {
  schemeId: string
  schemeFrom: IstDay
  confidence: Confidence
  kind: 'FULL_WAIVER' | 'PER_KWH'
  units: string
  /** The limit that the units were within: a month's, and this period's. */
  upToKwhPerMonth: string
  limitUnits: string
  months: string
  monthsDecimal: string
  /** Of `PER_KWH` only: paid for so many units. */
  ratePaise?: string
  paidUnits?: string
}

export type DelayedPaymentArithmetic = {
  percent: string
  months: number
  daysLate: number
  unpaidPaise: string
  confidence: Confidence
}
