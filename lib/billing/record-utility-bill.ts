import { randomUUID } from 'node:crypto'
import type { Actor } from '#lib/identity/actor.ts'
import { newReference } from '#lib/payments/reference.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { bookOn } from '#lib/tariff/in-force.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { offeredRebates } from '#lib/tariff/rebates.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { dayFromColumn, dayOf, type IstDay, type Month } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { isNewestMonth } from './bill-dates.ts'
import { queueBillReady } from './bill-ready-message.ts'
import { saveNotice } from './disconnection.ts'
import { type BillDraft, type DraftLine, frozenRebates } from './draft-bill.ts'
import { moneyBefore } from './money-before.ts'
import { storeBills } from './store-bills.ts'
import type { UtilityArithmetic } from './stored-line.ts'
import { meterOn, SUPPLY_COLUMNS, supplyHistory, termsOn } from './supply-history.ts'
import { contentHashOf, misfit, ownPartOf, sumOf, type UtilityBill, type UtilityBillLine } from './utility-bill.ts'

export type UtilityBillRefusal =
  | { reason: 'NOT_ALLOWED' | 'NO_TARIFF' | 'UNKNOWN_CONSUMER' | 'NO_TERMS' | 'BILL_NO_TAKEN' | 'MONTH_TAKEN' }
  | { reason: 'DOES_NOT_ADD_UP'; words: string }
  | { reason: 'LATER_MONTH_BILLED'; month: Month }
  | { reason: 'BILL_DATE_BEFORE_LAST_BILL' | 'PERIOD_OVERLAPS' | 'BILL_DATE_IN_FUTURE'; on: IstDay }
  /** What the bill carries over is not what the books here say is unpaid, or paid ahead, on its date. */
  | { reason: 'CARRIES_OTHERWISE'; code: 'ARREARS' | 'DPS' | 'ADVANCE'; bill: Paise; books: Paise }
export type RecordedUtilityBill = { ok: true; billId: string; isRepeat: boolean } | ({ ok: false } & UtilityBillRefusal)

/** Undoes what a look at a bill has written. */
class OnlyLooking extends Error {}

/**
 * Takes a bill that the utility has computed: stored as it came, frozen and booked like our own. What it carries over
 * must be what the books say, or a payment would be asked for twice; only a connection's first bill may bring arrears,
 * surcharge or an advance from before. The same bill again changes nothing; another one for the month is refused.
 * `isDryRun` says what would be, and writes nothing.
 */
export async function recordUtilityBill(
  services: Services,
  actor: Actor,
  { bill, isDryRun = false }: { bill: UtilityBill; isDryRun?: boolean },
): Promise<RecordedUtilityBill> {
  if (actor.kind !== 'system') return { ok: false, reason: 'NOT_ALLOWED' }
  const words = misfit(bill)
  if (words !== null) return { ok: false, reason: 'DOES_NOT_ADD_UP', words }
  const book = await loadTariffBook(services)
  if (!book) return { ok: false, reason: 'NO_TARIFF' }
  if (bill.billedOn > dayOf(services.now())) return { ok: false, reason: 'BILL_DATE_IN_FUTURE', on: bill.billedOn }
  const connection = await billedConnection(services.db, bill)
  if (!connection) return { ok: false, reason: 'UNKNOWN_CONSUMER' }
  let recorded: RecordedUtilityBill | undefined
  try {
    await services.db.$transaction(async (tx) => {
      recorded = await record(tx, { now: services.now(), book, connection }, bill)
      if (isDryRun) throw new OnlyLooking()
    })
  } catch (error) {
    if (!(error instanceof OnlyLooking)) throw error
  }
  return recorded as RecordedUtilityBill
}

type BilledConnection = NonNullable<Awaited<ReturnType<typeof billedConnection>>>

function billedConnection(db: Services['db'], { consumerNo }: UtilityBill) {
  return db.connection.findUnique({
    where: { consumerNo },
    select: { id: true, holderName: true, address: true, subdivision: true, phase: true, ...SUPPLY_COLUMNS },
  })
}

