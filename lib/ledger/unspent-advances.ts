import type { Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { advanceOf } from './advance-of.ts'

export type UnspentAdvance = { paidAt: Date; paise: Paise }

/** What a connection paid ahead and has not used up, by the day it was paid, oldest first; the oldest is used first. */
export async function unspentAdvances(tx: Tx, connectionId: string): Promise<UnspentAdvance[]> {
  let left: bigint = await advanceOf(tx, connectionId)
  if (left <= 0n) return []
  const credits = await tx.ledgerEntry.findMany({
    where: { chainId: connectionId, account: 'ADVANCE', side: 'CREDIT' },
    orderBy: { transaction: { occurredAt: 'desc' } },
    select: { amountPaise: true, transaction: { select: { occurredAt: true } } },
  })
  const found: UnspentAdvance[] = []
  for (const { amountPaise, transaction } of credits) {
    if (left <= 0n) break
    const unspent = amountPaise < left ? amountPaise : left
    left -= unspent
    found.unshift({ paidAt: transaction.occurredAt, paise: paise(unspent) })
  }
  return found
}
