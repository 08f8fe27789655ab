import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { PublicText } from './save-notices.ts'

/** What the utility says about supply to an area, as somebody there reads it. */
export type AreaOutage = {
  isPlanned: boolean
  /** The utility's own words; null where it sent none. */
  headline: { hi: string; en: string } | null
  from: Date
  /** Announced end or estimate; null where none was given. */
  until: Date | null
}

/** So far ahead somebody can still do something about it. */
const AHEAD_MS = 3 * 86_400_000
/** An outage that is not over and whose end nobody told, or is past, is no news for ever. */
const LONGEST_MS = 2 * 86_400_000

/**
 * What holds now or comes within three days where an own connection is, by feeder, else by sub-division. None for a
 * stranger's.
 */
export async function areaOutages(
  { db, now }: Services,
  actor: ConsumerActor,
  connectionId: string,
): Promise<AreaOutage[]> {
  if (!isId(connectionId)) return []
  const connection = await db.connection.findFirst({
    where: ownConnection({ now }, actor, connectionId, 'BILLS'),
    select: { feeder: true, subdivision: true },
  })
  if (!connection) return []
  const at = now()
  const { feeder, subdivision } = connection
  const bySubdivision = { subdivisions: { has: subdivision } }
  const found = await db.outageNotice.findMany({
    where: {
      status: { in: ['SCHEDULED', 'ACTIVE', 'PARTIALLY_RESTORED'] },
      startsAt: { lt: new Date(at.getTime() + AHEAD_MS) },
      AND: [
        {
          OR: feeder
            ? [{ feeders: { has: feeder } }, { feeders: { isEmpty: true }, ...bySubdivision }]
            : [bySubdivision],
        },
        {
          OR: [
            { endsAt: { gt: at } },
            // It lasts longer than was announced.
            { estimatedAt: { gt: at } },
            {
              OR: [{ endsAt: null }, { status: { in: ['ACTIVE', 'PARTIALLY_RESTORED'] } }],
              startsAt: { gt: new Date(at.getTime() - LONGEST_MS) },
            },
          ],
        },
      ],
    },
    orderBy: { startsAt: 'asc' },
    select: { class: true, startsAt: true, endsAt: true, estimatedAt: true, publicTexts: true },
  })
  return found.map(({ class: kind, startsAt, endsAt, estimatedAt, publicTexts }) => ({
    isPlanned: kind === 'PLANNED' || kind === 'SCHEDULED_ROSTERING',
    headline: headlineOf(publicTexts as Record<string, PublicText>),
    from: startsAt,
    until: estimatedAt ?? endsAt,
  }))
}

/** In the language that was sent, where only one was. */
function headlineOf({ hi, en }: Record<string, PublicText>): AreaOutage['headline'] {
  const words = hi?.headline ?? en?.headline
  return words ? { hi: hi?.headline ?? words, en: en?.headline ?? words } : null
}
