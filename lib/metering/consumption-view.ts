import { SUPPLY_COLUMNS, supplyHistory, supplyTerms } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { type SubsidyLimits, subsidyLimits } from '#lib/tariff/subsidy-limits.ts'
import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import {
  addMonths,
  dayFromColumn,
  dayOf,
  daysBetween,
  eachDay,
  firstDayOf,
  type IstDay,
  lastDayOf,
  type Month,
  monthOf,
} from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import { recordedOf } from './billing-periods.ts'
import { type BilledEnergy, type ConsumptionDay, knownDays, withCosts } from './consumption-days.ts'
import { type Finding, findingOf, highestDay, meanWh } from './consumption-finding.ts'
import { type DayRow, readDays } from './day-rows.ts'

export type ConsumptionView = {
  month: Month
  from: IstDay
  to: IstDay
  previous: Month | null
  next: Month | null
  /** The period's last day is over. */
  isOver: boolean
  /** Its bill has been issued; days and costs are the bill's. */
  isBilled: boolean
  days: ConsumptionDay[]
  /** Of the days that are known. */
  energyWh: WattHours
  daysKnown: number
  /** After the last day that is known. */
  daysLeft: number
  /** Null where the tariff is not known. */
  costPaise: Paise | null
  beforeSubsidyPaise: Paise | null
  averageWh: WattHours
  lastSevenWh: WattHours | null
  highest: { on: IstDay; energyWh: WattHours } | null
  /** The same month of the year before; null where nothing of it was read. */
  yearBefore: { month: Month; energyWh: WattHours; daysRead: number; days: number } | null
  limits: SubsidyLimits | null
  finding: Finding
  lastReadOn: IstDay | null
}

const LAST_DAYS = 7

/**
 * What the page of daily consumption shows of one billing period of an own connection; the running one where none, or
 * none of its own, is asked for. `EMPTY` before the first reading. Null for a stranger's connection.
 */
export async function consumptionView(
  services: Services,
  actor: ConsumerActor,
  { connectionId, period }: { connectionId: string; period: Month | null },
): Promise<ConsumptionView | 'EMPTY' | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const [connection, recorded, book] = await Promise.all([
    db.connection.findFirst({ where: ownConnection(actor, connectionId), select: SUPPLY_COLUMNS }),
    recordedOf(db, connectionId),
    loadTariffBook(services),
  ])
  if (!connection) return null
  const today = dayOf(services.now())
  const { firstMonth, lastReadOn } = recorded
  const running = monthOf(today)
  const history = supplyHistory(connection)
  if (!firstMonth || !history.suppliedFrom) return 'EMPTY'

  const of = period && period >= firstMonth && period <= running ? period : running
  const from = [firstDayOf(of), history.suppliedFrom].sort()[1] as IstDay
  const to = lastDayOf(of)
  const before = addMonths(of, -12)
  const [rows, bill] = await Promise.all([
    readDays(db, connectionId, [
      { from, to },
      { from: firstDayOf(before), to: lastDayOf(before) },
    ]),
    billedEnergy(services, connectionId, of),
  ])
  const supply = { from, to, terms: supplyTerms(history) }
  const days = withCosts(knownDays(eachDay(from, to), rows, bill, today), book, supply, rows)
  const known = days.filter(({ energyWh }) => energyWh !== null)
  const values = known.map(({ energyWh }) => energyWh as WattHours)
  const upToLast = days.slice(0, days.findLastIndex(({ energyWh }) => energyWh !== null) + 1)
  const lastOn = upToLast.at(-1)?.on
  return {
    ...{ month: of, from, to, days, lastReadOn },
    previous: of > firstMonth ? addMonths(of, -1) : null,
    next: of < running ? addMonths(of, 1) : null,
    isOver: to < today,
    isBilled: bill !== null,
    energyWh: sumWattHours(values),
    daysKnown: known.length,
    daysLeft: lastOn ? daysBetween(lastOn, to) : days.length,
    costPaise: total(known.map(({ costPaise }) => costPaise)),
    beforeSubsidyPaise: total(known.map(({ beforeSubsidyPaise }) => beforeSubsidyPaise)),
    averageWh: meanWh(values),
    lastSevenWh: values.length > LAST_DAYS ? meanWh(values.slice(-LAST_DAYS)) : null,
    highest: highestDay(days),
    yearBefore: sameMonth(before, rows),
    limits:
      book && upToLast.length > 0
        ? subsidyLimits(book, {
            ...supply,
            energy: readByDay(upToLast.map(({ energyWh }) => energyWh ?? wattHours(0))),
            maxDemandW: peakOf(upToLast, rows),
          })
        : null,
    finding: findingOf(days),
  }
}

async function billedEnergy({ db }: Services, connectionId: string, month: Month): Promise<BilledEnergy | null> {
  const bill = await db.bill.findUnique({
    where: { connectionId_month: { connectionId, month } },
    select: { dailyWh: true, estimatedOn: true },
  })
  return bill && { dailyWh: bill.dailyWh.map(wattHours), estimatedOn: bill.estimatedOn.map(dayFromColumn) }
}

function peakOf(days: readonly ConsumptionDay[], rows: ReadonlyMap<IstDay, DayRow>): number | null {
  const peaks = days.flatMap(({ on }) => rows.get(on)?.maxDemandW ?? [])
  return peaks.length > 0 ? Math.max(...peaks) : null
}

/** Null where one is not known. */
function total(amounts: readonly (Paise | null)[]): Paise | null {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === amounts.length && known.length > 0 ? sumPaise(known) : null
}

function sameMonth(of: Month, rows: ReadonlyMap<IstDay, DayRow>): ConsumptionView['yearBefore'] {
  const days = eachDay(firstDayOf(of), lastDayOf(of))
  const read = days.flatMap((on) => rows.get(on)?.energyWh ?? [])
  return read.length === 0
    ? null
    : { month: of, energyWh: sumWattHours(read), daysRead: read.length, days: days.length }
}
