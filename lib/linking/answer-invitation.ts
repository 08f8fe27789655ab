import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn } from '#lib/units/ist.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { invitingLinks, openInvitations } from './list-invitations.ts'
import { makeLink } from './make-link.ts'

/**
 * Takes an invitation to the number that the person logs in with, or declines it. Its holder has proven the number by
 * the login's own code. Returns the connection; null for an invitation of somebody else, one that is over, or one whose
 * sender may not invite any more.
 */
export async function answerInvitation(
  services: Services,
  actor: ConsumerActor,
  { invitationId, accept }: { invitationId: string; accept: boolean },
): Promise<{ connectionId: string } | null> {
  if (!isId(invitationId)) return null
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    const person = await tx.consumer.findUniqueOrThrow({
      where: { id: actor.consumerId },
      select: { mobile: true, language: true },
    })
    const where = { id: invitationId, ...openInvitations(at, person.mobile) }
    const invitation = await tx.linkInvitation.findFirst({ where })
    if (!invitation) return null
    const { connectionId, role, endsOn, invitedById: consumerId } = invitation
    // One statement takes it; a second answer finds it closed.
    const taken = await tx.linkInvitation.updateMany({ where: { connectionId, ...where }, data: { closedAt: at } })
    if (taken.count === 0) return null
    if ((await tx.mobileLink.count({ where: { ...invitingLinks(at), connectionId, consumerId } })) === 0) return null
    const detail = { invitation: invitationId, accepted: accept }
    await recordAudit(tx, actor, 'invitation.answered', { at, connectionId, detail })
    if (accept) {
      const [mobile, language] = [person.mobile as Mobile, localeOf(person.language)]
      const until = endsOn && dayFromColumn(endsOn)
      await makeLink(tx, actor, at, { connectionId, mobile, language, role, endsOn: until, proof: 'INVITED' })
    }
    return { connectionId }
  })
}
