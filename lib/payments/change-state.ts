import type { Tx } from '#lib/platform/db.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { mayMove } from './payment-states.ts'

/**
 * Moves an attempt to another state and writes how it came there. The row is locked first, so that of two causes at once
 * each sees what the other did. Returns whether it moved: a move that the table does not know changes nothing.
 */
export async function changeState(
  tx: Tx,
  attemptId: string,
  to: PaymentState,
  { at, eventId = null }: { at: Date; eventId?: string | null },
): Promise<boolean> {
  const [attempt] = await tx.$queryRaw<{ state: PaymentState }[]>`
    select "state"::text as "state" from "PaymentAttempt" where "id" = ${attemptId}::uuid for no key update`
  if (!attempt || !mayMove(attempt.state, to)) return false
  await tx.paymentAttempt.update({ where: { id: attemptId }, data: { state: to }, select: { id: true } })
  await recordChange(tx, { attemptId, from: attempt.state, to, at, eventId })
  return true
}

/** Adds a line to an attempt's history; the attempt's row must be locked or new. */
export async function recordChange(
  tx: Tx,
  change: { attemptId: string; from: PaymentState | null; to: PaymentState; at: Date; eventId: string | null },
): Promise<void> {
  const { attemptId, from, to, at, eventId } = change
  const position = 1 + (await tx.paymentStateChange.count({ where: { attemptId } }))
  await tx.paymentStateChange.create({
    data: { attemptId, position, fromState: from, toState: to, at, eventId },
    select: { position: true },
  })
}
