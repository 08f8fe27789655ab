import type { StaffActor } from '#lib/identity/actor.ts'
import { supplyHoursOf } from '#lib/metering/supply-minutes.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import type { SupplyMode } from '#lib/tariff/bill-input.ts'
import { type CalculatedBill, calculateBill } from '#lib/tariff/calculate-bill.ts'
import { readByDay, spreadEvenly } from '#lib/tariff/daily-energy.ts'
import { monthsBegun, surcharge } from '#lib/tariff/delayed-payment.ts'
import { delayedPaymentOn } from '#lib/tariff/in-force.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { bookForPeriod, type TariffChange } from '#lib/tariff/proposals/tariff-change.ts'
import type { DelayedPaymentTerms, TariffBook } from '#lib/tariff/tariff-book.ts'
import { wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, eachDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { billedSupply } from './billed-supply.ts'
import { SUPPLY_COLUMNS, supplyHistory, supplyTerms, termsOn } from './supply-history.ts'

/**
 * How many connections' bills are computed for a preview: enough to see what a change does, few enough for one look. Which of
 * an office's they are goes by their ids, which are random.
 */
export const MOST_PREVIEWED = 300

/** Days after the due date for which the surcharge is previewed: two months of the calendar. */
export const PREVIEWED_DAYS_LATE = 61

/** The current demand; or where rebates or surcharge change, the bill with them: paid at once and online, or late. */
export type PreviewedAmount = 'DEMAND' | 'PAID_AT_ONCE' | 'PAID_LATE'
export type PreviewSum = { bills: number; changed: number; beforePaise: Paise; afterPaise: Paise }
export type TariffPreview = PreviewSum & {
  of: PreviewedAmount
  /** The newest month that the connections have bills of. */
  month: Month
  /** True where the office has more connections with bills. */
  isPart: boolean
  /** Bills that cannot be computed under the change, such as those of a category that it leaves out. */
  impossible: number
  /** The most that any bill falls (negative) and rises. */
  leastPaise: Paise
  mostPaise: Paise
  /** In the order of their names. */
  categories: (PreviewSum & { category: string })[]
}

type Compared = { category: string; beforePaise: Paise; afterPaise: Paise }

/**
 * What proposed rates would have made of real bills: an amount of each bill of the newest month, of up to `MOST_PREVIEWED`
 * of the office's connections, by the rates in force and as if the change had held throughout their period; units, load and
 * hours of supply as billed. Null without leave, tariffs or bills.
 */
export async function previewTariff(
  services: Services,
  actor: StaffActor,
  change: TariffChange,
): Promise<TariffPreview | null> {
  if (!(await authorise(services, actor, 'tariff.propose'))) return null
  const book = await loadTariffBook(services)
  const { db } = services
  // Connections first: by the month a state's bills would all be gone through for the few of one office.
  const found = await db.connection.findMany({
    where: { ...connectionsOfOffice(actor), bills: { some: {} } },
    orderBy: { id: 'asc' },
    take: MOST_PREVIEWED + 1,
    select: { id: true },
  })
  const connectionId = { in: found.slice(0, MOST_PREVIEWED).map(({ id }) => id) }
  const { _max: newest } = await db.bill.aggregate({ where: { connectionId }, _max: { month: true } })
  if (!book || !newest.month) return null
  const month = newest.month as Month
  const bills = await db.bill.findMany({
    where: { connectionId, month },
    orderBy: { billNo: 'asc' },
    select: {
      ...{ periodFrom: true, periodTo: true, category: true, dailyWh: true, energyWh: true, maxDemandW: true },
      ...{ supplyMinutes: true, connection: { select: SUPPLY_COLUMNS } },
    },
  })
  const of = amountFor(change)
  const compared = bills.map((bill) => compare(book, change, { ...bill, of, month }))
  const possible = compared.filter((bill) => bill !== null)
  const differences = possible.map(({ beforePaise, afterPaise }) => afterPaise - beforePaise)
  const extreme = (pick: (a: bigint, b: bigint) => boolean) =>
    paise(differences.reduce((best, next) => (pick(next, best) ? next : best), 0n))
  return {
    ...{
      of,
      month,
      isPart: found.length > MOST_PREVIEWED,
      impossible: compared.length - possible.length,
      ...sumOf(possible),
    },
    leastPaise: extreme((a, b) => a < b),
    mostPaise: extreme((a, b) => a > b),
    categories: [...new Set(possible.map(({ category }) => category))].sort().map((category) => ({
      category,
      ...sumOf(possible.filter((bill) => bill.category === category)),
    })),
  }
}

type BilledPeriod = {
  of: PreviewedAmount
  month: Month
  periodFrom: Date
  periodTo: Date
  category: string
  dailyWh: bigint[]
  energyWh: bigint
  maxDemandW: number | null
  supplyMinutes: unknown
  connection: Parameters<typeof supplyHistory>[0]
}

function compare(book: TariffBook, change: TariffChange, bill: BilledPeriod): Compared | null {
  const [from, to] = [dayFromColumn(bill.periodFrom), dayFromColumn(bill.periodTo)]
  const days = eachDay(from, to)
  const changed = bookForPeriod(book, change, { from, to, month: bill.month })
  if (!changed.ok) return null
  const hasDays = bill.dailyWh.length === days.length
  const history = supplyHistory(bill.connection)
  const input = {
    ...{ from, to, terms: supplyTerms(history), maxDemandW: bill.maxDemandW },
    // Of a utility's bill only the period's units are known.
    energy: hasDays ? readByDay(bill.dailyWh.map(wattHours)) : spreadEvenly(wattHours(bill.energyWh), days.length),
    supplyHours: supplyHoursOf(days, billedSupply(from, bill.supplyMinutes)),
  }
  const mode = termsOn(history, to)?.mode ?? 'POSTPAID'
  const amountBy = (of: TariffBook): Paise | null => {
    const calculated = calculateBill(of, input)
    return calculated.ok ? AMOUNTS[bill.of](calculated.bill, { mode, late: delayedPaymentOn(of, to) }) : null
  }
  const [beforePaise, afterPaise] = [amountBy(book), amountBy(changed.book)]
  return beforePaise === null || afterPaise === null ? null : { category: bill.category, beforePaise, afterPaise }
}

type Payment = { mode: SupplyMode; late: DelayedPaymentTerms }

const AMOUNTS: Record<PreviewedAmount, (bill: CalculatedBill, payment: Payment) => Paise> = {
  DEMAND: (bill) => bill.currentDemandPaise,
  PAID_AT_ONCE: (bill) => paise(bill.currentDemandPaise - bill.promptRebatePaise - bill.digitalRebatePaise),
  PAID_LATE: ({ currentDemandPaise: demand }, { mode, late }) =>
    mode === 'PREPAID' || demand <= 0n
      ? demand
      : paise(demand + surcharge(late, demand, monthsBegun(late, PREVIEWED_DAYS_LATE))),
}

function amountFor(change: TariffChange): PreviewedAmount {
  if (change.laterDelayedPayment) return 'PAID_LATE'
  return change.laterRebates || change.laterReadings ? 'PAID_AT_ONCE' : 'DEMAND'
}

function sumOf(bills: readonly Compared[]): PreviewSum {
  return {
    bills: bills.length,
    changed: bills.filter(({ beforePaise, afterPaise }) => beforePaise !== afterPaise).length,
    beforePaise: sumPaise([ZERO_PAISE, ...bills.map(({ beforePaise }) => beforePaise)]),
    afterPaise: sumPaise([ZERO_PAISE, ...bills.map(({ afterPaise }) => afterPaise)]),
  }
}
