import { wattHours } from '#lib/units/energy.ts'
import { eachDay, type IstDay } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { BillRefusal, SupplyInput } from './bill-input.ts'
import { readByDay } from './daily-energy.ts'
import { fixedCharge } from './fixed-charge.ts'
import { supplyPeriod } from './supply-period.ts'
import type { Confidence, TariffBook, TariffRate } from './tariff-book.ts'

export type FixedPart = {
  amountPaise: Paise
  basis: TariffRate['fixed']['basis']
  orderId: string
  orderFrom: IstDay
  confidence: Confidence
}

/**
 * The fixed charges of a whole period by the rules of the bill, without its energy: one part for each order and each
 * change of terms, rounded as the bill's FIXED lines are. Refuses where the book or the terms lack what they need.
 */
export function fixedCharges(
  book: TariffBook,
  input: Omit<SupplyInput, 'energy'>,
): { ok: true; parts: FixedPart[]; totalPaise: Paise } | ({ ok: false } & BillRefusal) {
  const days = eachDay(input.from, input.to)
  // No energy enters a fixed charge, but a period has to have some.
  const found = supplyPeriod(book, { ...input, energy: readByDay(days.map(() => wattHours(0))) })
  if (!found.ok) return found
  const { period } = found
  const known = { days: days.length, maxDemandW: period.maxDemandW }
  const parts = period.parts.map((run): FixedPart => {
    const { order, rate } = run.value
    const { amountPaise } = fixedCharge(period, run.value, run, known)
    return {
      ...{ amountPaise, basis: rate.fixed.basis, orderId: order.id, orderFrom: order.effectiveFrom },
      confidence: rate.confidence,
    }
  })
  return { ok: true, parts, totalPaise: sumPaise(parts.map(({ amountPaise }) => amountPaise)) }
}
