import type { Tx } from '#lib/platform/db.ts'
import { changeState } from './change-state.ts'

/** How long the bank may leave us without a word before money that had moved is back with its payer. */
const UNKNOWN_FOR_MS = 24 * 3_600_000

/**
 * Ends open attempts whose time is over: one that the bank was at becomes UNKNOWN and, a day later, EXPIRED; the others
 * EXPIRED at once. Money that arrives afterwards is still taken. `connectionId` keeps it to one connection. Returns how
 * many moved.
 */
export async function endExpiredAttempts(tx: Tx, now: Date, connectionId?: string): Promise<number> {
  const attempts = await tx.paymentAttempt.findMany({
    where: {
      ...(connectionId && { connectionId }),
      OR: [
        { state: { in: ['CREATED', 'SHOWN', 'PENDING'] }, expiresAt: { lt: now } },
        { state: 'UNKNOWN', expiresAt: { lt: new Date(now.getTime() - UNKNOWN_FOR_MS) } },
      ],
    },
    orderBy: { id: 'asc' },
    take: 500,
    select: { id: true, state: true },
  })
  let moved = 0
  for (const { id, state } of attempts)
    if (await changeState(tx, id, state === 'PENDING' ? 'UNKNOWN' : 'EXPIRED', { at: now })) moved++
  return moved
}
