import type { AdjustmentReason } from '#lib/tariff/bill-input.ts'
import type { BillLine, LineCode } from '#lib/tariff/bill-line.ts'
import type { Paise } from '#lib/units/paise.ts'
import { paise } from '#lib/units/paise.ts'
import type { ArrearsArithmetic, SurchargeArithmetic } from './carried-over.ts'
import type { AdjustmentArithmetic, TrueUpArithmetic } from './due-adjustments.ts'

/** A line that this portal computed: as the tariff engine made it, or carried over with its particulars. */
export type PortalLine =
  | Exclude<BillLine, { code: 'ADJUSTMENT' | 'ARREARS' | 'ADVANCE' | 'ROUNDING' | 'DPS' }>
  | { code: 'ADJUSTMENT'; amountPaise: Paise; reason: AdjustmentReason; arithmetic: AdjustmentArithmetic }
  | { code: 'ARREARS'; amountPaise: Paise; arithmetic: ArrearsArithmetic }
  | { code: 'DPS'; amountPaise: Paise; arithmetic: SurchargeArithmetic }
  | { code: 'ADVANCE' | 'ROUNDING'; amountPaise: Paise; arithmetic: Record<string, never> }

/**
 * What the utility's bill says of a line: units and rate of some, decimal text in kWh and paise. ARREARS and ADVANCE of a
 * connection's first bill hold what was owed or paid before it (`openingPaise`, negative when paid); DPS what of it had
 * been charged before and what is new.
 */
export type UtilityArithmetic = {
  issuer: 'UTILITY'
  units?: string
  ratePaise?: string
  openingPaise?: string
  carriedPaise?: string
  chargedPaise?: string
}
/** A line of a bill that the utility computed, kept as it came. */
export type UtilityLine = { code: LineCode; amountPaise: Paise; reason?: string; arithmetic: UtilityArithmetic }

/** A line of an issued bill. */
export type StoredLine = PortalLine | UtilityLine

export function isUtilityLine(line: StoredLine): line is UtilityLine {
  return 'issuer' in line.arithmetic
}

/**
 * The rate of a utility's line in decimal paise, with its sign; undefined where it has none. That of a subsidy comes with
 * either sign, and is told without: the line itself says that it is taken off.
 */
export function utilityRate({ code, arithmetic: { ratePaise } }: UtilityLine): string | undefined {
  return code === 'SUBSIDY' ? ratePaise?.replace('-', '') : ratePaise
}

/** Whether an ADJUSTMENT settles an earlier estimate with both figures; a utility's own bill gives none. */
export const isTrueUp = (arithmetic: AdjustmentArithmetic): arithmetic is TrueUpArithmetic =>
  'settledBillId' in arithmetic

/** What the table holds was written by `storeBills` and is frozen, so that its JSON has the shapes written then. */
export function storedLine(row: {
  code: string
  amountPaise: bigint
  orderId: string | null
  reason: string | null
  arithmetic: unknown
}): StoredLine {
  const { code, arithmetic, orderId, reason } = row
  return {
    code,
    arithmetic,
    amountPaise: paise(row.amountPaise),
    ...(orderId && { orderId }),
    ...(reason && { reason }),
  } as StoredLine
}
