import { type SupplyHistory, termsOn } from '#lib/billing/supply-history.ts'
import type { Services } from '#lib/platform/services.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { addDays, dayOf, type IstDay } from '#lib/units/ist.ts'
import { type Balance, type BalanceLasts, balanceLasts } from './balance-lasts.ts'
import { type DayRow, readDays } from './day-rows.ts'
import { DAYS_COMPARED } from './estimate-day.ts'
import { spansForEstimate } from './estimate-energy.ts'
import { type EstimateOutcome, estimatePeriod, periodOf } from './estimate-period.ts'
import { estimateRefusal } from './estimate-refusal.ts'
import { balanceIsOld, newestBalance } from './newest-balance.ts'
import { readSupplyMinutes } from './supply-minutes.ts'

export type PrepaidOutlook = {
  /** Null before the prepaid system has said anything. */
  balance: Balance | null
  /** Older than 24 hours. */
  isOld: boolean
  /** Null where too little was read, or the tariff is not known. */
  lasts: BalanceLasts | null
}
export type RunningEstimate = {
  outcome: EstimateOutcome
  /** Null for a connection that is billed afterwards. */
  prepaid: PrepaidOutlook | null
}

/**
 * The running period estimated to its end, and how long a prepaid balance lasts. Null before the connection is supplied.
 * The caller has made sure whose connection it is.
 */
export async function runningEstimate(
  { db, now }: Services,
  connectionId: string,
  { history, book }: { history: SupplyHistory; book: TariffBook | null },
): Promise<RunningEstimate | null> {
  const at = now()
  const today = dayOf(at)
  const period = periodOf(history, today)
  if (!period) return null
  const isPrepaid = termsOn(history, today)?.mode === 'PREPAID'
  const [readings, supply, balance] = await Promise.all([
    readDays(db, connectionId, spansForEstimate(period)),
    readSupplyMinutes(db, [connectionId], [period]),
    isPrepaid ? newestBalance(db, connectionId) : null,
  ])
  const supplyMinutes = supply.get(connectionId) ?? new Map<IstDay, number>()
  const input = { today, readings, book, history, supplyMinutes }
  return {
    outcome: estimatePeriod(period, input),
    prepaid: isPrepaid
      ? {
          balance,
          isOld: balance !== null && balanceIsOld(balance, at),
          lasts:
            balance && book && wasRead(history, readings, today) ? balanceLasts(balance, { ...input, book }) : null,
        }
      : null,
  }
}

/** Whether enough of the last four weeks was read; a month that has just begun does not hide how long a balance lasts. */
function wasRead({ suppliedFrom }: SupplyHistory, readings: ReadonlyMap<IstDay, DayRow>, today: IstDay): boolean {
  const weeks = addDays(today, -DAYS_COMPARED)
  const from = suppliedFrom && suppliedFrom > weeks ? suppliedFrom : weeks
  return estimateRefusal({ from, to: addDays(today, -1) }, readings, today) === null
}
