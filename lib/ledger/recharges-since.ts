import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What payments have added to a prepaid balance since an instant, less what was given back of them since. */
export async function rechargesSince(db: Db | Tx, connectionId: string, since: Date): Promise<Paise> {
  const entries = await db.ledgerEntry.findMany({
    where: {
      chainId: connectionId,
      account: 'PREPAID_BALANCE',
      transaction: { kind: { in: ['PAYMENT', 'REFUND_AGREED', 'REFUND_FAILED'] }, occurredAt: { gt: since } },
    },
    select: { side: true, amountPaise: true },
  })
  return paise(
    entries.reduce((sum, { side, amountPaise }) => sum + (side === 'CREDIT' ? amountPaise : -amountPaise), 0n),
  )
}
