import type { IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { BillRefusal, SupplyInput } from './bill-input.ts'
import { currentDemand } from './current-demand.ts'
import { decimalText } from './decimal-text.ts'
import { supplyPeriod } from './supply-period.ts'
import type { TariffBook } from './tariff-book.ts'

export type DayCost = {
  on: IstDay
  /** B(d) - B(d-1); may be negative where a demand per kW or hours of supply change. */
  costPaise: Paise
  /** The same before the subsidy, since most homes pay nothing. */
  beforeSubsidyPaise: Paise
  /** The subsidy limit, in kWh a month, that the period's units went past on this day; null on other days. */
  passedKwhPerMonth: string | null
}

/**
 * What each day of a period costs, for the days whose energy is known: B(d) is the current demand of the days up to d
 * with the subsidy limits of the whole period, and a day costs what it adds. The days add up to the current
 * demand to the paisa. `maxDemandWByDay` are each day's own peaks; without them the period's holds from the first day.
 */
export function dailyCost(
  book: TariffBook,
  input: SupplyInput & { maxDemandWByDay?: readonly (number | null)[] | undefined },
): { ok: true; days: DayCost[] } | ({ ok: false } & BillRefusal) {
  const found = supplyPeriod(book, input)
  if (!found.ok) return found
  const { period } = found
  const days: DayCost[] = []
  let before = { totalPaise: ZERO_PAISE, beforeSubsidyPaise: ZERO_PAISE, band: 0 }
  let maxDemandW = input.maxDemandWByDay ? null : period.maxDemandW
  for (const [index, on] of period.days.slice(0, period.knownDays).entries()) {
    const peakW = input.maxDemandWByDay?.[index] ?? null
    if (peakW !== null) maxDemandW = Math.max(maxDemandW ?? 0, peakW)
    const demand = currentDemand(period, index + 1, maxDemandW)
    const bands = period.scheme?.bands ?? []
    const band = demand.subsidy?.band ?? bands.length
    const passed = band > before.band ? bands[band - 1] : undefined
    days.push({
      on,
      costPaise: paise(demand.totalPaise - before.totalPaise),
      beforeSubsidyPaise: paise(demand.beforeSubsidyPaise - before.beforeSubsidyPaise),
      passedKwhPerMonth: passed ? decimalText(passed.upToKwhPerMonth) : null,
    })
    before = { totalPaise: demand.totalPaise, beforeSubsidyPaise: demand.beforeSubsidyPaise, band }
  }
  return { ok: true, days }
}
