import {
  earliestDay,
  latestDay,
  SUPPLY_COLUMNS,
  type SupplyHistory,
  smartMeterFrom,
  supplyHistory,
  supplyTerms,
  termsOn,
} from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { financialYearOf } from '#lib/units/financial-year.ts'
import { addMonths, dayOf, eachDay, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import { type BetterLoad, betterLoad, MONTHS_LOOKED_AT } from './better-load.ts'
import { recordedOf } from './billing-periods.ts'
import { readEnergyBlocks } from './block-days.ts'
import { chargedMonth } from './charged-month.ts'
import { type DayPeak, daysAbove, highestLoad, type LoadDay, loadDays, unknownDays } from './load-days.ts'
import { type LoadEffect, loadEffect } from './load-effect.ts'
import { type LoadHours, loadHours } from './load-hours.ts'
import { type CountsFrom, type FinancialYear, financialYear, loadMonth } from './load-months.ts'
import { readPeaks } from './peak-rows.ts'
import type { Span } from './spans.ts'
import { expectedSupplyHours } from './supply-minutes.ts'

export type LoadView = {
  consumerNo: string
  month: Month
  from: IstDay
  to: IstDay
  previous: Month | null
  next: Month | null
  /** The sanctioned load of the period's last day, or of today while it runs. */
  limitW: number
  days: LoadDay[]
  /** Days above, the highest first. */
  above: LoadDay[]
  /** Days that are over and cannot be called within. */
  unknownOn: IstDay[]
  /** The day with the highest demand; null where none is known. */
  highest: LoadDay | null
  /** The highest that the meter's own register reached; null where it sent none. */
  registerW: number | null
  year: FinancialYear
  /** Since when days count towards the year: the smart meter's first. */
  countsFrom: IstDay
  effect: LoadEffect | null
  better: BetterLoad | null
  /** By hours, and by pairs of hours for narrow screens; null without blocks. */
  hours: { wide: LoadHours; narrow: LoadHours } | null
  lastReadOn: IstDay | null
}

/**
 * What the page of load shows of one month of an own connection; the running one where none, or none of its own, is asked
 * for. `EMPTY` before the first reading. Null for a stranger's connection.
 */
export async function loadView(
  services: Services,
  actor: ConsumerActor,
  { connectionId, period }: { connectionId: string; period: Month | null },
): Promise<LoadView | 'EMPTY' | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const [connection, { firstMonth, lastReadOn }, book] = await Promise.all([
    db.connection.findFirst({
      where: ownConnection(services, actor, connectionId, 'METER'),
      select: { consumerNo: true, ...SUPPLY_COLUMNS },
    }),
    recordedOf(db, connectionId),
    loadTariffBook(services),
  ])
  if (!connection) return null
  const history = supplyHistory(connection)
  const { suppliedFrom } = history
  if (!firstMonth || !suppliedFrom) return 'EMPTY'

  const today = dayOf(services.now())
  const running = monthOf(today)
  const first = [firstMonth, monthOf(suppliedFrom)].sort()[1] as Month
  if (first > running) return 'EMPTY'
  const of = period && period >= first && period <= running ? period : running
  const [from, to] = [latestDay(firstDayOf(of), suppliedFrom), lastDayOf(of)]
  const april = financialYearOf(of)
  const spans = [monthSpan(april, 12), monthSpan(addMonths(running, 1 - MONTHS_LOOKED_AT), MONTHS_LOOKED_AT)]
  const [found, charged, blocks] = await Promise.all([
    readPeaks(db, [connectionId], spans),
    chargedMonth(db, connectionId, { month: of, span: { from, to } }),
    readEnergyBlocks(db, connectionId, [{ from, to }]),
  ])
  const peaks = found.get(connectionId) ?? new Map<IstDay, DayPeak>()
  const limitOn = (on: IstDay) => termsOn(history, on)?.sanctionedLoadW ?? null
  const shown = (span: Span) => loadDays(eachDay(span.from, span.to), { peaks, limitOn, today })
  const days = shown({ from, to })
  // A meter that sends days is a smart one, although the master file does not say so; it counts from its first month.
  const counts: CountsFrom = {
    countsFrom: smartMeterFrom(history) ?? latestDay(firstDayOf(first), suppliedFrom),
    today,
  }
  const registerW = registerOf(days)
  const terms = supplyTerms(history)
  const wide = loadHours(blocks, limitOn, 1)
  const narrow = loadHours(blocks, limitOn, 2)
  return {
    consumerNo: connection.consumerNo,
    ...{ month: of, from, to, days, registerW, lastReadOn, countsFrom: counts.countsFrom },
    previous: of > first ? addMonths(of, -1) : null,
    next: of < running ? addMonths(of, 1) : null,
    limitW: (limitOn(earliestDay(to, today)) ?? limitOn(to)) as number,
    above: daysAbove(days),
    unknownOn: unknownDays(days, today),
    highest: highestLoad(days),
    year: financialYear(april, shown(spans[0] as Span), counts),
    effect: loadEffect(book, {
      ...{ from, to, terms },
      // What a bill has counted stays; what came after it belongs to no bill.
      registerW: charged.bill ? charged.bill.maxDemandW : registerW,
      supplyHours: expectedSupplyHours(eachDay(from, to), charged.supplyMinutes, today),
    }),
    better: betterLoad(book, yearOf(history, shown(spans[1] as Span), counts)),
    hours: wide && narrow ? { wide, narrow } : null,
  }
}

function monthSpan(first: Month, months: number): Span {
  return { from: firstDayOf(first), to: lastDayOf(addMonths(first, months - 1)) }
}

function registerOf(days: readonly LoadDay[]): number | null {
  const registers = days.flatMap(({ peak }) => (peak?.source === 'REGISTER' ? [peak.watts] : []))
  return registers.length > 0 ? Math.max(...registers) : null
}

/** The last twelve months, on the terms of today. */
function yearOf(history: SupplyHistory, days: readonly LoadDay[], counts: CountsFrom) {
  const running = monthOf(counts.today)
  const months = Array.from({ length: MONTHS_LOOKED_AT }, (_, index) =>
    addMonths(running, index + 1 - MONTHS_LOOKED_AT),
  )
  const registerW = new Map<Month, number>()
  for (const of of months) {
    const watts = registerOf(days.filter(({ on }) => on.startsWith(of)))
    if (watts !== null) registerW.set(of, watts)
  }
  const { category, mode, sanctionedLoadW } =
    termsOn(history, counts.today) ?? (history.terms.at(-1) as SupplyHistory['terms'][0])
  return {
    months: months.map((of) =>
      loadMonth(
        of,
        days.filter(({ on }) => on.startsWith(of)),
        counts,
      ),
    ),
    ...{ running, registerW, terms: { category, mode, sanctionedLoadW }, stepW: env().loadStepW },
  }
}
