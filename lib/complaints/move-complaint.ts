import type { Tx } from '#lib/platform/db.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { type ComplaintMove, statesBefore } from './complaint-states.ts'

/**
 * Moves a complaint, if one is found by `where` in a state that allows the move. One statement looks and changes, so of
 * twenty at once one succeeds. Returns whether it moved.
 */
export async function moveComplaint(
  tx: Tx,
  move: ComplaintMove,
  where: Prisma.ComplaintWhereInput,
  data: Prisma.ComplaintUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.complaint.updateMany({
    where: { AND: [where, { state: { in: statesBefore(move) } }] },
    data,
  })
  return count === 1
}
