import { earliestDay } from '#lib/billing/supply-history.ts'
import { addMonths, type IstDay, lastDayOf, monthOf } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

export type Instalment = { dueOn: IstDay; amountPaise: Paise }

/**
 * An amount over months in whole rupees, what does not divide evenly in the first. Each is due a month after the one
 * before, the first a month after `from`; a month without that day ends earlier.
 */
export function instalmentPlan(amountPaise: Paise, instalments: number, from: IstDay): Instalment[] {
  const count = BigInt(instalments)
  const each = (amountPaise / count / 100n) * 100n
  return Array.from({ length: instalments }, (_, index) => ({
    dueOn: sameDayLater(from, index + 1),
    amountPaise: paise(index === 0 ? amountPaise - each * (count - 1n) : each),
  }))
}

function sameDayLater(from: IstDay, months: number): IstDay {
  const of = addMonths(monthOf(from), months)
  return earliestDay(`${of}${from.slice(7)}` as IstDay, lastDayOf(of))
}
