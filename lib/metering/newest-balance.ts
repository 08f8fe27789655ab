import type { Db, Tx } from '#lib/platform/db.ts'
import { paise } from '#lib/units/paise.ts'
import type { Balance } from './balance-lasts.ts'

const OLD_AFTER_MS = 24 * 3_600_000

/** What the prepaid system said last of a connection's balance; null before it has said anything. */
export async function newestBalance(db: Db | Tx, connectionId: string): Promise<Balance | null> {
  const row = await db.prepaidBalance.findFirst({
    where: { connectionId },
    orderBy: { asOf: 'desc' },
    select: { asOf: true, balancePaise: true },
  })
  return row && { asOf: row.asOf, balancePaise: paise(row.balancePaise) }
}

/** True when more than 24 hours have passed since the balance was taken: recharges and use of then are not in it. */
export function balanceIsOld({ asOf }: Balance, now: Date): boolean {
  return now.getTime() - asOf.getTime() > OLD_AFTER_MS
}
