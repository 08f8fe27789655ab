import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import type { ComplaintLevel, ComplaintState, Prisma } from '#prisma/generated/client.ts'
import { type Category, categoryOf } from './catalogue.ts'
import { isOverdue } from './complaint-clock.ts'
import { complaintNumber, parseComplaintNumber } from './complaint-number.ts'
import { complaintsOfOffice } from './office-complaint.ts'

/** What an officer looks for. Without words: what waits for somebody, the most urgent first. */
export type InboxFilter = {
  /** One of the four states; null: those that are not decided. */
  state: ComplaintState | null
  category: string | null
  level: ComplaintLevel | null
  which: 'ALL' | 'MINE' | 'NOBODYS' | 'OVERDUE'
  /** A complaint's number: then nothing else is asked. */
  number: string | null
  page: number
}

export type InboxRow = {
  id: string
  number: string
  categoryName: Category['name']
  subdivision: string
  state: ComplaintState
  level: ComplaintLevel
  registeredAt: Date
  dueAt: Date
  isOverdue: boolean
  /** The officer's name; null while nobody has it. */
  officer: string | null
  isMine: boolean
}
export type Inbox = { rows: InboxRow[]; count: number; page: number; pages: number; overdue: number; waiting: number }

export const INBOX_PAGE_ROWS = 50

/** The complaints of the officer's office, with how many wait and how many are late. Null without leave. */
export async function listOfficeComplaints(
  services: Services,
  actor: StaffActor,
  filter: InboxFilter,
): Promise<Inbox | null> {
  if (!(await authorise(services, actor, 'complaint.read'))) return null
  const { db } = services
  const now = services.now()
  const own = await complaintsOfOffice(services, actor)
  const where: Prisma.ComplaintWhereInput = { AND: [own, asked(filter, actor, now)] }
  const undecided = { state: { in: UNDECIDED } }
  const [count, waiting, overdue] = await Promise.all([
    db.complaint.count({ where }),
    db.complaint.count({ where: { AND: [own, undecided] } }),
    db.complaint.count({ where: { AND: [own, undecided, { dueAt: { lt: now } }] } }),
  ])
  const pages = Math.max(1, Math.ceil(count / INBOX_PAGE_ROWS))
  const page = Math.min(Math.max(1, filter.page), pages)
  const found = await db.complaint.findMany({
    where,
    // Decided ones by their newest, all others by what is due first.
    orderBy: isDecidedState(filter.state) ? { decidedAt: 'desc' } : [{ dueAt: 'asc' }, { sequence: 'asc' }],
    skip: (page - 1) * INBOX_PAGE_ROWS,
    take: INBOX_PAGE_ROWS,
    select: {
      ...{ id: true, sequence: true, category: true, subdivision: true, state: true, level: true },
      ...{ registeredAt: true, dueAt: true, decidedAt: true, assignedTo: true, officer: { select: { name: true } } },
    },
  })
  return {
    ...{ count, page, pages, overdue, waiting },
    rows: found.map(({ sequence, category, decidedAt, assignedTo, officer, ...row }) => ({
      ...row,
      number: complaintNumber({ sequence, registeredAt: row.registeredAt }),
      categoryName: categoryOf(category).name,
      isOverdue: isOverdue({ ...row, decidedAt }, now),
      officer: officer?.name ?? null,
      isMine: assignedTo === actor.staffId,
    })),
  }
}

const UNDECIDED: ComplaintState[] = ['OPEN', 'PROMISED']
const isDecidedState = (state: ComplaintState | null) => state === 'RESOLVED' || state === 'REJECTED'

function asked(filter: InboxFilter, actor: StaffActor, now: Date): Prisma.ComplaintWhereInput {
  if (filter.number !== null) {
    const parsed = parseComplaintNumber(filter.number)
    return { sequence: parsed?.sequence ?? -1n }
  }
  const which: Record<InboxFilter['which'], Prisma.ComplaintWhereInput> = {
    ALL: {},
    MINE: { assignedTo: actor.staffId },
    NOBODYS: { assignedTo: null },
    OVERDUE: { dueAt: { lt: now }, state: { in: UNDECIDED } },
  }
  return {
    state: filter.state ?? { in: UNDECIDED },
    ...(filter.category !== null && { category: filter.category }),
    ...(filter.level !== null && { level: filter.level }),
    AND: which[filter.which],
  }
}
