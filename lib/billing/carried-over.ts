import { decimalText } from '#lib/tariff/decimal-text.ts'
import { surcharge, surchargeDays } from '#lib/tariff/delayed-payment.ts'
import type { Confidence, DelayedPaymentTerms } from '#lib/tariff/tariff-book.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'

/** An earlier bill with what the ledger knew of it on the new bill's date. */
export type EarlierBill = {
  billNo: string
  month: Month
  dueOn: IstDay
  unpaidPrincipalPaise: Paise
  unpaidSurchargePaise: Paise
  /** What of its principal was unpaid when an IST day began. */
  principalUnpaidAt: (day: IstDay) => Paise
}

/** Frozen with the ARREARS line: the bills that the arrears come from. Money is decimal text of paise. */
export type ArrearsArithmetic = { bills: { billNo: string; month: Month; unpaidPaise: string }[] }

/** Frozen with the DPS line: surcharge of earlier bills that is still unpaid, and each 30 days charged now. */
export type SurchargeArithmetic = {
  carriedPaise: string
  chargedPaise: string
  percent: string
  confidence: Confidence
  charges: { billNo: string; month: Month; from: IstDay; unpaidPaise: string }[]
}

export type CarriedOver = {
  arrearsPaise: Paise
  arrears: ArrearsArithmetic
  /** Unpaid surcharge of earlier bills; it stands on the new bill and bears no surcharge itself. */
  carriedSurchargePaise: Paise
  /** Charged by the new bill. */
  chargedSurchargePaise: Paise
  surcharge: SurchargeArithmetic
}

/**
 * What earlier bills leave to a new one (tariff-rules, "Delayed payment surcharge"): the principal still unpaid, the
 * surcharge still unpaid, and a month's surcharge for each 30 days that have begun since a due date and that no bill has
 * charged yet, on what was unpaid when they began. The charge is one amount and rounded once. `chargedUntilOn` is the
 * date of the bill before, which charged all 30 days begun by then; null when there was none.
 */
export function carriedOver(
  terms: DelayedPaymentTerms,
  earlier: readonly EarlierBill[],
  { billedOn, chargedUntilOn }: { billedOn: IstDay; chargedUntilOn: IstDay | null },
): CarriedOver {
  const charges = earlier.flatMap((bill) =>
    surchargeDays(terms, bill.dueOn, billedOn)
      .filter((from) => chargedUntilOn === null || from > chargedUntilOn)
      .map((from) => ({ bill, from, unpaidPaise: bill.principalUnpaidAt(from) }))
      .filter(({ unpaidPaise }) => unpaidPaise > 0n),
  )
  const owing = earlier.filter((bill) => bill.unpaidPrincipalPaise > 0n)
  const carriedSurchargePaise = sumPaise(earlier.map((bill) => bill.unpaidSurchargePaise))
  const chargedSurchargePaise = surcharge(terms, sumPaise(charges.map(({ unpaidPaise }) => unpaidPaise)), 1)
  return {
    arrearsPaise: sumPaise(owing.map((bill) => bill.unpaidPrincipalPaise)),
    arrears: {
      bills: owing.map(({ billNo, month, unpaidPrincipalPaise }) => ({
        billNo,
        month,
        unpaidPaise: unpaidPrincipalPaise.toString(),
      })),
    },
    carriedSurchargePaise,
    chargedSurchargePaise,
    surcharge: {
      carriedPaise: carriedSurchargePaise.toString(),
      chargedPaise: chargedSurchargePaise.toString(),
      percent: decimalText(terms.percentPerMonth),
      confidence: terms.confidence,
      charges: charges.map(({ bill, from, unpaidPaise }) => ({
        billNo: bill.billNo,
        month: bill.month,
        from,
        unpaidPaise: unpaidPaise.toString(),
      })),
    },
  }
}

/** The DPS line's whole amount. */
export const surchargeOnBill = (carried: CarriedOver): Paise =>
  paise(carried.carriedSurchargePaise + carried.chargedSurchargePaise)
