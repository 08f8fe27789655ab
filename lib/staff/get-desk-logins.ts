import { holdingLinks, isId } from '#lib/consumers/access.ts'
import type { LinkRole } from '#lib/consumers/link-parts.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import { connectionOfOffice, lookedAtConnection, noteOtherOffice } from './access.ts'
import { authorise } from './authorise.ts'

export type DeskLogins = {
  consumerNo: string
  /** Who is linked now, by the link's id and a few digits of the number. Null until the officer has said why they look. */
  people: { linkId: string; mobile: string; role: LinkRole }[] | null
}

/** Whose logins an officer can end at a connection. Null where the office has none by this id, or the role no leave. */
export async function getDeskLogins(
  services: Services,
  actor: StaffActor,
  connectionId: string,
): Promise<DeskLogins | null> {
  if (!isId(connectionId) || !(await authorise(services, actor, 'logins.end', connectionId))) return null
  const { db, now } = services
  const where = connectionOfOffice(actor, connectionId)
  const known = await db.connection.findFirst({ where, select: { consumerNo: true } })
  if (!known) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'logins.end' })
    return null
  }
  const opened = await db.connection.findFirst({
    where: lookedAtConnection(services, actor, connectionId),
    select: {
      links: {
        where: holdingLinks(now()),
        select: { id: true, role: true, consumer: { select: { mobile: true } } },
        orderBy: { linkedAt: 'asc' },
      },
    },
  })
  const people = opened?.links.map(({ id, role, consumer }) => ({
    ...{ linkId: id, role },
    mobile: maskMobile(consumer.mobile as Mobile),
  }))
  return { ...known, people: people ?? null }
}
