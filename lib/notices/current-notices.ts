import { ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'

export type CurrentNotice = { id: string; text: { hi: string; en: string }; untilOn: IstDay }

/** What the offices of a connection have to tell today, the newest first. None for a stranger. */
export async function currentNotices(
  services: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<CurrentNotice[]> {
  const { db, now } = services
  const connection = await db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'BILLS'),
    select: { subdivision: true },
  })
  if (!connection) return []
  const own = { kind: 'SUBDIVISION' as const, name: connection.subdivision }
  const today = dayToColumn(dayOf(now()))
  const found = await db.notice.findMany({
    where: {
      // Of the sub-division itself, its division, or its circle.
      office: { OR: [own, { children: { some: own } }, { children: { some: { children: { some: own } } } }] },
      ...{ withdrawnAt: null, fromOn: { lte: today }, untilOn: { gte: today } },
      OR: [{ subdivision: null }, { subdivision: connection.subdivision }],
    },
    orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }],
  })
  return found.map(({ id, textHi, textEn, untilOn }) => ({
    ...{ id, text: { hi: textHi, en: textEn }, untilOn: dayFromColumn(untilOn) },
  }))
}
