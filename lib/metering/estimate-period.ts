import { type SupplyHistory, supplyTerms } from '#lib/billing/supply-history.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { sumWattHours, type WattHours } from '#lib/units/energy.ts'
import { addDays, eachDay, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import type { DayRow } from './day-rows.ts'
import { type EnergyEstimate, estimateEnergy } from './estimate-energy.ts'
import { type EstimateMoney, estimateMoney } from './estimate-money.ts'
import { type EstimateRefusal, estimateRefusal } from './estimate-refusal.ts'
import { expectedSupplyHours, type SupplyByDay } from './supply-minutes.ts'

type Period = { month: Month; from: IstDay; to: IstDay }
export type PeriodEstimate = Period &
  EnergyEstimate & {
    /** Days of the period that are over. */
    daysOver: number
    /** The use of yesterday; null where it was not read yet. */
    yesterdayWh: WattHours | null
    /** Null where the tariff of the period is not known. */
    money: EstimateMoney | null
  }
export type EstimateOutcome =
  | ({ ok: true } & PeriodEstimate)
  | ({ ok: false; soFarWh: WattHours } & Period & EstimateRefusal)

/** The billing period in which a day lies: its calendar month, from the day of supply on. Null before the supply. */
export function periodOf({ suppliedFrom }: Pick<SupplyHistory, 'suppliedFrom'>, on: IstDay): Period | null {
  const month = monthOf(on)
  const to = lastDayOf(month)
  if (!suppliedFrom || suppliedFrom > to) return null
  return { month, from: [firstDayOf(month), suppliedFrom].sort()[1] as IstDay, to }
}

/**
 * The running period estimated to its end from the days that are over, or why it is not. Readings reach back as
 * `spansForEstimate` asks.
 */
export function estimatePeriod(
  period: Period,
  input: {
    today: IstDay
    readings: ReadonlyMap<IstDay, DayRow>
    book: TariffBook | null
    history: Pick<SupplyHistory, 'terms' | 'installations'>
    supplyMinutes: SupplyByDay
  },
): EstimateOutcome {
  const { today, book, history } = input
  // A day that is not over says as little of itself as of the days to come.
  const readings = new Map([...input.readings].filter(([on]) => on < today))
  const days = eachDay(period.from, period.to)
  const refusal = estimateRefusal(period, readings, today)
  const energy = refusal ? null : estimateEnergy(period, readings)
  if (refusal || !energy) {
    const soFarWh = sumWattHours(days.flatMap((on) => readings.get(on)?.energyWh ?? []))
    return { ok: false, ...period, soFarWh, ...(refusal ?? { reason: 'TOO_FEW_READINGS', daysRead: 0, daysOver: 0 }) }
  }
  const peaks = days.flatMap((on) => input.readings.get(on)?.maxDemandW ?? [])
  const supply = {
    ...{ from: period.from, to: period.to, terms: supplyTerms(history) },
    supplyHours: expectedSupplyHours(days, input.supplyMinutes, today),
    maxDemandW: peaks.length > 0 ? Math.max(...peaks) : null,
  }
  const read = days.map((on) => readings.get(on)?.energyWh ?? null)
  return {
    ok: true,
    ...period,
    ...energy,
    daysOver: days.filter((on) => on < today).length,
    yesterdayWh: readings.get(addDays(today, -1))?.energyWh ?? null,
    money: book && estimateMoney(book, supply, read, energy),
  }
}
