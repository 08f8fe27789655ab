import type { Tx } from '#lib/platform/db.ts'
import { type IstDay, startOfDay } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import { allocate } from './allocate.ts'
import { billStandings, type UnpaidBill } from './bill-standings.ts'
import { type NewEntry, postTransaction, signedEntry } from './post-transaction.ts'
import { transactionId } from './transaction-id.ts'
import { unspentAdvances } from './unspent-advances.ts'

/** What of a newly issued bill moves money. */
export type IssuedBill = {
  id: string
  billNo: string
  connectionId: string
  mode: 'POSTPAID' | 'PREPAID'
  billedOn: IstDay
  /** Everything on the bill but arrears, surcharge and advance. */
  ownPaise: Paise
  /** Owed, or paid ahead (negative), before this first bill: it is owed with the bill. */
  openingPaise: Paise
  /** Surcharge that this bill charges anew. */
  chargedSurchargePaise: Paise
  lines: readonly { code: string; reason?: string | null; amountPaise: Paise }[]
}

/**
 * Books an issued bill at the start of its bill date: what the consumer owes of the bill's own demand and new surcharge,
 * what the State owes, and what was paid ahead and is used up now. Prepaid demand is taken from the balance. The bill
 * itself must be written already. A bill below zero is paid ahead.
 */
export async function recordBillIssued(tx: Tx, bill: IssuedBill, recordedAt: Date): Promise<void> {
  const occurredAt = startOfDay(bill.billedOn)
  const { id, billNo, connectionId } = bill
  const base = { kind: 'BILL_ISSUED', connectionId, recordedAt } as const
  await postTransaction(tx, { ...base, id, reference: billNo, occurredAt, entries: demandEntries(bill) })

  // Payments of before the bill date are used up at the bill date. Those of after it, which happens when a bill is
  // issued late, settle it when they were made: a surcharge depends on that day.
  const advances = bill.mode === 'PREPAID' ? [] : await unspentAdvances(tx, connectionId)
  if (advances.length === 0) return
  let unpaid: Map<string, UnpaidBill> = await billStandings(tx, connectionId)
  for (const [index, advance] of advances.entries()) {
    const settled = allocate(connectionId, unpaid, advance.paise)
    if (settled.entries.length === 0) return
    unpaid = settled.unpaid
    const reference = `${billNo}/${index + 1}`
    await postTransaction(tx, {
      ...base,
      kind: 'ADVANCE_USED',
      id: transactionId('ADVANCE_USED', reference),
      reference,
      occurredAt: later(advance.paidAt, occurredAt),
      entries: [
        { account: 'ADVANCE', side: 'DEBIT', amountPaise: paise(advance.paise - settled.restPaise), connectionId },
        ...settled.entries,
      ],
    })
  }
}

const later = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()))

function demandEntries(bill: IssuedBill): NewEntry[] {
  const { id, connectionId, mode, ownPaise, openingPaise, chargedSurchargePaise, lines } = bill
  const owedPaise = paise(ownPaise + openingPaise)
  const sumOf = (code: string) =>
    sumPaise(lines.filter((line) => line.code === code).map(({ amountPaise }) => amountPaise))
  const subsidyPaise = paise(-sumOf('SUBSIDY'))
  const roundingPaise = sumOf('ROUNDING')
  const interestPaise = sumPaise(
    lines.filter(({ reason }) => reason === 'DEPOSIT_INTEREST').map(({ amountPaise }) => amountPaise),
  )
  const owed: NewEntry =
    mode === 'PREPAID'
      ? signedEntry('DEBIT', owedPaise, { account: 'PREPAID_BALANCE', connectionId })
      : owedPaise < 0n
        ? { account: 'ADVANCE', side: 'CREDIT', amountPaise: paise(-owedPaise), connectionId }
        : { account: 'RECEIVABLE', side: 'DEBIT', amountPaise: owedPaise, connectionId, billId: id }
  return [
    owed,
    { account: 'RECEIVABLE_SURCHARGE', side: 'DEBIT', amountPaise: chargedSurchargePaise, connectionId, billId: id },
    signedEntry('DEBIT', subsidyPaise, { account: 'STATE_SUBSIDY' }),
    signedEntry('CREDIT', paise(ownPaise + subsidyPaise - roundingPaise - interestPaise), { account: 'REVENUE' }),
    signedEntry('CREDIT', interestPaise, { account: 'DEPOSIT_INTEREST' }),
    { account: 'SURCHARGE_INCOME', side: 'CREDIT', amountPaise: chargedSurchargePaise },
    signedEntry('CREDIT', roundingPaise, { account: 'ROUNDING' }),
    signedEntry('CREDIT', openingPaise, { account: 'OPENING_BALANCE' }),
  ]
}
