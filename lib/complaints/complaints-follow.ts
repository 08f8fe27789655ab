import type { MovedNumber } from '#lib/consumers/moved-number.ts'
import type { Tx } from '#lib/platform/db.ts'

/**
 * Has a person's complaints answered to their new number, or whoever gets the old one would hear of them and could look into
 * them. Those that name the number alone, from a chat or a counter, are theirs from the day on which the number was; the
 * person stands in them from now on, because the new number is younger than they are.
 */
export async function complaintsFollow(
  tx: Tx,
  { consumerId, oldMobile, newMobile, since }: MovedNumber,
): Promise<void> {
  const isTheirs = { OR: [{ consumerId }, { registeredAt: { gte: since } }] }
  await tx.complaint.updateMany({ where: { mobile: oldMobile, ...isTheirs }, data: { mobile: newMobile, consumerId } })
}
