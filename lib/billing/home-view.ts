import { isId, openingLinks, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { readingsAreOld } from '#lib/metering/readings-are-old.ts'
import { type RunningEstimate, readEstimateBasis, runningEstimate } from '#lib/metering/running-estimate.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { addDays, dayFromColumn, dayOf, eachDay, firstDayOf, type IstDay, monthOf } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { type AmountDue, amountDue } from './amount-due.ts'
import { billDates } from './bill-dates.ts'
import { type BillReceipt, receiptOf } from './bill-receipt.ts'
import { BILL_COLUMNS, type BillFacts, billFacts } from './bill-row.ts'
import { type BillState, billState } from './bill-state.ts'
import { type Disconnection, openNotice } from './disconnection.ts'
import { type RunningPeriod, runningPeriod } from './running-period.ts'
import { earliestDay, hasSmartMeter, SUPPLY_COLUMNS, supplyHistory } from './supply-history.ts'

export type HomeBill = Pick<BillFacts, 'id' | 'month' | 'dueOn' | 'energyWh' | 'payableByDuePaise'> & {
  state: BillState
  unpaidPaise: Paise
  due: AmountDue
  /** Paid ahead and not used yet. */
  aheadPaise: Paise
  /** What the State paid of it. */
  subsidyPaise: Paise
  receipt: BillReceipt | null
  /** There is one before it to compare it with. */
  hasEarlier: boolean
}
export type HomeDay = { on: IstDay; energyWh: WattHours | null; measured: boolean }
export type HomeView = {
  /** That the utility means to cut the supply. */
  disconnection: Disconnection | null
  /** The newest bill; null before the first. */
  bill: HomeBill | null
  /** When the running period's bill comes; null where the utility issues it on a day of its own. */
  nextBillOn: IstDay | null
  period: RunningPeriod | null
  /** Where the period is likely to end, and how long a prepaid balance lasts; null before the supply. */
  estimate: RunningEstimate | null
  /** The fourteen days up to yesterday. */
  lastDays: HomeDay[]
  lastReadOn: IstDay | null
  /** The last reading is older than 48 hours. */
  readingsAreOld: boolean
}

const DAYS_SHOWN = 14

/**
 * What Home answers: what is due, what the running period comes to, and the last days, the latter two only where a link
 * opens what the meter tells. Null for a stranger.
 */
export async function homeView(
  services: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<HomeView | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const now = services.now()
  const today = dayOf(now)
  const of = monthOf(today)
  const connection = await db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'BILLS'),
    select: { ...SUPPLY_COLUMNS, _count: { select: { links: { where: openingLinks(services, actor, 'METER') } } } },
  })
  if (!connection) return null
  const opensMeter = connection._count.links > 0
  const shownFrom = addDays(today, -DAYS_SHOWN)
  const history = supplyHistory(connection)
  const book = await loadTariffBook(services)
  const shown = { from: earliestDay(shownFrom, firstDayOf(of)), to: today }
  const [basis, bill] = await Promise.all([
    readEstimateBasis(services, connectionId, { history, own: [shown] }),
    homeBill(services, connectionId, today),
  ])
  const estimate = await runningEstimate(services, connectionId, { history, book, basis })
  const disconnection = await openNotice(db, connectionId, bill !== null && bill.unpaidPaise > 0n)
  const { readings } = basis
  const lastReadOn = [...readings.keys()].sort().at(-1) ?? (await lastReadDay(services, connectionId))
  const always = {
    disconnection,
    bill,
    nextBillOn: lastReadOn || hasSmartMeter(history) ? (billDates(of, env().billing)?.billedOn ?? today) : null,
  }
  if (!opensMeter)
    return {
      ...always,
      ...{ period: null, lastDays: [], lastReadOn: null, readingsAreOld: false },
      // The balance belongs to the payments.
      estimate: estimate?.prepaid ? estimate : null,
    }
  return {
    ...always,
    period: runningPeriod(book, history, basis, of),
    estimate,
    lastDays: eachDay(shownFrom, addDays(today, -1)).map((on) => {
      const reading = readings.get(on)
      return { on, energyWh: reading?.energyWh ?? null, measured: reading?.isMeasured ?? false }
    }),
    lastReadOn,
    // A day's reading is complete when the day ends.
    readingsAreOld: readingsAreOld(lastReadOn, now),
  }
}

async function homeBill(services: Services, connectionId: string, today: IstDay): Promise<HomeBill | null> {
  const { db } = services
  const [row, earlier] = await db.bill.findMany({
    where: { connectionId },
    orderBy: { periodTo: 'desc' },
    take: 2,
    select: { ...BILL_COLUMNS, lines: { where: { code: 'SUBSIDY' }, select: { amountPaise: true } } },
  })
  if (!row) return null
  const { lines, ...columns } = row
  const bill = billFacts(columns)
  const [standings, aheadPaise] = await Promise.all([billStandings(db, connectionId), advanceOf(db, connectionId)])
  const unpaidPaise = totalUnpaid(standings)
  const state = billState({ ...bill, unpaidPaise, isNewest: true, on: today })
  return {
    id: bill.id,
    month: bill.month,
    dueOn: bill.dueOn,
    energyWh: bill.energyWh,
    payableByDuePaise: bill.payableByDuePaise,
    state,
    unpaidPaise,
    aheadPaise,
    due: amountDue({ bill, unpaidPaise, on: today }),
    subsidyPaise: paise(-(lines[0]?.amountPaise ?? 0n)),
    receipt: state === 'PAID' ? await receiptOf(db, connectionId, bill.id) : null,
    hasEarlier: earlier !== undefined,
  }
}

async function lastReadDay({ db }: Services, connectionId: string): Promise<IstDay | null> {
  const last = await db.meterDay.findFirst({
    where: { connectionId },
    orderBy: { onDay: 'desc' },
    select: { onDay: true },
  })
  return last && dayFromColumn(last.onDay)
}
