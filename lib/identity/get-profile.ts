import { holdingLinks, ownConnection } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { ConsumerActor } from './actor.ts'

export type LinkedMobile = { masked: string; role: 'OWNER' | 'MEMBER' | 'TENANT'; isYou: boolean }

/** What the utility's master file says of a connection beyond what `portalPage` gives each page. */
export type ProfileView = {
  address: string
  feeder: string | null
  connectedOn: IstDay | null
  securityDepositPaise: Paise | null
  /** Null when no meter is in place; `intervalMinutes` is null for a meter that is not smart. */
  meter: { serialNo: string; intervalMinutes: number | null } | null
  /** Every number that may log in for this connection, with most of its digits hidden. */
  mobiles: LinkedMobile[]
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
        select: { role: true, consumerId: true, consumer: { select: { mobile: true } } },
      },
    },
  })
  if (!found) return null
  const { address, feeder, connectedOn, securityDepositPaise, installations, links } = found
  return {
    address,
    feeder,
    connectedOn: connectedOn && dayFromColumn(connectedOn),
    securityDepositPaise: securityDepositPaise === null ? null : paise(securityDepositPaise),
    meter: installations[0]?.meter ?? null,
    mobiles: links.map(({ role, consumerId, consumer }) => ({
      masked: maskMobile(consumer.mobile as Mobile),
      role,
      isYou: consumerId === actor.consumerId,
    })),
  }
}
