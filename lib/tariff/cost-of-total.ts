import { sumWattHours, type WattHours } from '#lib/units/energy.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { SupplyInput } from './bill-input.ts'
import { currentDemand } from './current-demand.ts'
import { spreadEvenly, spreadOverMissing } from './daily-energy.ts'
import { limitsOf, type PeriodLimit } from './subsidy.ts'
import { supplyPeriod, withEnergy } from './supply-period.ts'
import type { Confidence, TariffBook } from './tariff-book.ts'

export type CostOfTotal = {
  /** The current demand of the whole period if it comes to so many Wh. */
  costAt: (total: WattHours) => Paise
  /** Lowest first; none where no scheme is for this connection. */
  limits: PeriodLimit[]
  scheme: { id: string; confidence: Confidence } | null
}

/**
 * What a period costs by the units that it comes to. What exceeds the days that were read is spread evenly over those
 * that were not (null), the rule for days between two registers; a total below what was read is spread over all days, to
 * compare with. Null where the tariff of the period is not known.
 */
export function costOfTotal(
  book: TariffBook,
  { days, ...supply }: Omit<SupplyInput, 'energy'> & { days: readonly (WattHours | null)[] },
): CostOfTotal | null {
  // Where every day was read, more could only be used on the last.
  const open = days.includes(null) ? days : [...days.slice(0, -1), null]
  const read = sumWattHours(open.filter((wh) => wh !== null))
  const energyOf = (total: WattHours) =>
    total < read ? spreadEvenly(total, days.length) : spreadOverMissing(total, open)
  const found = supplyPeriod(book, { ...supply, energy: energyOf(read) })
  if (!found.ok) return null
  const { period } = found
  return {
    costAt: (total) => currentDemand(withEnergy(period, energyOf(total)), days.length).totalPaise,
    limits: limitsOf(period),
    scheme: period.scheme && { id: period.scheme.id, confidence: period.scheme.confidence },
  }
}