async function record(
  tx: Tx,
  { now, book, connection }: { now: Date; book: TariffBook; connection: BilledConnection },
  bill: UtilityBill,
): Promise<RecordedUtilityBill> {
  // Bills and payments of one connection come one after the other.
  await tx.$queryRaw`select "id" from "Connection" where "id" = ${connection.id}::uuid for no key update`
  const contentHash = contentHashOf(bill)
  const known = await tx.bill.findUnique({
    where: { connectionId_month: { connectionId: connection.id, month: bill.month } },
    select: { id: true, contentHash: true },
  })
  if (known) return known.contentHash === contentHash ? { ok: true, billId: known.id, isRepeat: true } : taken
  if ((await tx.bill.count({ where: { billNo: bill.billNo } })) > 0) return { ok: false, reason: 'BILL_NO_TAKEN' }

  const last = await tx.bill.findFirst({
    where: { connectionId: connection.id },
    orderBy: { periodTo: 'desc' },
    select: { month: true, billedOn: true, periodTo: true },
  })
  const order = last && outOfOrder(bill, last)
  if (order) return { ok: false, ...order }
  const history = supplyHistory(connection)
  const terms = termsOn(history, bill.periodTo)
  if (!terms) return { ok: false, reason: 'NO_TERMS' }

  const before = await moneyBefore(tx, book, [{ connectionId: connection.id }], bill.billedOn)
  const money = before.get(connection.id)
  const isPrepaid = terms.mode === 'PREPAID'
  const books = {
    ARREARS: isPrepaid ? ZERO_PAISE : (money?.carried.arrearsPaise ?? ZERO_PAISE),
    DPS: isPrepaid ? ZERO_PAISE : (money?.carried.carriedSurchargePaise ?? ZERO_PAISE),
    ADVANCE: isPrepaid ? ZERO_PAISE : paise(-(money?.advancePaise ?? 0n)),
  }
  const carried = carriedOver(bill, books, { isFirst: !last && !isPrepaid, isPrepaid })
  if (!carried.ok) return carried

  const draft: BillDraft = {
    ...{ id: randomUUID(), billNo: bill.billNo, connectionId: connection.id, month: bill.month },
    ...{ periodFrom: bill.periodFrom, periodTo: bill.periodTo, billedOn: bill.billedOn, dueOn: bill.dueOn },
    ...{ holderName: connection.holderName, address: connection.address, subdivision: connection.subdivision },
    ...{ category: terms.category, mode: terms.mode, phase: connection.phase, sanctionedLoadW: terms.sanctionedLoadW },
    meterSerialNo: meterOn(history, bill.periodTo)?.serialNo ?? null,
    ...{ basis: bill.basis, dailyWh: [], estimatedOn: [], energyWh: bill.energyWh },
    ...{ maxDemandW: bill.maxDemandW, maxDemandAt: bill.maxDemandAt, load: null, supplyMinutes: null },
    ...{ issuer: 'UTILITY', registers: bill.registers, contentHash },
    currentDemandPaise: bill.currentDemandPaise,
    payableByDuePaise: bill.payableByDuePaise,
    payableAfterDuePaise: bill.payableAfterDuePaise,
    ...rebatesOf(book, bill, terms.mode),
    paymentReference: newReference(connection.id),
    lines: bill.lines.map((line) => draftLine(line, carried)),
    ownPaise: ownPartOf(bill),
    chargedSurchargePaise: carried.chargedPaise,
    advancePaise: paise(-sumOf(bill.lines, 'ADVANCE')),
    openingPaise: paise(carried.openingPaise.ARREARS + carried.openingPaise.ADVANCE),
    adjustments: [],
  }
  const [stored] = await storeBills(tx, [draft], now)
  if (!stored) return taken
  if (bill.disconnection) {
    const notice = { ...bill.disconnection, reference: bill.billNo, withdrawnOn: null }
    await saveNotice(tx, { connectionId: connection.id, ...notice }, now)
  }
  if (isNewestMonth(bill.month, now)) await queueBillReady(tx, now, [stored])
  return { ok: true, billId: stored.id, isRepeat: false }
}

