import type { Tx } from '#lib/platform/db.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { mayMove } from './payment-states.ts'

/** An attempt by its whole key. */
export type AttemptKey = { connectionId: string; id: string }

/**
 * Moves an attempt to another state and writes how it came there. The row is locked first, so that of two causes at once
 * each sees what the other did. Returns whether it moved: a move that the table does not know changes nothing.
 */
export async function changeState(
  tx: Tx,
  { connectionId, id }: AttemptKey,
  to: PaymentState,
  { at, eventId = null }: { at: Date; eventId?: string | null },
): Promise<boolean> {
  const [attempt] = await tx.$queryRaw<{ state: PaymentState }[]>`
    select "state"::text as "state" from "PaymentAttempt"
     where "connectionId" = ${connectionId}::uuid and "id" = ${id}::uuid for no key update`
  if (!attempt || !mayMove(attempt.state, to)) return false
  await tx.$executeRaw`
    with "moved" as (update "PaymentAttempt" set "state" = ${to}::"PaymentState"
                      where "connectionId" = ${connectionId}::uuid and "id" = ${id}::uuid)
    insert into "PaymentStateChange" ("connectionId", "attemptId", "position", "fromState", "toState", "at", "eventId")
    select ${connectionId}::uuid, ${id}::uuid, 1 + count(*), ${attempt.state}::"PaymentState", ${to}::"PaymentState", ${at}, ${eventId}
    from "PaymentStateChange" where "connectionId" = ${connectionId}::uuid and "attemptId" = ${id}::uuid`
  return true
}
