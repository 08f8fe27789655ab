import type { Month } from '#lib/units/ist.ts'
import { type Paise, roundToPaise } from '#lib/units/paise.ts'
import { add, type Fraction, fraction, multiply } from '#lib/units/rounding.ts'
import type { FuelArithmetic } from './bill-line.ts'
import { spanWithin } from './billing-period.ts'
import { decimalText } from './decimal-text.ts'
import type { SupplyPeriod } from './supply-period.ts'

export type FuelCharge = { amountPaise: Paise; months: { month: Month; kwh: Fraction; paisePerKwh: Fraction }[] }

/** FPPPA of the first `days` days: the units of each calendar month x its notified rate. Null where no month has one. */
export function fuelCharge(period: SupplyPeriod, days: number): FuelCharge | null {
  const months: FuelCharge['months'] = []
  let exact = fraction(0n)
  for (const run of period.fuel) {
    const span = spanWithin(run, days)
    const { month, paisePerKwh } = run.value
    if (!span || !paisePerKwh) continue
    const kwh = period.energyOf(span)
    exact = add(exact, multiply(kwh, paisePerKwh))
    months.push({ month, kwh, paisePerKwh })
  }
  return months.length > 0 ? { amountPaise: roundToPaise(exact), months } : null
}

export function fuelArithmetic(charge: FuelCharge): FuelArithmetic {
  return {
    months: charge.months.map(({ month, kwh, paisePerKwh }) => ({
      month,
      units: decimalText(kwh, 3),
      ratePaise: decimalText(paisePerKwh),
    })),
  }
}
