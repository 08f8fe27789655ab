import { endPasskeys } from '#lib/identity/remove-passkey.ts'
import type { Tx } from '#lib/platform/db.ts'

/** Who leaves: id, number, since when the number is theirs, and all connections they were ever linked to. */
export type Leaving = { consumerId: string; mobile: string; since: Date; connectionIds: string[] }

/**
 * Deletes what the portal itself holds by person and by number. What was written to the number before it was theirs goes too:
 * it has reached whom it was for.
 */
export async function eraseRows(tx: Tx, { consumerId, mobile, connectionIds }: Leaving): Promise<void> {
  const own = { where: { consumerId } }
  const byNumber = { where: { mobile } }
  await tx.session.deleteMany(own)
  await tx.knownDevice.deleteMany(own)
  await endPasskeys(tx, consumerId)
  await tx.accessToken.deleteMany(own)
  await tx.numberChange.deleteMany({ where: { consumerId } })
  await tx.notification.deleteMany(own)
  await tx.mutedNotice.deleteMany(own)
  await tx.paymentRequest.deleteMany(own)
  await tx.complaintDraft.deleteMany(own)
  await tx.linkRequest.deleteMany({ where: { OR: [{ consumerId }, { mobile }] } })
  await tx.linkInvitation.deleteMany({ where: { connectionId: { in: connectionIds }, invitedById: consumerId } })
  await eraseInvitationsTo(tx, mobile)
  await tx.otpChallenge.deleteMany(byNumber)
  await tx.message.deleteMany({ where: { toMobile: mobile } })
  await tx.chatMessage.deleteMany(byNumber)
  await tx.chat.deleteMany(byNumber)
  await tx.whatsAppContact.deleteMany(byNumber)
  await tx.consent.deleteMany(byNumber)
}

/** Others' invitations to the number, each where its connection lies. */
async function eraseInvitationsTo(tx: Tx, mobile: string): Promise<void> {
  const found = await tx.linkInvitation.findMany({ where: { mobile }, select: { id: true, connectionId: true } })
  const [ids, connectionIds] = [found.map(({ id }) => id), found.map(({ connectionId }) => connectionId)]
  await tx.linkInvitation.deleteMany({ where: { connectionId: { in: connectionIds }, id: { in: ids } } })
}
