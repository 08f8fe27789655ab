import { holdingLinks, isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Paise } from '#lib/units/paise.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import { connectionOfOffice, lookedAtConnection, noteOtherOffice } from './access.ts'
import { authorise } from './authorise.ts'

export type DeskConnection = {
  consumerNo: string
  subdivision: string
  /** Null until the officer has said why: then only what a search has told anyway is shown. */
  opened: {
    until: Date
    holderName: string
    address: string
    /** A few digits of each number that is linked now. */
    mobiles: string[]
    unpaidPaise: Paise
    aheadPaise: Paise
  } | null
}

/** A connection as the desk shows it. Null where the officer's office has none by this id, or the role no leave. */
export async function getDeskConnection(
  services: Services,
  actor: StaffActor,
  connectionId: string,
): Promise<DeskConnection | null> {
  if (!isId(connectionId) || !(await authorise(services, actor, 'connection.look', connectionId))) return null
  const { db, now } = services
  const at = now()
  const where = connectionOfOffice(actor, connectionId)
  const known = await db.connection.findFirst({ where, select: { consumerNo: true, subdivision: true } })
  if (!known) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'connection.look' })
    return null
  }
  const found = await db.connection.findFirst({
    where: lookedAtConnection(services, actor, connectionId),
    select: {
      ...{ holderName: true, address: true },
      links: {
        where: holdingLinks(at),
        select: { consumer: { select: { mobile: true } } },
        orderBy: { linkedAt: 'asc' },
      },
      looks: {
        where: { sessionId: actor.sessionId, endsAt: { gt: at } },
        select: { endsAt: true },
        orderBy: { endsAt: 'desc' },
        take: 1,
      },
    },
  })
  const until = found?.looks[0]?.endsAt
  if (!found || !until) return { ...known, opened: null }
  const [standings, aheadPaise] = await Promise.all([billStandings(db, connectionId), advanceOf(db, connectionId)])
  const { holderName, address, links } = found
  const mobiles = links.map(({ consumer }) => maskMobile(consumer.mobile as Mobile))
  return { ...known, opened: { until, holderName, address, mobiles, unpaidPaise: totalUnpaid(standings), aheadPaise } }
}
