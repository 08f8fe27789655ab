import type { EstimateBasis } from '#lib/metering/running-estimate.ts'
import { supplyHoursOf } from '#lib/metering/supply-minutes.ts'
import { dailyCost } from '#lib/tariff/daily-cost.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import { type SubsidyLimits, subsidyLimits } from '#lib/tariff/subsidy-limits.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import { daysBetween, eachDay, type IstDay, lastDayOf, type Month } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import { billedDays } from './bill-sources.ts'
import { type SupplyHistory, supplyTerms } from './supply-history.ts'

/** The billing period that is running, as far as it has been read. */
export type RunningPeriod = {
  month: Month
  from: IstDay
  to: IstDay
  /** The last day that was read within the period; null before the first. */
  readUntilOn: IstDay | null
  /** Sum of the days that were read. */
  energyWh: WattHours
  daysRead: number
  /** Days before `readUntilOn` without a reading; their units are not in the sum. */
  daysMissing: number
  /** Days after the last that was read, up to the period's end. */
  daysLeft: number
  /** The current demand of the days so far; null where the tariff is not known. */
  costPaise: Paise | null
  /** The State's limits; null without a scheme for this category, or before the first reading. */
  limits: SubsidyLimits | null
  /** At the pace so far the units pass the next limit or come within a tenth of it. */
  nearLimit: boolean
}

/** Null before the connection is supplied. */
export function runningPeriod(
  book: TariffBook | null,
  supply: SupplyHistory,
  { readings, supplyMinutes }: EstimateBasis,
  of: Month,
): RunningPeriod | null {
  const days = billedDays(supply, of)
  const from = days[0]
  if (!from) return null
  const to = lastDayOf(of)
  const readUntilOn = days.findLast((on) => readings.has(on)) ?? null
  const known = readUntilOn ? eachDay(from, readUntilOn) : []
  const read = known.flatMap((on) => readings.get(on)?.energyWh ?? [])
  const period = {
    month: of,
    from,
    to,
    readUntilOn,
    energyWh: sumWattHours(read),
    daysRead: read.length,
    daysMissing: known.length - read.length,
    daysLeft: daysBetween(readUntilOn ?? from, to) + (readUntilOn ? 0 : 1),
  }
  if (!book || known.length === 0) return { ...period, costPaise: null, limits: null, nearLimit: false }
  const input = {
    from,
    to,
    terms: supplyTerms(supply),
    energy: readByDay(known.map((on) => readings.get(on)?.energyWh ?? wattHours(0))),
    maxDemandWByDay: known.map((on) => readings.get(on)?.maxDemandW ?? null),
    supplyHours: supplyHoursOf(known, supplyMinutes),
  }
  const costs = dailyCost(book, input)
  const limits = subsidyLimits(book, input)
  const next = limits?.next
  return {
    ...period,
    costPaise: costs.ok ? sumPaise(costs.days.map(({ costPaise }) => costPaise)) : null,
    limits,
    nearLimit: next ? isNear(period.energyWh, read.length, days.length, next.limitWh) : false,
  }
}

/** Units at the pace of the days that were read, over the whole period, against nine tenths of the limit. */
function isNear(used: WattHours, daysRead: number, daysOfPeriod: number, limit: WattHours): boolean {
  return used * BigInt(daysOfPeriod) * 10n >= limit * 9n * BigInt(daysRead)
}
