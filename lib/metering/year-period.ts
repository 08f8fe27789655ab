import type { SupplyTerms } from '#lib/tariff/bill-input.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { sumWattHours, type WattHours } from '#lib/units/energy.ts'
import { daysInMonth, eachDay, firstDayOf, type IstDay, lastDayOf, type Month } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { BilledPeriod } from './billed-energy.ts'
import { knownDays, withCosts } from './consumption-days.ts'
import type { DayRow } from './day-rows.ts'
import type { SupplyByDay } from './supply-minutes.ts'

/**
 * How a period is known.
 * - BILLED: by its bill. READ: over, not billed, every day known.
 * - RUNNING: its last day is still to come. INCOMPLETE: over, not billed, some days never read. MISSING: none read.
 */
export type PeriodKind = 'BILLED' | 'READ' | 'RUNNING' | 'INCOMPLETE' | 'MISSING'

export type YearPeriod = {
  month: Month
  from: IstDay
  to: IstDay
  kind: PeriodKind
  billId: string | null
  /** Some of its energy is estimated: by the bill, or by the sender of the readings. */
  isEstimated: boolean
  /** The whole period's, or so far of a running one; null where that is not known. Parts of a period stand in `partWh`. */
  energyWh: WattHours | null
  /** Current demand; null where energy or tariff is not known. */
  costPaise: Paise | null
  beforeSubsidyPaise: Paise | null
  /** Days that are known, of so many; of a billed period all. */
  daysKnown: number
  days: number
  /** The sum of the known days of an INCOMPLETE period: never its total. */
  partWh: WattHours
}

export type PeriodSources = {
  bill: BilledPeriod | null
  rows: ReadonlyMap<IstDay, DayRow>
  book: TariffBook | null
  terms: readonly SupplyTerms[]
  supplyMinutes: SupplyByDay
  suppliedFrom: IstDay
  today: IstDay
}

/** One period from its bill, or from its readings. */
export function yearPeriod(of: Month, sources: PeriodSources): YearPeriod {
  const { bill, rows, book, terms, supplyMinutes, suppliedFrom, today } = sources
  if (bill) return billed(of, bill)
  const from = [firstDayOf(of), suppliedFrom].sort()[1] as IstDay
  const to = lastDayOf(of)
  const read = knownDays(eachDay(from, to), rows, null, today)
  const days = withCosts(read, book, { from, to, terms, supplyMinutes }, rows)
  const known = days.filter(({ energyWh }) => energyWh !== null)
  const partWh = sumWattHours(known.flatMap(({ energyWh }) => energyWh ?? []))
  const kind =
    to >= today ? 'RUNNING' : known.length === 0 ? 'MISSING' : known.length < days.length ? 'INCOMPLETE' : 'READ'
  const isKnown = known.length > 0 && (kind === 'READ' || kind === 'RUNNING')
  const sum = (amounts: (Paise | null)[]) => {
    const given = amounts.filter((amount) => amount !== null)
    return isKnown && given.length === amounts.length ? sumPaise(given) : null
  }
  return {
    ...{ month: of, from, to, kind, billId: null, partWh },
    isEstimated: known.some(({ status }) => status !== 'READ'),
    energyWh: isKnown ? partWh : null,
    costPaise: sum(known.map(({ costPaise }) => costPaise)),
    beforeSubsidyPaise: sum(known.map(({ beforeSubsidyPaise }) => beforeSubsidyPaise)),
    daysKnown: known.length,
    days: days.length,
  }
}

function billed(of: Month, bill: BilledPeriod): YearPeriod {
  const { billId, periodFrom, periodTo, energyWh, currentDemandPaise, beforeSubsidyPaise, isEstimated } = bill
  const days = eachDay(periodFrom, periodTo).length
  return {
    ...{ month: of, from: periodFrom, to: periodTo, kind: 'BILLED', billId, isEstimated, energyWh, beforeSubsidyPaise },
    ...{ costPaise: currentDemandPaise, daysKnown: days, days, partWh: energyWh },
  }
}

/** Over and known from its first to its last day: only such periods are compared and added up. */
export function isWhole<Period extends YearPeriod>(period: Period): period is Period & { energyWh: WattHours } {
  return period.energyWh !== null && period.kind !== 'RUNNING'
}

/** Periods of about the same length: a first month of a few days is no measure for a whole one. */
export function isFullMonth({ month, days }: YearPeriod): boolean {
  return days >= daysInMonth(month)
}
