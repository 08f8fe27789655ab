import type { Services } from '#lib/platform/services.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { lastDayOf, type Month } from '#lib/units/ist.ts'
import { type BillDates, isNewestMonth } from './bill-dates.ts'
import { queueBillReady } from './bill-ready-message.ts'
import { type BillSource, billSources } from './bill-sources.ts'
import { type OutOfOrder, outOfOrder } from './billing-order.ts'
import { type BillDraft, draftBill, type NoDraft } from './draft-bill.ts'
import { dueAdjustments, storeAdjustments } from './due-adjustments.ts'
import { moneyBefore } from './money-before.ts'
import { storeBills } from './store-bills.ts'
import { hasSmartMeter, termsOn } from './supply-history.ts'

/** A connection that got no bill for the month, and why: for an officer to look at. */
export type NotBilled = { consumerNo: string } & (NoDraft | OutOfOrder)
export type IssuedPage = {
  issued: { id: string; connectionId: string }[]
  alreadyIssued: number
  /** No smart meter and no reading ever: the utility bills them itself, and its bills come as files. */
  billedByUtility: number
  notBilled: NotBilled[]
}

/**
 * Issues one month's bills of some connections: bills, lines, ledger and messages in one transaction. The unique index
 * of connection and month decides who issues a bill; what another process has issued meanwhile counts as issued already.
 */
export async function issuePage(
  services: Services,
  input: { book: TariffBook; of: Month; dates: BillDates; connectionIds: readonly string[] },
): Promise<IssuedPage> {
  const { db } = services
  const { book, of, dates, connectionIds } = input
  const done = await db.bill.findMany({
    where: { connectionId: { in: [...connectionIds] }, month: of },
    select: { connectionId: true },
  })
  const billed = new Set(done.map(({ connectionId }) => connectionId))
  const open = connectionIds.filter((id) => !billed.has(id))
  const page: IssuedPage = { issued: [], alreadyIssued: billed.size, billedByUtility: 0, notBilled: [] }
  if (open.length === 0) return page

  const sources = await billSources(db, open, of)
  const ready: BillSource[] = []
  for (const id of open) {
    const source = sources.get(id)
    if (!source) continue
    if (!hasSmartMeter(source) && source.firstReadOn === null) {
      page.billedByUtility += 1
      continue
    }
    const refusal = await refusalOf(services, source, input)
    if (refusal) page.notBilled.push({ consumerNo: source.consumerNo, ...refusal })
    else ready.push(source)
  }
  if (ready.length === 0) return page

  const written = await db.$transaction(async (tx) => {
    const money = await moneyBefore(tx, book, ready, dates.billedOn)
    const due = await dueAdjustments(tx, book, ready, of)
    const drafts = ready.map((source): BillDraft => {
      const own = isPrepaid(source, of) ? null : (money.get(source.connectionId) ?? null)
      const adjustments = due.get(source.connectionId) ?? []
      const drafted = draftBill(book, source, { of, dates, money: own, adjustments })
      if (!drafted.ok) throw new Error(`Connection ${source.connectionId} could be billed a moment ago.`)
      return drafted.draft
    })
    const stored = await storeBills(tx, drafts, services.now())
    await storeAdjustments(tx, stored, services.now())
    if (isNewestMonth(of, services.now())) await queueBillReady(tx, services.now(), stored)
    return stored
  })
  page.issued = written.map(({ id, connectionId }) => ({ id, connectionId }))
  page.alreadyIssued += ready.length - written.length
  return page
}

async function refusalOf(
  { db }: Services,
  source: BillSource,
  { book, of, dates }: { book: TariffBook; of: Month; dates: BillDates },
): Promise<NoDraft | OutOfOrder | null> {
  const order = await outOfOrder(db, book, source, of, dates)
  if (order) return order
  const drafted = draftBill(book, source, { of, dates, money: null, adjustments: [] })
  if (drafted.ok) return null
  const { ok: _, ...refusal } = drafted
  return refusal
}

/** A prepaid month is settled from the balance; what an earlier postpaid bill left over stays on that bill. */
function isPrepaid(source: BillSource, of: Month): boolean {
  return termsOn(source, lastDayOf(of))?.mode === 'PREPAID'
}
