import { SUPPLY_COLUMNS, supplyHistory, supplyTerms } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { readByDay, spreadOverMissing } from '#lib/tariff/daily-energy.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { type SubsidyLimits, subsidyLimits } from '#lib/tariff/subsidy-limits.ts'
import { sumWattHours, type WattHours, wattHours } from '#lib/units/energy.ts'
import {
  addMonths,
  dayOf,
  daysBetween,
  daysInMonth,
  eachDay,
  firstDayOf,
  type IstDay,
  lastDayOf,
  type Month,
  monthOf,
} from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import { billedEnergy } from './billed-energy.ts'
import { recordedOf } from './billing-periods.ts'
import { type ConsumptionDay, type KnownDay, knownDays, withCosts } from './consumption-days.ts'
import { type Finding, findingOf, highestDay, meanWh } from './consumption-finding.ts'
import type { DayRow } from './day-rows.ts'
import type { PeriodEstimate } from './estimate-period.ts'
import { type Disagreement, readDisagreements } from './register-against-blocks.ts'
import { type RegisterGap, withRegister } from './register-gap.ts'
import { readEstimateBasis, readOwnDays, runningEstimate } from './running-estimate.ts'
import { type SupplyByDay, supplyHoursOf } from './supply-minutes.ts'
import { compareYears, type YearComparison } from './year-comparison.ts'

export type ConsumptionView = {
  consumerNo: string
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
  /** What the register counted on the days without readings; null where it does not tell. */
  gap: RegisterGap | null
  /** Of the days that are known, and of the gap. */
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
  /** The same month of the year before; null where nothing of it is known. */
  yearBefore: { month: Month; energyWh: WattHours; daysKnown: number; days: number } | null
  /** Its days beside those of the period; null where nobody asked, or nothing is known. */
  comparison: YearComparison | null
  /** Days on which the meter's register and its blocks say different things. */
  disagreements: ReadonlyMap<IstDay, Disagreement>
  limits: SubsidyLimits | null
  /** Where a running period is likely to end; null for others, and where too little was read. */
  estimate: PeriodEstimate | null
  finding: Finding
  lastReadOn: IstDay | null
}

const LAST_DAYS = 7

/**
 * What the page of daily consumption shows of one billing period of an own connection; the running one where none, or
 * none of its own, is asked for. `onlyDays` leaves out what takes other days to tell: the year before and the estimate.
 * `EMPTY` before the first reading. Null for a stranger's connection.
 */
export async function consumptionView(
  services: Services,
  actor: ConsumerActor,
  {
    connectionId,
    period,
    compare = false,
    onlyDays = false,
  }: { connectionId: string; period: Month | null; compare?: boolean; onlyDays?: boolean },
): Promise<ConsumptionView | 'EMPTY' | null> {
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
  const { firstMonth, lastReadOn } = recorded
  const running = monthOf(today)
  const history = supplyHistory(connection)
  if (!firstMonth || !history.suppliedFrom) return 'EMPTY'

  const of = period && period >= firstMonth && period <= running ? period : running
  const from = [firstDayOf(of), history.suppliedFrom].sort()[1] as IstDay
  const to = lastDayOf(of)
  const before = addMonths(of, -12)
  const beforeSpan = { from: [firstDayOf(before), history.suppliedFrom].sort()[1] as IstDay, to: lastDayOf(before) }
  const own = onlyDays ? [{ from, to }] : [{ from, to }, beforeSpan]
  const isEstimated = of === running && !onlyDays
  const [basis, bills, disagreements] = await Promise.all([
    isEstimated
      ? readEstimateBasis(services, connectionId, { history, own })
      : readOwnDays(services, connectionId, own),
    billedEnergy(db, connectionId, onlyDays ? [of] : [of, before]),
    readDisagreements(db, connectionId, [{ from, to }]),
  ])
  const estimate = isEstimated ? await runningEstimate(services, connectionId, { history, book, basis }) : null
  const rows = basis.readings
  const terms = supplyTerms(history)
  const bill = bills.get(of) ?? null
  const minutesOf = (month: Month): SupplyByDay => bills.get(month)?.supplyMinutes ?? basis.supplyMinutes
  const supply = { from, to, terms, supplyMinutes: minutesOf(of) }
  const plain = knownDays(eachDay(from, to), rows, bill, today)
  const registerWh = bill?.periodFrom === from && bill.periodTo === to ? bill.registerWh : null
  const told = registerWh === null ? null : withRegister(plain, registerWh, book, supply, rows)
  const days = told?.days ?? withCosts(plain, book, supply, rows)
  const beforeDays = knownDays(eachDay(beforeSpan.from, beforeSpan.to), rows, bills.get(before) ?? null, today)
  const yearBefore = sameMonth(before, beforeDays)
  const known = days.filter(({ energyWh }) => energyWh !== null)
  const values = known.map(({ energyWh }) => energyWh as WattHours)
  const upToLast = days.slice(0, days.findLastIndex(({ energyWh }) => energyWh !== null) + 1)
  const lastOn = upToLast.at(-1)?.on
  return {
    ...{ consumerNo: connection.consumerNo, month: of, from, to, days, disagreements, lastReadOn },
    previous: of > firstMonth ? addMonths(of, -1) : null,
    next: of < running ? addMonths(of, 1) : null,
    isOver: to < today,
    isBilled: bill !== null && bill.dailyWh.length > 0,
    gap: told?.gap ?? null,
    energyWh: sumWattHours([...values, ...(told ? [told.gap.energyWh] : [])]),
    daysKnown: known.length,
    daysLeft: lastOn ? daysBetween(lastOn, to) : days.length,
    costPaise: total([...known, ...(told ? [told.gap] : [])].map(({ costPaise }) => costPaise)),
    beforeSubsidyPaise: total([...known, ...(told ? [told.gap] : [])].map((part) => part.beforeSubsidyPaise)),
    averageWh: meanWh(values),
    lastSevenWh: values.length > LAST_DAYS ? meanWh(values.slice(-LAST_DAYS)) : null,
    highest: highestDay(days),
    yearBefore,
    comparison:
      compare && yearBefore
        ? compareYears(
            before,
            days,
            withCosts(beforeDays, book, { ...beforeSpan, terms, supplyMinutes: minutesOf(before) }, rows),
          )
        : null,
    limits:
      book && upToLast.length > 0
        ? subsidyLimits(book, {
            ...supply,
            energy: told
              ? spreadOverMissing(
                  registerWh as WattHours,
                  days.map(({ energyWh }) => energyWh),
                )
              : readByDay(upToLast.map(({ energyWh }) => energyWh ?? wattHours(0))),
            maxDemandW: peakOf(upToLast, rows),
            supplyHours: supplyHoursOf(
              upToLast.map(({ on }) => on),
              supply.supplyMinutes,
            ),
          })
        : null,
    estimate: estimate?.outcome.ok ? estimate.outcome : null,
    finding: findingOf(days),
  }
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

function sameMonth(of: Month, days: readonly KnownDay[]): ConsumptionView['yearBefore'] {
  const known = days.flatMap(({ energyWh }) => energyWh ?? [])
  return known.length === 0
    ? null
    : { month: of, energyWh: sumWattHours(known), daysKnown: known.length, days: daysInMonth(of) }
}
