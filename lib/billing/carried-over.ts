import { decimalText } from '#lib/tariff/decimal-text.ts'
import { surchargeDays } from '#lib/tariff/delayed-payment.ts'
import { delayedPaymentOn } from '#lib/tariff/in-force.ts'
import { percentOf } from '#lib/tariff/rebates.ts'
import type { Confidence, TariffBook } from '#lib/tariff/tariff-book.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import { type Paise, paise, roundToPaise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { add, compare, fraction } from '#lib/units/rounding.ts'

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
  /** Of the newest charge, or of the bill date where there is none. */
  percent: string
  confidence: Confidence
  /** `percent` only where it is not the one above. */
  charges: { billNo: string; month: Month; from: IstDay; unpaidPaise: string; percent?: string }[]
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
 * charged yet, on what was unpaid when they began and by the rate of that day. The charge is one amount and rounded once.
 * `chargedUntilOn` is the date of the postpaid bill before, which charged all 30 days begun by then; null when there was
 * none.
 */
export function carriedOver(
  book: TariffBook,
  earlier: readonly EarlierBill[],
  { billedOn, chargedUntilOn }: { billedOn: IstDay; chargedUntilOn: IstDay | null },
): CarriedOver {
  const charges = earlier.flatMap((bill) =>
    surchargeDays(book, bill.dueOn, billedOn)
      .filter((from) => chargedUntilOn === null || from > chargedUntilOn)
      .map((from) => ({ bill, from, terms: delayedPaymentOn(book, from), unpaidPaise: bill.principalUnpaidAt(from) }))
      .filter(({ unpaidPaise }) => unpaidPaise > 0n),
  )
  const owing = earlier.filter((bill) => bill.unpaidPrincipalPaise > 0n)
  const carriedSurchargePaise = sumPaise(earlier.map((bill) => bill.unpaidSurchargePaise))
  const exact = charges.map(({ terms, unpaidPaise }) => percentOf(terms.percentPerMonth, unpaidPaise))
  const chargedSurchargePaise = roundToPaise(exact.reduce(add, fraction(0n)))
  const newestOn = charges
    .map(({ from }) => from)
    .sort()
    .at(-1)
  const newest = delayedPaymentOn(book, newestOn ?? billedOn)
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
      percent: decimalText(newest.percentPerMonth),
      confidence: newest.confidence,
      charges: charges.map(({ bill, from, terms, unpaidPaise }) => ({
        billNo: bill.billNo,
        month: bill.month,
        from,
        unpaidPaise: unpaidPaise.toString(),
        ...(compare(terms.percentPerMonth, newest.percentPerMonth) !== 0 && {
          percent: decimalText(terms.percentPerMonth),
        }),
      })),
    },
  }
}

/** What the charges of a DPS line are a surcharge on, by their rates, in the order in which they came to hold. */
export function chargedAt({
  percent: newest,
  charges,
}: SurchargeArithmetic): { percent: string; unpaidPaise: Paise }[] {
  const sums = new Map<string, Paise>()
  for (const { percent = newest, unpaidPaise } of charges.toSorted((a, b) => (a.from < b.from ? -1 : 1)))
    sums.set(percent, sumPaise([sums.get(percent) ?? ZERO_PAISE, paise(BigInt(unpaidPaise))]))
  return [...sums].map(([percent, unpaidPaise]) => ({ percent, unpaidPaise }))
}

/** The DPS line's whole amount. */
export const surchargeOnBill = (carried: CarriedOver): Paise =>
  paise(carried.carriedSurchargePaise + carried.chargedSurchargePaise)
