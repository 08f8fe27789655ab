import { type SupplyHistory, termsOn } from '#lib/billing/supply-history.ts'
import { rechargesSince } from '#lib/ledger/recharges-since.ts'
import type { Services } from '#lib/platform/services.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { addDays, dayOf, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { type Balance, type BalanceLasts, balanceLasts, spentSince } from './balance-lasts.ts'
import { type DayRow, readDays } from './day-rows.ts'
import { DAYS_COMPARED } from './estimate-day.ts'
import { spansForEstimate } from './estimate-energy.ts'
import { type EstimateOutcome, estimatePeriod, periodOf } from './estimate-period.ts'
import { estimateRefusal } from './estimate-refusal.ts'
import { balanceIsOld, newestBalance } from './newest-balance.ts'
import type { Span } from './spans.ts'
import { readSupplyMinutes, type SupplyByDay } from './supply-minutes.ts'

export type PrepaidOutlook = {
  /** Null before the prepaid system has said anything. */
  balance: Balance | null
  /** Older than 24 hours. */
  isOld: boolean
  /** Null where too little was read, or the tariff is not known. */
  lasts: BalanceLasts | null
  /** What has happened to the balance since it was told, as far as it is known here; null before the first balance. */
  since: BalanceSince | null
}
/** The prepaid system has the last word: its next balance takes the place of all of this. */
export type BalanceSince = {
  /** Recharged through this portal and at counters. */
  rechargedPaise: Paise
  /** Used up to yesterday by the day-cost rule, estimated; null where it is not known. */
  spentPaise: Paise | null
  /** Balance, recharges and use together; null where the use is not known. */
  nowPaise: Paise | null
}
export type RunningEstimate = {
  outcome: EstimateOutcome
  /** Null for a connection that is billed afterwards. */
  prepaid: PrepaidOutlook | null
}

/** The days that an estimate is made from, none after today. */
export type EstimateBasis = { readings: ReadonlyMap<IstDay, DayRow>; supplyMinutes: SupplyByDay }

/**
 * Reads at once what the estimate of the running period needs, and the caller's own spans besides: both are mostly the
 * same days. The caller has made sure whose connection it is.
 */
export async function readEstimateBasis(
  services: Services,
  connectionId: string,
  { history, own }: { history: SupplyHistory; own: readonly Span[] },
): Promise<EstimateBasis> {
  const period = periodOf(history, dayOf(services.now()))
  return readBasis(services, connectionId, {
    readings: [...own, ...(period ? spansForEstimate(period) : [])],
    supply: [...own, ...(period ? [period] : [])],
  })
}

/** The same for spans that no estimate is made from. */
export const readOwnDays = (services: Services, connectionId: string, own: readonly Span[]): Promise<EstimateBasis> =>
  readBasis(services, connectionId, { readings: own, supply: own })

async function readBasis(
  { db, now }: Services,
  connectionId: string,
  spans: { readings: readonly Span[]; supply: readonly Span[] },
): Promise<EstimateBasis> {
  const today = dayOf(now())
  const untilToday = ({ from, to }: Span): Span => ({ from, to: to < today ? to : today })
  const [readings, supply] = await Promise.all([
    readDays(db, connectionId, spans.readings.map(untilToday)),
    readSupplyMinutes(db, [connectionId], spans.supply.map(untilToday)),
  ])
  return { readings, supplyMinutes: supply.get(connectionId) ?? new Map() }
}

/**
 * The running period estimated to its end, and how long a prepaid balance lasts. Null before the connection is supplied.
 * The caller has made sure whose connection it is.
 */
export async function runningEstimate(
  { db, now }: Services,
  connectionId: string,
  { history, book, basis }: { history: SupplyHistory; book: TariffBook | null; basis: EstimateBasis },
): Promise<RunningEstimate | null> {
  const at = now()
  const today = dayOf(at)
  const period = periodOf(history, today)
  if (!period) return null
  const isPrepaid = termsOn(history, today)?.mode === 'PREPAID'
  const balance = isPrepaid ? await newestBalance(db, connectionId) : null
  const rechargedPaise = balance ? await rechargesSince(db, connectionId, balance.asOf) : ZERO_PAISE
  const input = { today, book, history, ...basis }
  return {
    outcome: estimatePeriod(period, input),
    prepaid: isPrepaid ? outlookOf(balance, rechargedPaise, { ...input, at }) : null,
  }
}

function outlookOf(
  balance: Balance | null,
  rechargedPaise: Paise,
  { book, at, ...input }: EstimateBasis & { today: IstDay; book: TariffBook | null; history: SupplyHistory; at: Date },
): PrepaidOutlook {
  if (!balance) return { balance, isOld: false, lasts: null, since: null }
  const known = book && wasRead(input.history, input.readings, input.today) ? { ...input, book } : null
  const spentPaise = known && spentSince(balance, known)
  const recharged = { ...balance, balancePaise: paise(balance.balancePaise + rechargedPaise) }
  const nowPaise = spentPaise === null ? null : paise(recharged.balancePaise - spentPaise)
  return {
    balance,
    isOld: balanceIsOld(balance, at),
    lasts: known && balanceLasts(recharged, known),
    since: { rechargedPaise, spentPaise, nowPaise },
  }
}

/** Whether enough of the last four weeks was read; a month that has just begun does not hide how long a balance lasts. */
function wasRead({ suppliedFrom }: SupplyHistory, readings: ReadonlyMap<IstDay, DayRow>, today: IstDay): boolean {
  const weeks = addDays(today, -DAYS_COMPARED)
  const from = suppliedFrom && suppliedFrom > weeks ? suppliedFrom : weeks
  return estimateRefusal({ from, to: addDays(today, -1) }, readings, today) === null
}
