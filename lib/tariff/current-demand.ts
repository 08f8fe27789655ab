import { type Paise, paise, roundToPaise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { type Run, type Span, spanWithin } from './billing-period.ts'
import { type Duty, duty } from './duty.ts'
import { type EnergyCharge, energyCharge } from './energy-charge.ts'
import { type FixedCharge, fixedCharge } from './fixed-charge.ts'
import { type FuelCharge, fuelCharge } from './fuel-charge.ts'
import { percentOf } from './rebates.ts'
import { type Subsidy, subsidy } from './subsidy.ts'
import type { Part, SupplyPeriod } from './supply-period.ts'

export type PartCharges = { span: Span; part: Part; fixed: FixedCharge; energy: EnergyCharge }

/** FIXED to SUBSIDY of the first days of a period: each amount rounded once, as on a bill. */
export type CurrentDemand = {
  parts: PartCharges[]
  fuel: FuelCharge | null
  /** Negative; null when no part is prepaid. */
  prepaidRebate: { amountPaise: Paise; energyPaise: Paise } | null
  duty: Duty | null
  subsidy: Subsidy | null
  beforeSubsidyPaise: Paise
  totalPaise: Paise
}

/**
 * The current demand of the first `days` days, with the subsidy limits of the whole period. `maxDemandW` is the highest
 * demand recorded up to then.
 */
export function currentDemand(period: SupplyPeriod, days: number, maxDemandW = period.maxDemandW): CurrentDemand {
  const parts = period.parts.flatMap((run) => partCharges(period, run, days, maxDemandW))
  const fuel = fuelCharge(period, days)
  const energyPaise = sumPaise(parts.map(({ energy }) => energy.amountPaise))
  const prepaidRebate = prepaidRebateOf(period, parts)
  const netPaise = sumPaise([
    ...parts.map(({ fixed }) => fixed.amountPaise),
    energyPaise,
    fuel?.amountPaise ?? ZERO_PAISE,
    prepaidRebate?.amountPaise ?? ZERO_PAISE,
  ])
  const dutyDue = duty(period, days, period.book.readings.dutyBase === 'ENERGY' ? energyPaise : netPaise)
  const dutyPaise = dutyDue?.amountPaise ?? ZERO_PAISE
  const beforeSubsidyPaise = sumPaise([netPaise, dutyPaise])
  const subsidised = subsidy(period, days, { sumPaise: beforeSubsidyPaise, dutyPaise })
  return {
    parts,
    fuel,
    prepaidRebate,
    duty: dutyDue,
    subsidy: subsidised,
    beforeSubsidyPaise,
    totalPaise: sumPaise([beforeSubsidyPaise, subsidised?.amountPaise ?? ZERO_PAISE]),
  }
}

function partCharges(period: SupplyPeriod, run: Run<Part>, days: number, maxDemandW: number | null): PartCharges[] {
  const span = spanWithin(run, days)
  if (!span) return []
  const part = run.value
  const fixed = fixedCharge(period, part, span, { days, maxDemandW })
  return [{ span, part, fixed, energy: energyCharge(period, part, span) }]
}

/**
 * The prepaid rebate on the energy lines of the prepaid parts. Where a connection turns prepaid within a period, only
 * what was supplied in advance of payment for it earns the rebate; one line, rounded once.
 */
function prepaidRebateOf({ book }: SupplyPeriod, parts: PartCharges[]): CurrentDemand['prepaidRebate'] {
  const prepaid = parts.filter(({ part }) => part.terms.mode === 'PREPAID')
  if (prepaid.length === 0) return null
  const energyPaise = sumPaise(prepaid.map(({ energy }) => energy.amountPaise))
  const amount = roundToPaise(percentOf(book.rebates.prepaidPercentOfEnergy, energyPaise))
  return { amountPaise: paise(-amount), energyPaise }
}
