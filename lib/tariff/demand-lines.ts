import { kwhDecimal, sumWattHours, type WattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { BillLine } from './bill-line.ts'
import type { CurrentDemand } from './current-demand.ts'
import { decimalText } from './decimal-text.ts'
import { dutyArithmetic } from './duty.ts'
import { printedUnits } from './energy-charge.ts'
import { fixedArithmetic } from './fixed-charge.ts'
import { fuelArithmetic } from './fuel-charge.ts'
import { subsidyArithmetic } from './subsidy.ts'
import type { SupplyPeriod } from './supply-period.ts'

/** FIXED to SUBSIDY as lines of a bill, each with its arithmetic; the printed units of all parts add up to `energyWh`. */
export function demandLines(period: SupplyPeriod, demand: CurrentDemand): { lines: BillLine[]; energyWh: WattHours } {
  const { parts, fuel, prepaidRebate, duty, subsidy } = demand
  const whole = period.energyOf({ first: 0, end: period.days.length })
  const unitsWh = printedUnits(
    parts.map(({ energy }) => energy.kwh),
    whole,
  )
  const facts = parts.map(({ span, part }) => ({
    from: period.days[span.first] as IstDay,
    to: period.days[span.end - 1] as IstDay,
    days: span.end - span.first,
    category: part.terms.category,
    orderFrom: part.order.effectiveFrom,
    confidence: part.rate.confidence,
  }))
  const lines: BillLine[] = [
    ...parts.map(
      ({ part, fixed }, index): BillLine => ({
        code: 'FIXED',
        amountPaise: fixed.amountPaise,
        orderId: part.order.id,
        arithmetic: { ...(facts[index] as (typeof facts)[number]), ...fixedArithmetic(part, fixed) },
      }),
    ),
    ...parts.map(
      ({ part, energy }, index): BillLine => ({
        code: 'ENERGY',
        amountPaise: energy.amountPaise,
        orderId: part.order.id,
        arithmetic: {
          ...(facts[index] as (typeof facts)[number]),
          units: kwhDecimal(unitsWh[index] as WattHours),
          ratePaise: decimalText(part.rate.energy),
        },
      }),
    ),
  ]
  if (fuel) lines.push({ code: 'FPPPA', amountPaise: fuel.amountPaise, arithmetic: fuelArithmetic(fuel) })
  if (prepaidRebate) {
    lines.push({
      code: 'PREPAID_REBATE',
      amountPaise: prepaidRebate.amountPaise,
      arithmetic: {
        percent: decimalText(period.book.rebates.prepaidPercentOfEnergy),
        energyPaise: prepaidRebate.energyPaise.toString(),
      },
    })
  }
  if (duty) lines.push({ code: 'DUTY', amountPaise: duty.amountPaise, arithmetic: dutyArithmetic(period, duty) })
  if (subsidy)
    lines.push({ code: 'SUBSIDY', amountPaise: subsidy.amountPaise, arithmetic: subsidyArithmetic(period, subsidy) })
  return { lines, energyWh: sumWattHours(unitsWh) }
}
