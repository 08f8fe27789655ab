import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { BillGuest, ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { financialYearOf } from '#lib/units/financial-year.ts'
import { dayFromColumn, dayOf, daysBetween, type IstDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { type AmountDue, amountDue } from './amount-due.ts'
import { type BillReceipt, receiptOf } from './bill-receipt.ts'
import { BILL_COLUMNS, type BillFacts, billFacts } from './bill-row.ts'
import { type BillStanding, standingsOf } from './bill-standing.ts'
import { isPayable } from './bill-state.ts'
import { type BilledLoad, billedLoad } from './billed-load.ts'
import { type BilledRegister, energyRegister, storedRegisters } from './billed-register.ts'
import { type Disconnection, openNotice } from './disconnection.ts'
import { type FreeLimit, freeLimit, type LimitInsight, limitInsight, monthlyLimit } from './limit-insight.ts'
import { type Settlement, settlementOf } from './settlement-of.ts'
import { type StoredLine, storedLine } from './stored-line.ts'

export type BilledMonth = Pick<BillFacts, 'month' | 'energyWh' | 'payableByDuePaise' | 'basis'>

/** An issued bill as its page and its PDF show it. */
export type BillView = BillFacts &
  BillStanding & {
    connectionId: string
    consumerNo: string
    holderName: string
    address: string
    subdivision: string
    phase: 'SINGLE' | 'THREE'
    sanctionedLoadW: number
    meterSerialNo: string | null
    /** Days of the period; `dailyWh` is empty where only the whole is known. */
    days: number
    dailyWh: WattHours[]
    issuer: 'PORTAL' | 'UTILITY'
    /** Of a utility's bill: the energy register at both ends; null where it does not tell all of the energy. */
    register: BilledRegister | null
    estimatedOn: IstDay[]
    maxDemandW: number | null
    maxDemandAt: Date | null
    /** What was known of the load when the bill was issued; null on bills from before this was kept. */
    load: BilledLoad | null
    /** Months of the financial year, this one included, whose bills know of days above the sanctioned load. */
    monthsAbove: number
    currentDemandPaise: Paise
    paymentReference: string
    issuedAt: Date
    lines: StoredLine[]
    /** What is asked today; nothing when the bill is not to be paid itself. */
    due: AmountDue
    /** Of a paid bill: the payment that settled the last of it. */
    receipt: BillReceipt | null
    /** Of a bill that can be paid: that the utility means to cut the supply. */
    disconnection: Disconnection | null
    /** Of a carried-over bill: the bill on which its arrears stand. */
    carriedBy: { id: string; month: Month } | null
    /** Of a provisional bill whose readings came: what they made of it. */
    settlement: Settlement | null
    /** Up to thirteen months ending with this bill, oldest first; months without a bill are absent. */
    history: BilledMonth[]
    /** What it cost to pass a limit of the State's subsidy. */
    insight: LimitInsight | null
    /** Of a month that the State paid in full: how near it came to its limit. */
    freeLimit: FreeLimit | null
    /** The lowest monthly limit of the scheme that the bill fell under; null without one. */
    limitWh: WattHours | null
  }

const MONTHS_OF_HISTORY = 13

/** Who reads a bill: somebody whose connection it is, or a guest, who reads one bill and no other. */
export type BillReader = ConsumerActor | BillGuest

/** One bill of an own connection; null for a stranger's, an unknown one, and one of another connection. */
export async function getBill(
  services: Services,
  reader: BillReader,
  { connectionId, billId }: { connectionId: string; billId: string },
): Promise<BillView | null> {
  if (!isId(connectionId) || !isId(billId)) return null
  const row = await findBill(services, reader, connectionId, billId)
  if (!row) return null
  const { lines, connection, ...bill } = row
  const facts = billFacts(bill)
  // They reach back to the same month of the year before, and so to the beginning of the financial year.
  const rows = await services.db.bill.findMany({
    where: { connectionId, periodTo: { lte: bill.periodTo } },
    orderBy: { periodTo: 'desc' },
    take: MONTHS_OF_HISTORY,
    select: { ...BILL_COLUMNS, load: true },
  })
  const { standings, carrier } = await standingsOf(services.db, connectionId, [facts], services.now())
  const standing = standings.get(billId) as BillStanding
  const book = await loadTariffBook(services)
  const dailyWh = bill.dailyWh.map(wattHours)
  const unpaidPaise = isPayable(standing.state) ? standing.unpaidPaise : paise(0)
  return {
    ...facts,
    ...standing,
    connectionId,
    consumerNo: connection.consumerNo,
    holderName: bill.holderName,
    address: bill.address,
    subdivision: bill.subdivision,
    phase: bill.phase,
    sanctionedLoadW: bill.sanctionedLoadW,
    meterSerialNo: bill.meterSerialNo,
    days: daysBetween(facts.periodFrom, facts.periodTo) + 1,
    dailyWh,
    issuer: bill.issuer,
    register: energyRegister(storedRegisters(bill.registers), facts.energyWh),
    estimatedOn: bill.estimatedOn.map(dayFromColumn),
    maxDemandW: bill.maxDemandW,
    maxDemandAt: bill.maxDemandAt,
    load: billedLoad(bill.load),
    monthsAbove: monthsAbove(rows, facts.month),
    currentDemandPaise: paise(bill.currentDemandPaise),
    paymentReference: bill.paymentReference,
    issuedAt: bill.issuedAt,
    lines: lines.map(storedLine),
    due: amountDue({ bill: facts, unpaidPaise, on: dayOf(services.now()) }),
    receipt: standing.state === 'PAID' ? await receiptOf(services.db, connectionId, billId) : null,
    settlement: facts.basis === 'PROVISIONAL' ? await settlementOf(services.db, connectionId, billId) : null,
    disconnection: isPayable(standing.state) ? await openNotice(services.db, connectionId, true) : null,
    carriedBy: standing.state === 'CARRIED_OVER' ? carrier : null,
    history: rows
      .map(billFacts)
      .toReversed()
      .map(({ month, energyWh, payableByDuePaise, basis }) => ({ month, energyWh, payableByDuePaise, basis })),
    limitWh: monthlyLimit(book, facts.periodTo, facts.category),
    insight: book && facts.payableByDuePaise > 0n ? limitInsight(book, { ...bill, ...facts, dailyWh }) : null,
    freeLimit: book && bill.currentDemandPaise === 0n ? freeLimit(book, { ...bill, ...facts, dailyWh }) : null,
  }
}

function monthsAbove(rows: readonly { month: string; load: unknown }[], of: Month): number {
  const april = financialYearOf(of)
  return rows.filter(({ month, load }) => month >= april && month <= of && billedLoad(load)?.above.length).length
}

function findBill(services: Services, reader: BillReader, connectionId: string, billId: string) {
  const may =
    reader.kind === 'bill-guest'
      ? { id: reader.billId }
      : { connection: ownConnection(services, reader, connectionId, 'BILLS') }
  return services.db.bill.findFirst({
    where: { AND: [{ id: billId, connectionId }, may] },
    select: {
      ...BILL_COLUMNS,
      holderName: true,
      address: true,
      subdivision: true,
      phase: true,
      sanctionedLoadW: true,
      meterSerialNo: true,
      dailyWh: true,
      issuer: true,
      registers: true,
      estimatedOn: true,
      maxDemandW: true,
      maxDemandAt: true,
      load: true,
      supplyMinutes: true,
      currentDemandPaise: true,
      paymentReference: true,
      issuedAt: true,
      connection: { select: { consumerNo: true } },
      lines: {
        orderBy: { position: 'asc' },
        select: { code: true, amountPaise: true, orderId: true, reason: true, arithmetic: true },
      },
    },
  })
}
