import { type Paise, paise } from '#lib/units/paise.ts'
import type { UnpaidBill } from './bill-standings.ts'
import type { NewEntry } from './post-transaction.ts'

export type Allocation = {
  /** Credits that settle what was owed. */
  entries: NewEntry[]
  /** What is left once everything is settled. */
  restPaise: Paise
  /** What is still unpaid afterwards, oldest bill first. */
  unpaid: Map<string, UnpaidBill>
}

/**
 * Sets an amount against what a connection owes: the surcharge of all bills first, then the oldest bill
 * (tariff-rules, "Delayed payment surcharge"). `standings` must be in the order of the bills.
 */
export function allocate(
  connectionId: string,
  standings: ReadonlyMap<string, UnpaidBill>,
  amountPaise: Paise,
): Allocation {
  const entries: NewEntry[] = []
  const unpaid = new Map(standings)
  let left: bigint = amountPaise
  const settle = (account: 'RECEIVABLE' | 'RECEIVABLE_SURCHARGE', of: keyof UnpaidBill) => {
    for (const [billId, bill] of unpaid) {
      const taken = bill[of] < left ? bill[of] : left
      if (taken <= 0n) continue
      left -= taken
      unpaid.set(billId, { ...bill, [of]: paise(bill[of] - taken) })
      entries.push({ account, side: 'CREDIT', amountPaise: paise(taken), connectionId, billId })
    }
  }
  settle('RECEIVABLE_SURCHARGE', 'unpaidSurchargePaise')
  settle('RECEIVABLE', 'unpaidPrincipalPaise')
  return { entries, restPaise: paise(left), unpaid }
}
