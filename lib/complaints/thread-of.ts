import type { StaffActor } from '#lib/identity/actor.ts'
import type { Db } from '#lib/platform/db.ts'
import { dayFromColumn, parseDay } from '#lib/units/ist.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { categoryOf, clockFor } from './catalogue.ts'
import { compensationDue, isDecided, isOverdue, levelToEscalateTo, reopenUntil } from './complaint-clock.ts'
import { complaintNumber } from './complaint-number.ts'
import { LEVELS } from './complaint-states.ts'
import { readEvidence } from './evidence.ts'
import type { ComplaintThread, ThreadEvent } from './get-complaint.ts'
import type { Complainant } from './own-complaint.ts'

/** What a thread is made of; the bytes of its files stay where they are. */
export const THREAD_COLUMNS = {
  ...{
    id: true,
    sequence: true,
    consumerId: true,
    category: true,
    door: true,
    state: true,
    level: true,
    since: true,
    detail: true,
  },
  ...{ evidence: true, registeredAt: true, dueAt: true, promisedOn: true, decidedAt: true, rating: true },
  events: {
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, at: true, kind: true, actorKind: true, actorId: true, text: true, detail: true },
      attachments: { select: { id: true, contentType: true }, orderBy: { id: 'asc' } },
    },
  },
} as const satisfies Prisma.ComplaintSelect

type Row = Prisma.ComplaintGetPayload<{ select: typeof THREAD_COLUMNS }>

/** A thread as its complainant, or an officer, reads it now. */
export async function threadOf(
  db: Db,
  row: Row,
  { now, reader }: { now: Date; reader: Complainant | StaffActor },
): Promise<ComplaintThread> {
  const { sequence: _, consumerId: __, category: key, evidence, events, promisedOn, ...kept } = row
  const category = categoryOf(key)
  const until = reopenUntil(row)
  const sizes = await fileSizes(db, row)
  return {
    ...kept,
    number: complaintNumber(row),
    category,
    clockSource: clockFor(key, row.level).source,
    evidence: readEvidence(evidence),
    promisedOn: promisedOn && dayFromColumn(promisedOn),
    isOverdue: isOverdue(row, now),
    compensationPaise: compensationDue(row, category, now),
    reopenUntil: until && now <= until ? until : null,
    nextLevel: levelToEscalateTo(row, now),
    mayRate: isDecided(row) && row.rating === null,
    events: events.map((event) => eventOf(event, { madeBy: row.consumerId, reader, sizes })),
  }
}

/** A visitor has the mobile of whoever made the complaint, so that both are one and the same reader. */
function eventOf(
  event: Row['events'][number],
  { madeBy, reader, sizes }: { madeBy: string | null; reader: Complainant | StaffActor; sizes: Map<string, number> },
): ThreadEvent {
  const { id, at, kind, actorKind, actorId, text } = event
  const detail = (event.detail ?? {}) as Record<string, unknown>
  const readBy = reader.kind === 'consumer' ? reader.consumerId : reader.kind === 'visitor' ? madeBy : undefined
  const writtenBy = actorKind === 'visitor' ? madeBy : actorId
  const isMine = ['consumer', 'visitor'].includes(actorKind) && writtenBy === readBy
  const others = { consumer: 'CONSUMER', visitor: 'CONSUMER', staff: 'OFFICER' } as const
  return {
    ...{ id: id.toString(), at, kind, text },
    by: isMine ? 'ME' : (others[actorKind as keyof typeof others] ?? 'PORTAL'),
    promisedOn: parseDay(String(detail.promisedOn ?? '')),
    level: LEVELS.find((level) => level === detail.to) ?? null,
    rating: typeof detail.rating === 'number' ? detail.rating : null,
    files: event.attachments.map((file) => ({ ...file, bytes: sizes.get(file.id) ?? 0 })),
  }
}

/** Bytes of each file of a thread. PostgreSQL knows how many without reading them. */
async function fileSizes(db: Db, { id, events }: Row): Promise<Map<string, number>> {
  if (events.every(({ attachments }) => attachments.length === 0)) return new Map()
  const sizes = await db.$queryRaw<{ id: string; bytes: number }[]>`
    select "id", octet_length("bytes") as "bytes" from "ComplaintAttachment" where "complaintId" = ${id}::uuid`
  return new Map(sizes.map((file) => [file.id, file.bytes]))
}
