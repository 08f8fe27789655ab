import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks, isId, ownConnection } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { withdrawUnusedConsents } from '#lib/identity/consent.ts'
import { endCopies } from '#lib/identity/offline-copy.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { isCoolingDown } from './cooling.ts'
import { queueLinkNotices } from './link-notices.ts'
import { lockLinks } from './make-link.ts'

export type RemoveLinkResult = { ok: true; wasSelf: boolean } | { ok: false; reason: 'last-owner' | 'cooling' }

/**
 * Takes somebody's access to a connection away, at once, and tells all numbers that had it. Only an owner with a strong
 * proof may; the last such owner stays. Null for everybody else, and for a link that is not there.
 */
export async function removeLink(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, linkId }: { connectionId: string; linkId: string },
): Promise<RemoveLinkResult | null> {
  if (!isId(connectionId) || !isId(linkId)) return null
  const at = now()
  return db.$transaction(async (tx) => {
    // Two owners who remove each other at once would leave none.
    await lockLinks(tx, connectionId)
    const where = ownConnection({ now }, actor, connectionId, 'FAMILY')
    if (!(await tx.connection.findFirst({ where, select: { id: true } }))) return null
    const link = await tx.mobileLink.findFirst({
      where: { id: linkId, connectionId, ...holdingLinks(at) },
      select: { role: true, proof: true, consumerId: true, consumer: { select: { mobile: true } } },
    })
    if (!link) return null
    if (await isCoolingDown({ db: tx, now }, actor.consumerId)) return { ok: false, reason: 'cooling' }
    const strong = { connectionId, ...holdingLinks(at), role: 'OWNER', proof: { not: WEAK_PROOF } } as const
    const isOwner = link.role === 'OWNER' && link.proof !== WEAK_PROOF
    if (isOwner && (await tx.mobileLink.count({ where: strong })) < 2) return { ok: false, reason: 'last-owner' }
    const mobile = link.consumer.mobile as Mobile
    await queueLinkNotices(tx, at, { text: 'unlinked', connectionId, mobile, exceptFor: actor.consumerId })
    await tx.mobileLink.updateMany({
      where: { connectionId, id: linkId },
      data: { endedAt: at, removedById: actor.consumerId },
    })
    await endCopies(tx, { consumerId: link.consumerId })
    await withdrawUnusedConsents(tx, link.consumerId, at)
    const detail = { consumer: link.consumerId, role: link.role }
    await recordAudit(tx, actor, 'link.removed', { at, connectionId, detail })
    return { ok: true, wasSelf: link.consumerId === actor.consumerId }
  })
}

/** Takes an invitation back that nobody has answered yet. False for everybody who may not, and for one that is not there. */
export async function withdrawInvitation(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, invitationId }: { connectionId: string; invitationId: string },
): Promise<boolean> {
  if (!isId(connectionId) || !isId(invitationId)) return false
  const connection = ownConnection({ now }, actor, connectionId, 'FAMILY')
  const where = { id: invitationId, connectionId, closedAt: null, connection }
  return (await db.linkInvitation.updateMany({ where, data: { closedAt: now() } })).count === 1
}
