import { isId } from '#lib/consumers/access.ts'
import type { ConsumerActor, VisitorActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import type { ComplaintDoor, ComplaintEventKind, ComplaintLevel, ComplaintState } from '#prisma/generated/client.ts'
import type { Category } from './catalogue.ts'
import type { Evidence } from './evidence.ts'
import { ownComplaint } from './own-complaint.ts'
import { THREAD_COLUMNS, threadOf } from './thread-of.ts'

/** One thing that happened, as whoever complained sees it: by themselves, by somebody else of the connection, by an officer. */
export type ThreadEvent = {
  id: string
  at: Date
  kind: ComplaintEventKind
  by: 'ME' | 'CONSUMER' | 'OFFICER' | 'PORTAL'
  text: string | null
  /** The day promised, the level reached or the rating given, where the event is about one. */
  promisedOn: IstDay | null
  level: ComplaintLevel | null
  rating: number | null
  files: { id: string; contentType: string; bytes: number }[]
}

export type ComplaintThread = {
  id: string
  number: string
  category: Category
  door: ComplaintDoor
  state: ComplaintState
  level: ComplaintLevel
  since: string
  detail: string
  evidence: Evidence | null
  registeredAt: Date
  dueAt: Date
  /** The rule that set the time; null: the utility's own aim. */
  clockSource: Category['source']
  promisedOn: IstDay | null
  decidedAt: Date | null
  isOverdue: boolean
  /** Owed for being late; null where no rule names an amount. */
  compensationPaise: Paise | null
  rating: number | null
  events: ThreadEvent[]
  /** Until when it can be opened again; null where it cannot. */
  reopenUntil: Date | null
  /** The level it can be taken to now; null where it cannot. */
  nextLevel: ComplaintLevel | null
  mayRate: boolean
}

/** The thread of one complaint about an own connection. Null for a stranger's, and under another connection's address. */
export async function getComplaint(
  services: Services,
  actor: ConsumerActor,
  { connectionId, complaintId }: { connectionId: string; complaintId: string },
): Promise<ComplaintThread | null> {
  if (!isId(connectionId)) return null
  const own = await ownComplaint(services, actor, complaintId)
  if (!own) return null
  const found = await services.db.complaint.findFirst({
    where: { AND: [own, { connectionId }] },
    select: THREAD_COLUMNS,
  })
  return found && threadOf(services.db, found, { now: services.now(), reader: actor })
}

/** The thread of the one complaint that a visitor may see. */
export async function getTrackedComplaint(services: Services, actor: VisitorActor): Promise<ComplaintThread | null> {
  const found = await services.db.complaint.findUnique({ where: { id: actor.complaintId }, select: THREAD_COLUMNS })
  return found && threadOf(services.db, found, { now: services.now(), reader: actor })
}
