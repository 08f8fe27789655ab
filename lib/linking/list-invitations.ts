import { holdingLinks } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/** Invitations that are not over; of a tenant, with a last day that is not past. Their sender is to be asked for apart. */
export function openInvitations(at: Date, mobile: string): Prisma.LinkInvitationWhereInput {
  return {
    mobile,
    closedAt: null,
    expiresAt: { gt: at },
    OR: [{ endsOn: null }, { endsOn: { gte: dayToColumn(dayOf(at)) } }],
  }
}

/** Links by which their person may invite: whoever has lost them since invites nobody any more. */
export const invitingLinks = (at: Date): Prisma.MobileLinkWhereInput => ({
  ...holdingLinks(at),
  role: 'OWNER',
  proof: { not: WEAK_PROOF },
})

/** What somebody invited may know before they agree: four digits of the consumer number, and what they would be. */
export type Invitation = {
  id: string
  connection: string
  role: 'MEMBER' | 'TENANT'
  endsOn: IstDay | null
  from: string
}

/** The open invitations to the number that a person logs in with. */
export async function listInvitations({ db, now }: Services, actor: ConsumerActor): Promise<Invitation[]> {
  const person = await db.consumer.findUnique({ where: { id: actor.consumerId }, select: { mobile: true } })
  if (!person) return []
  const at = now()
  const rows = await db.linkInvitation.findMany({
    where: openInvitations(at, person.mobile),
    orderBy: { createdAt: 'asc' },
    select: {
      ...{ id: true, role: true, endsOn: true, connectionId: true },
      connection: { select: { consumerNo: true } },
      ...{ invitedById: true, invitedBy: { select: { mobile: true } } },
    },
  })
  if (rows.length === 0) return []
  const holders = await db.mobileLink.findMany({
    where: {
      connectionId: { in: rows.map(({ connectionId }) => connectionId) },
      consumerId: { in: rows.map(({ invitedById }) => invitedById) },
      ...invitingLinks(at),
    },
    select: { connectionId: true, consumerId: true },
  })
  const held = rows.filter(({ connectionId, invitedById }) =>
    holders.some((link) => link.connectionId === connectionId && link.consumerId === invitedById),
  )
  return held.map(({ id, role, endsOn, connection, invitedBy }) => ({
    ...{ id, role: role as 'MEMBER' | 'TENANT', endsOn: endsOn && dayFromColumn(endsOn) },
    connection: connection.consumerNo.slice(-4),
    from: maskMobile(invitedBy.mobile as Mobile),
  }))
}
