import type { Tx } from '#lib/platform/db.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { LedgerAccount, LedgerKind, LedgerSide } from '#prisma/generated/client.ts'
import { chainOf } from './chain.ts'

export type NewEntry = {
  account: LedgerAccount
  side: LedgerSide
  amountPaise: Paise
  connectionId?: string
  billId?: string
}

export type NewTransaction = {
  /** Made by the caller before writing, so that a retry is the same transaction: `transactionId`, or the bill's id. */
  id: string
  kind: LedgerKind
  /** Once a kind: a bill number, a payment's channel and reference. */
  reference: string
  connectionId: string | null
  /** The value date: when the money moved. */
  occurredAt: Date
  recordedAt: Date
  /** Entries of zero are left out. */
  entries: readonly NewEntry[]
}

/**
 * Writes one movement of money and returns true. The same again changes nothing and returns false. Throws when its debits
 * and credits differ, when an amount is negative, and when its id, or its kind and reference, stand for another movement.
 *
 * | What happens             | Debit                                  | Credit                                   |
 * |--------------------------|----------------------------------------|------------------------------------------|
 * | bill, own demand         | RECEIVABLE (prepaid: PREPAID_BALANCE)  | REVENUE, before the subsidy              |
 * | its subsidy              | STATE_SUBSIDY                          | (within REVENUE)                         |
 * | its new surcharge        | RECEIVABLE_SURCHARGE                   | SURCHARGE_INCOME                         |
 * | its rounding             | (within RECEIVABLE)                    | ROUNDING, or debit where it lowers       |
 * | bill below zero          | (nothing is owed)                      | ADVANCE                                  |
 * | owed before a first bill | (within RECEIVABLE)                    | OPENING_BALANCE, or debit where paid     |
 * | advance used by a bill   | ADVANCE                                | RECEIVABLE_SURCHARGE, RECEIVABLE         |
 * | payment by UPI           | GATEWAY_CLEARING                       | RECEIVABLE_SURCHARGE, RECEIVABLE         |
 * | payment by bank statement| BANK                                   | the same                                 |
 * | payment elsewhere        | COUNTER_CLEARING                       | the same                                 |
 * | what a payment has over  | (within the payment)                   | ADVANCE                                  |
 * | … of a prepaid connection| (within the payment)                   | PREPAID_BALANCE                          |
 * | payment of nobody known  | GATEWAY_CLEARING                       | SUSPENSE                                 |
 * | settled by the gateway   | BANK, GATEWAY_FEES, GATEWAY_TAX        | GATEWAY_CLEARING                         |
 * | rebate earned by it      | REBATE                                 | RECEIVABLE_SURCHARGE, RECEIVABLE         |
 * | refund agreed            | PREPAID_BALANCE, ADVANCE, RECEIVABLE   | REFUND_PAYABLE                           |
 * | refund paid              | REFUND_PAYABLE                         | GATEWAY_CLEARING                         |
 * | refund that failed       | REFUND_PAYABLE                         | PREPAID_BALANCE where it came off it,    |
 * |                          |                                        | else as a payment                        |
 */
export async function postTransaction(tx: Tx, transaction: NewTransaction): Promise<boolean> {
  return postTransactions(tx, [transaction])
}

/** The same for several that belong together, in as few statements as for one. True unless all of them are known. */
export async function postTransactions(tx: Tx, given: readonly NewTransaction[]): Promise<boolean> {
  const transactions = given.map(({ entries, ...transaction }) => ({ transaction, rows: rowsOf(transaction, entries) }))
  const data = transactions.map(({ transaction }) => ({ ...transaction, chainId: chainOf(transaction.connectionId) }))
  const { count } = await tx.ledgerTransaction.createMany({ data, skipDuplicates: true })
  if (count < transactions.length) {
    for (const { transaction, rows } of transactions) {
      if (count > 0 || !(await isBooked(tx, transaction, rows)))
        throw new Error(`Ledger transaction ${transaction.kind} ${transaction.reference} is booked with other entries.`)
    }
    return false
  }
  await tx.ledgerEntry.createMany({ data: transactions.flatMap(({ rows }) => rows) })
  return true
}

function rowsOf({ id, kind, reference, connectionId }: Omit<NewTransaction, 'entries'>, given: readonly NewEntry[]) {
  const entries = given.filter(({ amountPaise }) => amountPaise !== 0n)
  const total = (side: LedgerSide) =>
    sumPaise(entries.filter((entry) => entry.side === side).map(({ amountPaise }) => amountPaise))
  if (total('DEBIT') !== total('CREDIT')) throw new Error(`Ledger transaction ${kind} ${reference} is out of balance.`)
  if (entries.some(({ amountPaise }) => amountPaise < 0n))
    throw new Error(`Ledger transaction ${kind} ${reference} has a negative amount.`)
  const of = { chainId: chainOf(connectionId), transactionId: id }
  return entries.map((entry, index) => ({ ...of, position: index + 1, ...entry }))
}

type Row = NewEntry & { position: number }

/** Whether exactly this movement stands in the books; when we heard of it makes no difference. */
async function isBooked(tx: Tx, wanted: Omit<NewTransaction, 'entries'>, entries: readonly Row[]): Promise<boolean> {
  const { id, kind, reference, connectionId, occurredAt } = wanted
  const known = await tx.ledgerTransaction.findFirst({
    where: { chainId: chainOf(connectionId), id, kind, reference, connectionId, occurredAt },
    select: { entries: { orderBy: { position: 'asc' } } },
  })
  return known !== null && JSON.stringify(known.entries.map(told)) === JSON.stringify(entries.map(told))
}

const told = ({ position, account, side, amountPaise, connectionId, billId }: Told) =>
  [position, account, side, amountPaise.toString(), connectionId ?? null, billId ?? null] as const
type Told = Omit<Row, 'connectionId' | 'billId' | 'amountPaise'> & {
  amountPaise: bigint
  connectionId?: string | null
  billId?: string | null
}

/** An entry on the side that a signed amount asks for: above zero on `side`, below zero on the other. */
export function signedEntry(
  side: LedgerSide,
  amountPaise: Paise,
  entry: Omit<NewEntry, 'side' | 'amountPaise'>,
): NewEntry {
  if (amountPaise >= 0n) return { ...entry, side, amountPaise }
  return { ...entry, side: side === 'DEBIT' ? 'CREDIT' : 'DEBIT', amountPaise: -amountPaise as Paise }
}
