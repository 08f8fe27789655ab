import { holdingLinks, ownConnection } from '#lib/consumers/access.ts'
import { type LinkRole, WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { ConsumerActor } from './actor.ts'

export type LinkedMobile = {
  id: string
  masked: string
  role: LinkRole
  /** Of a tenant: the last day. */
  endsOn: IstDay | null
  /** Linked by an old bill: sees bills and payments only. */
  isWeak: boolean
  isYou: boolean
}
export type PendingInvitation = Pick<LinkedMobile, 'id' | 'masked' | 'role' | 'endsOn'>

/** What the utility's master file says of a connection beyond what `portalPage` gives each page. */
export type ProfileView = {
  address: string
  feeder: string | null
  connectedOn: IstDay | null
  securityDepositPaise: Paise | null
  /** Null when no meter is in place; `intervalMinutes` is null for a meter that is not smart. */
  meter: { serialNo: string; intervalMinutes: number | null } | null
  /** Every number that may log in for this connection, with most of its digits hidden; a tenant sees their own. */
  mobiles: LinkedMobile[]
  /** Numbers that were invited and have not answered yet. */
  invitations: PendingInvitation[]
}

/** The record of one's own connection; null for a foreign or unknown one. */
export async function getProfile(
  { db, now }: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<ProfileView | null> {
  const at = now()
  const today = dayToColumn(dayOf(at))
  const found = await db.connection.findFirst({
    where: ownConnection({ now }, actor, connectionId, 'RECORD'),
    select: {
      address: true,
      feeder: true,
      connectedOn: true,
      securityDepositPaise: true,
      installations: {
        where: { fromOn: { lte: today }, OR: [{ toOn: null }, { toOn: { gte: today } }] },
        orderBy: { fromOn: 'desc' },
        take: 1,
        select: { meter: { select: { serialNo: true, intervalMinutes: true } } },
      },
      links: {
        where: holdingLinks(at),
        orderBy: [{ role: 'asc' }, { linkedAt: 'asc' }],
        select: {
          ...{ id: true, role: true, endsOn: true, proof: true, consumerId: true },
          consumer: { select: { mobile: true } },
        },
      },
      invitations: {
        where: { closedAt: null, expiresAt: { gt: at } },
        orderBy: { createdAt: 'asc' },
        select: { id: true, mobile: true, role: true, endsOn: true },
      },
    },
  })
  if (!found) return null
  const { address, feeder, connectedOn, securityDepositPaise, installations, links, invitations } = found
  const isTenant = links.find(({ consumerId }) => consumerId === actor.consumerId)?.role === 'TENANT'
  return {
    address,
    feeder,
    connectedOn: connectedOn && dayFromColumn(connectedOn),
    securityDepositPaise: securityDepositPaise === null ? null : paise(securityDepositPaise),
    meter: installations[0]?.meter ?? null,
    mobiles: links
      .filter(({ consumerId }) => !isTenant || consumerId === actor.consumerId)
      .map(({ id, role, endsOn, proof, consumerId, consumer }) => ({
        ...{ id, role, endsOn: endsOn && dayFromColumn(endsOn), isWeak: proof === WEAK_PROOF },
        masked: maskMobile(consumer.mobile as Mobile),
        isYou: consumerId === actor.consumerId,
      })),
    invitations: isTenant
      ? []
      : invitations.map(({ id, mobile, role, endsOn }) => ({
          ...{ id, role, endsOn: endsOn && dayFromColumn(endsOn) },
          masked: maskMobile(mobile as Mobile),
        })),
  }
}
