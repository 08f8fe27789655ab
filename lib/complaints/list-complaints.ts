import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { ComplaintState } from '#prisma/generated/client.ts'
import { type Category, categoryOf } from './catalogue.ts'
import { isOverdue } from './complaint-clock.ts'
import { complaintNumber } from './complaint-number.ts'

export type ComplaintRow = {
  id: string
  number: string
  categoryName: Category['name']
  state: ComplaintState
  registeredAt: Date
  dueAt: Date
  isOverdue: boolean
}

/** What people look back on; older complaints keep their own page. */
const MOST_ROWS = 100

/** The complaints about an own connection, the newest first. Null for a stranger's. */
export async function listComplaints(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId }: { connectionId: string },
): Promise<ComplaintRow[] | null> {
  if (!isId(connectionId)) return null
  const connection = await db.connection.findFirst({
    where: ownConnection({ now }, actor, connectionId, 'RECORD'),
    select: {
      complaints: {
        orderBy: [{ registeredAt: 'desc' }, { sequence: 'desc' }],
        take: MOST_ROWS,
        select: {
          ...{ id: true, sequence: true, category: true, state: true, level: true },
          ...{ registeredAt: true, dueAt: true, decidedAt: true },
        },
      },
    },
  })
  if (!connection) return null
  return connection.complaints.map(({ sequence, category, level, decidedAt, ...row }) => ({
    ...row,
    categoryName: categoryOf(category).name,
    number: complaintNumber({ sequence, registeredAt: row.registeredAt }),
    isOverdue: isOverdue({ ...row, level, decidedAt }, now()),
  }))
}
