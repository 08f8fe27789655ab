import type { BillLine } from '#lib/tariff/bill-line.ts'
import type { Paise } from '#lib/units/paise.ts'
import { paise } from '#lib/units/paise.ts'
import type { ArrearsArithmetic, SurchargeArithmetic } from './carried-over.ts'

/** A line of an issued bill: as the tariff engine made it, or carried over from earlier bills with its particulars. */
export type StoredLine =
  | Exclude<BillLine, { code: 'ARREARS' | 'ADVANCE' | 'ROUNDING' | 'DPS' }>
  | { code: 'ARREARS'; amountPaise: Paise; arithmetic: ArrearsArithmetic }
  | { code: 'DPS'; amountPaise: Paise; arithmetic: SurchargeArithmetic }
  | { code: 'ADVANCE' | 'ROUNDING'; amountPaise: Paise; arithmetic: Record<string, never> }

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
