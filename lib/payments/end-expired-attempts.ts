import type { Db, Tx } from '#lib/platform/db.ts'
import { changeState } from './change-state.ts'
import { lockConnection } from './lock-connection.ts'

/** How long the bank may leave us without a word before money that had moved is back with its payer. */
const UNKNOWN_FOR_MS = 24 * 3_600_000
const AT_ONCE = 500

/**
 * Ends a connection's open attempts whose time is over: one that the bank was at becomes UNKNOWN and, a day later,
 * EXPIRED; the others EXPIRED at once. Money that arrives afterwards is still taken. The connection is locked first, as
 * whoever takes its money does, so that neither overtakes the other. Returns how many moved.
 */
export async function endExpiredAttempts(tx: Tx, now: Date, connectionId: string): Promise<number> {
  await lockConnection(tx, connectionId)
  const attempts = await tx.paymentAttempt.findMany({
    where: { connectionId, ...overdue(now) },
    orderBy: { id: 'asc' },
    select: { id: true, state: true },
  })
  let moved = 0
  for (const { id, state } of attempts)
    if (await changeState(tx, { connectionId, id }, state === 'PENDING' ? 'UNKNOWN' : 'EXPIRED', { at: now })) moved++
  return moved
}

/** The same for every connection, each in a transaction of its own, so that no lock is held for the others. */
export async function endAllExpiredAttempts(db: Db, now: Date): Promise<number> {
  const connections = await db.paymentAttempt.groupBy({
    by: ['connectionId'],
    where: overdue(now),
    orderBy: { connectionId: 'asc' },
    take: AT_ONCE,
  })
  let moved = 0
  for (const { connectionId } of connections)
    moved += await db.$transaction((tx) => endExpiredAttempts(tx, now, connectionId))
  return moved
}

const overdue = (now: Date) => ({
  OR: [
    { state: { in: ['CREATED' as const, 'SHOWN' as const, 'PENDING' as const] }, expiresAt: { lt: now } },
    { state: 'UNKNOWN' as const, expiresAt: { lt: new Date(now.getTime() - UNKNOWN_FOR_MS) } },
  ],
})
