import type { MovedNumber } from '#lib/consumers/moved-number.ts'
import type { Tx } from '#lib/platform/db.ts'

/**
 * Has a family's open invitations to a person wait at their new number, or whoever gets the old one could take them. Where
 * the new number has been invited to the same connection, that invitation stands and the old one is closed.
 */
export async function invitationsFollow(tx: Tx, at: Date, { oldMobile, newMobile }: MovedNumber): Promise<void> {
  const open = { closedAt: null, expiresAt: { gt: at } }
  const select = { id: true, connectionId: true }
  const found = await tx.linkInvitation.findMany({
    where: { mobile: oldMobile, ...open },
    select,
  })
  const known = await tx.linkInvitation.findMany({ where: { mobile: newMobile, ...open }, select })
  const isKnown = new Set(known.map(({ connectionId }) => connectionId))
  for (const { id, connectionId } of found)
    await tx.linkInvitation.updateMany({
      where: { connectionId, id },
      data: isKnown.has(connectionId) ? { closedAt: at } : { mobile: newMobile },
    })
}