const taken = { ok: false, reason: 'MONTH_TAKEN' } as const

/** Months come in order, because what is carried over builds on it. */
function outOfOrder(
  bill: UtilityBill,
  last: { month: string; billedOn: Date; periodTo: Date },
): UtilityBillRefusal | null {
  const [billedOn, periodTo] = [dayFromColumn(last.billedOn), dayFromColumn(last.periodTo)]
  if (last.month > bill.month) return { reason: 'LATER_MONTH_BILLED', month: last.month as Month }
  if (bill.periodFrom <= periodTo) return { reason: 'PERIOD_OVERLAPS', on: periodTo }
  return bill.billedOn < billedOn ? { reason: 'BILL_DATE_BEFORE_LAST_BILL', on: billedOn } : null
}

type Carried = { openingPaise: { ARREARS: Paise; ADVANCE: Paise }; carriedPaise: Paise; chargedPaise: Paise }

/** What of the carried lines the books know, what is new, and what a first bill brings from before. */
function carriedOver(
  { lines }: UtilityBill,
  books: Record<'ARREARS' | 'DPS' | 'ADVANCE', Paise>,
  { isFirst, isPrepaid }: { isFirst: boolean; isPrepaid: boolean },
): ({ ok: true } & Carried) | ({ ok: false } & UtilityBillRefusal) {
  const opening = { ARREARS: ZERO_PAISE, ADVANCE: ZERO_PAISE }
  for (const code of ['ARREARS', 'ADVANCE'] as const) {
    const bill = sumOf(lines, code)
    const rest = bill - books[code]
    // Before a first bill more may have been owed, or more been paid, than came here; never less.
    const fits = isFirst ? (code === 'ARREARS' ? rest >= 0n : rest <= 0n) : rest === 0n
    if (!fits) return { ok: false, reason: 'CARRIES_OTHERWISE', code, bill, books: books[code] }
    opening[code] = paise(rest)
  }
  const surcharge = sumOf(lines, 'DPS')
  const chargedPaise = paise(surcharge - books.DPS)
  if (chargedPaise < 0n || (isPrepaid && surcharge !== 0n))
    return { ok: false, reason: 'CARRIES_OTHERWISE', code: 'DPS', bill: surcharge, books: books.DPS }
  return { ok: true, openingPaise: opening, carriedPaise: books.DPS, chargedPaise }
}

function draftLine({ code, amountPaise, reason, units, ratePaise }: UtilityBillLine, carried: Carried): DraftLine {
  const opening = code === 'ARREARS' || code === 'ADVANCE' ? carried.openingPaise[code] : ZERO_PAISE
  const arithmetic: UtilityArithmetic = {
    issuer: 'UTILITY',
    ...(units !== null && { units }),
    ...(ratePaise !== null && { ratePaise }),
    ...(opening !== 0n && { openingPaise: opening.toString() }),
    ...(code === 'DPS' && {
      carriedPaise: carried.carriedPaise.toString(),
      chargedPaise: carried.chargedPaise.toString(),
    }),
  }
  return { code, amountPaise, orderId: null, reason, arithmetic }
}

/** The rebates for paying early and online hold for every bill, whoever computed it. */
function rebatesOf(wholeBook: TariffBook, bill: UtilityBill, mode: 'POSTPAID' | 'PREPAID') {
  const book = bookOn(wholeBook, bill.periodTo)
  const demand = { totalPaise: bill.currentDemandPaise, dutyPaise: sumOf(bill.lines, 'DUTY') }
  const { payableByDuePaise, billedOn } = bill
  return frozenRebates(book, { payableByDuePaise, ...offeredRebates(book, mode, demand) }, billedOn)
}
