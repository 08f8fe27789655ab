import type { Db, Tx } from '#lib/platform/db.ts'
import type { AnnouncedWork } from './planned-work.ts'

/**
 * What the utility announced for a place in a span: planned work and scheduled rostering that was not called off. A
 * notice that names feeders concerns the homes on them; any other, and a home whose feeder is not on record, goes by
 * subdivision.
 */
export async function readAnnouncedWork(
  db: Db | Tx,
  { feeder, subdivision }: { feeder: string | null; subdivision: string },
  span: { from: Date; to: Date },
): Promise<AnnouncedWork[]> {
  const bySubdivision = { subdivisions: { has: subdivision } }
  const rows = await db.outageNotice.findMany({
    where: {
      class: { in: ['PLANNED', 'SCHEDULED_ROSTERING'] },
      status: { not: 'CANCELLED' },
      startsAt: { lt: span.to },
      endsAt: { gt: span.from },
      OR: feeder ? [{ feeders: { has: feeder } }, { feeders: { isEmpty: true }, ...bySubdivision }] : [bySubdivision],
    },
    orderBy: { startsAt: 'asc' },
    select: { id: true, startsAt: true, endsAt: true },
  })
  return rows.flatMap(({ id, startsAt, endsAt }) => (endsAt ? [{ id, from: startsAt, to: endsAt }] : []))
}
