import type { CurrentNotice } from '#lib/notices/current-notices.ts'
import type { Db } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayFromColumn, dayOf, dayToColumn } from '#lib/units/ist.ts'
import { type QueueName, readQueues } from './read-queues.ts'

export type ServicePart = 'CODES' | 'PAYMENTS' | 'MESSAGES' | 'READINGS'
/** `since`: when a late part fell behind; of readings always when they last came, null before the first. */
export type PartStatus = { part: ServicePart; isLate: boolean; since: Date | null }
/** What the circles tell all of their consumers, planned work on the portal among it. */
export type ServiceStatus = { at: Date; parts: PartStatus[]; notices: (CurrentNotice & { office: string })[] }

const READINGS = ['daily-reads', 'block-reads', 'meter-data']
/** Readings of a day come in the night after it: a day and a half without any is late. */
const READINGS_LATE_MS = 36 * 3_600_000
/** Seconds after which what somebody waits for is late, and the queues that it waits in. */
const LATE: readonly { part: ServicePart; queues: readonly QueueName[]; seconds: number }[] = [
  { part: 'CODES', queues: ['codes'], seconds: 60 },
  { part: 'PAYMENTS', queues: ['gateway_events'], seconds: 300 },
  { part: 'MESSAGES', queues: ['sms', 'whatsapp'], seconds: 900 },
]

/** Which parts of the service work, for everybody to see: no figure of it is about a person. */
export async function serviceStatus(services: Services): Promise<ServiceStatus> {
  const { db } = services
  const at = services.now()
  const today = dayToColumn(dayOf(at))
  const [queues, lastAt, notices] = await Promise.all([
    readQueues(services),
    lastReadings(db),
    db.notice.findMany({
      where: {
        ...{ withdrawnAt: null, subdivision: null, fromOn: { lte: today }, untilOn: { gte: today } },
        office: { kind: 'CIRCLE' },
      },
      orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }],
      select: { id: true, textHi: true, textEn: true, untilOn: true, office: { select: { name: true } } },
    }),
  ])
  const parts = LATE.map(({ part, queues: of, seconds }): PartStatus => {
    const due = queues.flatMap(({ queue, since }) => (of.includes(queue) && since ? [since] : []))
    const since = due.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
    const isLate = since !== null && at.getTime() - since.getTime() > seconds * 1_000
    return { part, isLate, since: isLate ? since : null }
  })
  const isLate = lastAt !== null && at.getTime() - lastAt.getTime() > READINGS_LATE_MS
  return {
    at,
    parts: [...parts, { part: 'READINGS', isLate, since: lastAt }],
    notices: notices.map(({ id, textHi, textEn, untilOn, office }) => ({
      ...{ id, text: { hi: textHi, en: textEn }, untilOn: dayFromColumn(untilOn), office: office.name },
    })),
  }
}

/** When the newest file with a reading had been taken; by few steps of an index a kind. */
async function lastReadings(db: Db): Promise<Date | null> {
  const [found] = await db.$queryRaw<{ at: Date | null }[]>`
    select max(last."finishedAt") as "at" from unnest(${READINGS}::text[]) as of ("kind")
    cross join lateral (
      select "finishedAt" from "IngestBatch" b
      where b."kind" = of."kind" and b."accepted" > 0 and b."finishedAt" is not null
      order by b."startedAt" desc limit 1
    ) as last`
  return found?.at ?? null
}
