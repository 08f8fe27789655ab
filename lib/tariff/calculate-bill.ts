import type { WattHours } from '#lib/units/energy.ts'
import { addDays } from '#lib/units/ist.ts'
import { type Paise, paise, roundToRupees, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { add, type Fraction, fraction, multiply, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import type { BillInput, BillRefusal } from './bill-input.ts'
import type { BillLine } from './bill-line.ts'
import { carriedLines } from './carried-lines.ts'
import { currentDemand } from './current-demand.ts'
import { demandLines } from './demand-lines.ts'
import { delayedPaymentOn } from './in-force.ts'
import { type OfferedRebates, offeredRebates, percentOf } from './rebates.ts'
import { supplyPeriod } from './supply-period.ts'
import type { DelayedPaymentTerms, TariffBook } from './tariff-book.ts'

export type CalculatedBill = OfferedRebates & {
  lines: BillLine[]
  energyWh: WattHours
  /** Length of the period: 1 for a calendar month. */
  months: Fraction
  currentDemandPaise: Paise
  /** The sum of all lines, a whole rupee. Zero or below: nothing is due. */
  payableByDuePaise: Paise
  payableAfterDuePaise: Paise
}

/**
 * Computes the bill of a whole period from the dated rates: pure and exact, every line rounded once.
 * Refuses where the book or the terms lack what the period needs. Throws when a day has no energy: a running period has
 * costs (`daily-cost.ts`), not a bill.
 */
export function calculateBill(
  book: TariffBook,
  input: BillInput,
): { ok: true; bill: CalculatedBill } | ({ ok: false } & BillRefusal) {
  const found = supplyPeriod(book, input)
  if (!found.ok) return found
  const { period } = found
  if (period.knownDays !== period.days.length)
    throw new RangeError(`Energy of ${period.knownDays} days for a bill of ${period.days.length}.`)
  const demand = currentDemand(period, period.days.length)
  const { lines: ownLines, energyWh } = demandLines(period, demand)
  const lines = [...ownLines, ...carriedLines(period.book, input)]
  const totalPaise = sumPaise(lines.map((line) => line.amountPaise))
  const payableByDuePaise = roundToRupees(totalPaise)
  if (payableByDuePaise !== totalPaise)
    lines.push({ code: 'ROUNDING', amountPaise: paise(payableByDuePaise - totalPaise), arithmetic: {} })
  const { mode } = period.lastTerms
  // The first month of delay begins on the day after the due date.
  const lateTerms = delayedPaymentOn(book, input.dueOn ? addDays(input.dueOn, 1) : input.to)
  const afterDue = mode === 'POSTPAID' && payableByDuePaise > 0n
  return {
    ok: true,
    bill: {
      lines,
      energyWh,
      months: period.months.of({ first: 0, end: period.days.length }),
      currentDemandPaise: demand.totalPaise,
      payableByDuePaise,
      payableAfterDuePaise: afterDue
        ? payableLate(lateTerms, payableByDuePaise, demand.totalPaise, input.arrearsPaise)
        : payableByDuePaise,
      ...offeredRebates(period.book, mode, {
        totalPaise: demand.totalPaise,
        dutyPaise: demand.duty?.amountPaise ?? ZERO_PAISE,
      }),
    },
  }
}

/** One month's surcharge on the current demand and the arrears on top, rounded to the rupee together with them. */
function payableLate(late: DelayedPaymentTerms, byDue: Paise, demand: Paise, arrears: Paise = ZERO_PAISE): Paise {
  const base = sumPaise([demand > 0n ? demand : ZERO_PAISE, arrears])
  const exact = add(fraction(byDue), percentOf(late.percentPerMonth, base))
  // Rounded straight to the rupee; rounding to paise first could move a half.
  return paise(roundHalfAwayFromZero(multiply(exact, fraction(1n, 100n))) * 100n)
}
