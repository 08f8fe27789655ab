import type { Tx } from '#lib/platform/db.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { addDays, dayFromColumn, type IstDay, type Month, startOfDay } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { carriedOver, type EarlierBill } from './carried-over.ts'
import type { Money } from './draft-bill.ts'

type Entry = { billId: string | null; account: string; paise: bigint; occurredAt: Date }

/**
 * What stands on new bills of these connections from before, as of the end of the bill date: later payments do not
 * count. Holds the connections until the transaction ends, so that no payment comes between this look and the bill.
 */
export async function moneyBefore(
  tx: Tx,
  book: TariffBook,
  sources: readonly { connectionId: string }[],
  billedOn: IstDay,
): Promise<Map<string, Money>> {
  const ids = sources.map(({ connectionId }) => connectionId)
  // In one order, so that two runs wait for each other instead of locking each other out. NO KEY UPDATE, because the
  // rows are not changed and foreign keys may go on pointing at them.
  await tx.$queryRaw`select "id" from "Connection" where "id" = any(${ids}::uuid[]) order by "id" for no key update`
  const chargedUntil = await lastCharges(tx, ids)
  const billed = ids.map((connectionId) => ({ connectionId, chargedUntilOn: chargedUntil.get(connectionId) ?? null }))
  const entries = await entriesUntil(tx, billed, startOfDay(addDays(billedOn, 1)))
  const bills = await owedBills(tx, entries)
  return new Map(
    billed.map(({ connectionId, chargedUntilOn }) => {
      const own = entries.get(connectionId) ?? []
      const earlier = (bills.get(connectionId) ?? []).map((bill) => earlierBill(bill, own))
      return [
        connectionId,
        { carried: carriedOver(book, earlier, { billedOn, chargedUntilOn }), advancePaise: advanceOf(own) },
      ]
    }),
  )
}

type Billed = { connectionId: string; chargedUntilOn: IstDay | null }

/** The dates of the newest bills that charged surcharge: a prepaid one carries nothing and charges none. */
async function lastCharges(tx: Tx, ids: string[]): Promise<Map<string, IstDay>> {
  const rows = await tx.$queryRaw<{ id: string; billedOn: Date }[]>`
    select wanted.id, bill."billedOn" from unnest(${ids}::uuid[]) as wanted(id)
    cross join lateral (
      select "billedOn" from "Bill" where "connectionId" = wanted.id and "mode" = 'POSTPAID' order by "periodTo" desc limit 1
    ) as bill`
  return new Map(rows.map(({ id, billedOn }) => [id, dayFromColumn(billedOn)]))
}

/**
 * Entries of what is owed and paid ahead, debits positive. Bills that were settled before the connection's last charge
 * have nothing to say to a new one and are left out, so that years of paid bills are not read again each month.
 */
async function entriesUntil(tx: Tx, billed: readonly Billed[], before: Date): Promise<Map<string, Entry[]>> {
  const ids = billed.map(({ connectionId }) => connectionId)
  const since = billed.map(({ chargedUntilOn }) => (chargedUntilOn ? startOfDay(chargedUntilOn) : new Date(0)))
  const rows = await tx.$queryRaw<(Entry & { connectionId: string })[]>`
    with "entry" as (
      select e."connectionId", e."billId", e."account"::text as "account", t."occurredAt", w."since",
        case e."side" when 'DEBIT' then e."amountPaise" else -e."amountPaise" end as "paise"
      from unnest(${ids}::uuid[], ${since}::timestamptz[]) as w("id", "since")
      join "LedgerEntry" e on e."chainId" = w."id"
      join "LedgerTransaction" t on t."chainId" = e."chainId" and t."id" = e."transactionId"
      where t."occurredAt" < ${before} and e."account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE')
    ), "settled" as (
      select "billId" from "entry" where "account" <> 'ADVANCE' group by "billId"
      having sum("paise") = 0 and sum("paise") filter (where "account" = 'RECEIVABLE') = 0 and max("occurredAt") < min("since")
    )
    select "connectionId", "billId", "account", "occurredAt", "paise" from "entry"
    where "account" = 'ADVANCE' or "billId" not in (select "billId" from "settled")`
  const found = new Map<string, Entry[]>()
  for (const { connectionId, ...entry } of rows) {
    const entries = found.get(connectionId)
    if (entries) entries.push(entry)
    else found.set(connectionId, [entry])
  }
  return found
}

type OwedBill = { id: string; connectionId: string; billNo: string; month: Month; dueOn: IstDay }

/** The bills that the entries speak of, oldest first. */
async function owedBills(tx: Tx, entries: Map<string, Entry[]>): Promise<Map<string, OwedBill[]>> {
  const billIds = new Set<string>()
  for (const own of entries.values()) for (const { billId } of own) if (billId) billIds.add(billId)
  const bills = await tx.bill.findMany({
    where: { connectionId: { in: [...entries.keys()] }, id: { in: [...billIds] } },
    orderBy: { periodTo: 'asc' },
    select: { id: true, connectionId: true, billNo: true, month: true, dueOn: true },
  })
  const found = new Map<string, OwedBill[]>()
  for (const bill of bills) {
    const owed = { ...bill, month: bill.month as Month, dueOn: dayFromColumn(bill.dueOn) }
    found.set(bill.connectionId, [...(found.get(bill.connectionId) ?? []), owed])
  }
  return found
}

function earlierBill({ id, billNo, month, dueOn }: OwedBill, entries: readonly Entry[]): EarlierBill {
  const own = entries.filter(({ billId }) => billId === id)
  const sumOf = (account: string, until?: Date) =>
    sumPaise(
      own
        .filter((entry) => entry.account === account && (!until || entry.occurredAt < until))
        .map((entry) => paise(entry.paise)),
    )
  return {
    billNo,
    month,
    dueOn,
    unpaidPrincipalPaise: sumOf('RECEIVABLE'),
    unpaidSurchargePaise: sumOf('RECEIVABLE_SURCHARGE'),
    principalUnpaidAt: (on) => sumOf('RECEIVABLE', startOfDay(on)),
  }
}

function advanceOf(entries: readonly Entry[]): Paise {
  const advance = sumPaise(entries.filter(({ account }) => account === 'ADVANCE').map((entry) => paise(-entry.paise)))
  return advance > 0n ? advance : ZERO_PAISE
}
