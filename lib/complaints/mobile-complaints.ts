import { isId } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { categoryOf } from './catalogue.ts'
import { isOverdue } from './complaint-clock.ts'
import { complaintNumber } from './complaint-number.ts'
import type { ComplaintThread } from './get-complaint.ts'
import type { ComplaintRow } from './list-complaints.ts'
import { type Complainant, ownComplaints } from './own-complaint.ts'
import { THREAD_COLUMNS, threadOf } from './thread-of.ts'

/** Who writes in a chat: a mobile number, and the person whose it is, where it is linked. */
export type ChatSender = { mobile: Mobile; actor: ConsumerActor | null }

const MOST_ROWS = 10

/** What a chat may see: complaints that were made from it, and those of connections whose record is open to its person. */
async function complaintsOf(
  services: Pick<Services, 'db' | 'now'>,
  { mobile, actor }: ChatSender,
): Promise<Prisma.ComplaintWhereInput> {
  const fromChat = { mobile, door: 'WHATSAPP' } as const
  return { OR: actor ? [fromChat, await ownComplaints(services, actor)] : [fromChat] }
}

/** The newest of them, with where each stands. */
export async function complaintsByMobile(
  services: Services,
  sender: ChatSender,
): Promise<(Omit<ComplaintRow, 'id' | 'registeredAt'> & { complaintId: string })[]> {
  const found = await services.db.complaint.findMany({
    where: await complaintsOf(services, sender),
    orderBy: [{ registeredAt: 'desc' }, { sequence: 'desc' }],
    take: MOST_ROWS,
    select: {
      ...{ id: true, sequence: true, category: true, state: true, level: true },
      ...{ registeredAt: true, dueAt: true, decidedAt: true },
    },
  })
  return found.map((row) => ({
    ...{ complaintId: row.id, number: complaintNumber(row), categoryName: categoryOf(row.category).name },
    ...{ state: row.state, dueAt: row.dueAt, isOverdue: isOverdue(row, services.now()) },
  }))
}

/** The thread of one of them. Null for all others. */
export async function threadByMobile(
  services: Services,
  sender: ChatSender,
  complaintId: string,
): Promise<ComplaintThread | null> {
  if (!isId(complaintId)) return null
  const where = { id: complaintId, ...(await complaintsOf(services, sender)) }
  const found = await services.db.complaint.findFirst({ where, select: THREAD_COLUMNS })
  const reader: Complainant = sender.actor ?? { kind: 'visitor', complaintId }
  return found && threadOf(services.db, found, { now: services.now(), reader })
}

/** Who the sender is to one of them; null for all others. */
export async function complainantByMobile(
  services: Services,
  sender: ChatSender,
  complaintId: string,
): Promise<Complainant | null> {
  if (!isId(complaintId)) return null
  const where = { id: complaintId, ...(await complaintsOf(services, sender)) }
  const found = await services.db.complaint.findFirst({ where, select: { mobile: true, door: true } })
  if (!found) return null
  const isFromChat = found.mobile === sender.mobile && found.door === 'WHATSAPP'
  return isFromChat ? { kind: 'visitor', complaintId } : sender.actor
}
