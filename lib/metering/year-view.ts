import { monthlyLimit } from '#lib/billing/limit-insight.ts'
import { SUPPLY_COLUMNS, supplyHistory, supplyTerms } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { SupplyTerms } from '#lib/tariff/bill-input.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { sumWattHours, type WattHours } from '#lib/units/energy.ts'
import { addMonths, dayOf, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import { billedPeriods } from './billed-energy.ts'
import { recordedOf } from './billing-periods.ts'
import { readDays } from './day-rows.ts'
import { readSupplyMinutes } from './supply-minutes.ts'
import { isFullMonth, isWhole, type YearPeriod, yearPeriod } from './year-period.ts'

/** A period beside the same one of the year before; null where that is not known as a whole. */
export type PeriodOfYear = YearPeriod & { yearBefore: YearPeriod | null }
export type YearView = {
  consumerNo: string
  lastReadOn: IstDay | null
  lastBilled: Month | null
  /** Up to thirteen, oldest first; none before the first reading or bill. */
  periods: PeriodOfYear[]
  /** Where the thirteen before these end, and the newest that can follow; null at an end. */
  earlier: Month | null
  later: Month | null
  /** Sums over the periods that are over and known as a whole in both years; null where there is none. */
  bothYears: { count: number; nowWh: WattHours; beforeWh: WattHours } | null
  highest: YearPeriod | null
  /** The State's lowest monthly limit where it was the same all along; null without one. */
  limitWh: WattHours | null
}

const PERIODS = 13
const YEAR = 12

/**
 * Thirteen billing periods of an own connection with the same ones of the year before: as billed, else from readings.
 * They end with the running period, or with the last bill where no meter is read day by day; or with `last`.
 * `EMPTY` before the first reading and bill. Null for a stranger's connection.
 */
export async function yearView(
  services: Services,
  actor: ConsumerActor,
  { connectionId, last = null }: { connectionId: string; last?: Month | null },
): Promise<YearView | 'EMPTY' | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const [connection, recorded, book] = await Promise.all([
    db.connection.findFirst({
      where: ownConnection(services, actor, connectionId, 'METER'),
      select: { consumerNo: true, ...SUPPLY_COLUMNS },
    }),
    recordedOf(db, connectionId),
    loadTariffBook(services),
  ])
  if (!connection) return null
  const today = dayOf(services.now())
  const history = supplyHistory(connection)
  const { firstMonth, lastReadOn, lastBilled } = recorded
  const { suppliedFrom } = history
  if (!firstMonth || !suppliedFrom) return 'EMPTY'

  const newest = lastReadOn ? monthOf(today) : (lastBilled ?? monthOf(today))
  const end = last && last >= firstMonth && last <= newest ? last : newest
  const shown = monthsUpTo(end, PERIODS).filter((of) => of >= firstMonth)
  const wanted = monthsUpTo(end, PERIODS + YEAR).filter((of) => of >= firstMonth)
  const bills = await billedPeriods(db, connectionId, wanted)
  const unbilled = wanted.filter((of) => !bills.has(of))
  const spans = unbilled.map((of) => ({ from: firstDayOf(of), to: lastDayOf(of) }))
  const [rows, supply] = await Promise.all([
    readDays(db, connectionId, spans),
    readSupplyMinutes(db, [connectionId], spans),
  ])
  const supplyMinutes = supply.get(connectionId) ?? new Map<IstDay, number>()
  const terms = supplyTerms(history)
  const all = new Map(
    wanted.map((of) => [
      of,
      yearPeriod(of, { bill: bills.get(of) ?? null, rows, book, terms, supplyMinutes, suppliedFrom, today }),
    ]),
  )
  const periods = shown.map((of): PeriodOfYear => {
    const before = all.get(addMonths(of, -YEAR))
    return { ...(all.get(of) as YearPeriod), yearBefore: before && isWhole(before) ? before : null }
  })
  return {
    consumerNo: connection.consumerNo,
    lastReadOn,
    lastBilled,
    periods,
    earlier: addMonths(end, -YEAR) >= firstMonth ? addMonths(end, -YEAR) : null,
    later: end < newest ? ([addMonths(end, YEAR), newest].sort()[0] as Month) : null,
    bothYears: bothYears(periods),
    highest: highestOf(periods),
    limitWh: commonLimit(periods, book, terms),
  }
}

/** So many months, oldest first, the last of them `end`. */
function monthsUpTo(end: Month, count: number): Month[] {
  return Array.from({ length: count }, (_, index) => addMonths(end, index - count + 1))
}

function bothYears(periods: readonly PeriodOfYear[]): YearView['bothYears'] {
  const both = periods.flatMap((period) => {
    const before = period.yearBefore
    if (!before || !isWhole(period) || !isWhole(before) || !isFullMonth(period) || !isFullMonth(before)) return []
    return [{ nowWh: period.energyWh, beforeWh: before.energyWh }]
  })
  if (both.length === 0) return null
  return {
    count: both.length,
    nowWh: sumWattHours(both.map(({ nowWh }) => nowWh)),
    beforeWh: sumWattHours(both.map(({ beforeWh }) => beforeWh)),
  }
}

/** The first of the whole periods with the most energy; null where fewer than two are known. */
function highestOf(periods: readonly PeriodOfYear[]): YearView['highest'] {
  const whole = periods.filter(isWhole)
  const [most] = whole.toSorted((a, b) => (a.energyWh < b.energyWh ? 1 : a.energyWh > b.energyWh ? -1 : 0))
  return whole.length < 2 ? null : (most ?? null)
}

/** A limit that changed in between would be drawn across months that it did not hold for. */
function commonLimit(
  periods: readonly PeriodOfYear[],
  book: TariffBook | null,
  terms: readonly SupplyTerms[],
): WattHours | null {
  const limits = periods.map(({ to }) => {
    const category = terms.findLast(({ from }) => from <= to)?.category
    return category ? monthlyLimit(book, to, category) : null
  })
  return new Set(limits).size === 1 ? (limits[0] ?? null) : null
}
