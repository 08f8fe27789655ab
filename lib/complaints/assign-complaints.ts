import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { mayRole, STAFF_ROLES } from '#lib/staff/permissions.ts'
import { statesBefore } from './complaint-states.ts'
import { complaintsOfOffice } from './office-complaint.ts'
import { writeEvent } from './write-event.ts'

export type Assigned = { ok: true; count: number } | { ok: false; reason: 'NO_OFFICER' | 'NONE_CHOSEN' }

/** As many as one page of the inbox shows. */
const MOST_AT_ONCE = 100

/**
 * Gives complaints of the officer's office to an officer whose office has them too, all at once. Decided ones, those that
 * the officer has already, and those of sub-divisions that are not the officer's stay as they are and are not counted. Null
 * without leave.
 */
export async function assignComplaints(
  services: Services,
  actor: StaffActor,
  { complaintIds, staffId }: { complaintIds: readonly string[]; staffId: string },
): Promise<Assigned | null> {
  if (!(await authorise(services, actor, 'complaint.assign'))) return null
  const chosen = [...new Set(complaintIds)].filter(isId).slice(0, MOST_AT_ONCE)
  if (chosen.length === 0) return { ok: false, reason: 'NONE_CHOSEN' }
  const officer = (await officersOfComplaints(services, actor)).find(({ id }) => id === staffId)
  if (!officer) return { ok: false, reason: 'NO_OFFICER' }
  // Only what the officer can open.
  const reach = await Promise.all([actor, officer].map((who) => complaintsOfOffice(services, who)))
  return services.db.$transaction(async (tx): Promise<Assigned> => {
    const at = services.now()
    const assigned = await tx.complaint.updateManyAndReturn({
      where: {
        AND: [
          ...reach,
          { id: { in: chosen }, state: { in: statesBefore('RESOLVE') } },
          { OR: [{ assignedTo: null }, { assignedTo: { not: staffId } }] },
        ],
      },
      data: { assignedTo: staffId },
      select: { id: true, connectionId: true },
    })
    for (const { id: complaintId, connectionId } of assigned)
      await writeEvent(tx, actor, { complaintId, connectionId }, { kind: 'ASSIGNED', at, detail: { staffId } })
    return { ok: true, count: assigned.length }
  })
}

export type OfficerOfComplaints = Pick<StaffActor, 'officeKind' | 'subdivisions'> & {
  id: string
  name: string
  office: string
}

/** Officers who may decide, of this office or one below it. */
export async function officersOfComplaints(
  { db }: Services,
  { subdivisions }: StaffActor,
): Promise<OfficerOfComplaints[]> {
  const within = { in: [...subdivisions] }
  const found = await db.staffAccount.findMany({
    where: {
      ...{ disabledAt: null, role: { in: STAFF_ROLES.filter((role) => mayRole(role, 'complaint.decide')) } },
      office: {
        OR: [
          { kind: 'SUBDIVISION', name: within },
          { kind: 'DIVISION', children: { some: {}, every: { name: within } } },
          { kind: 'CIRCLE', children: { some: {}, every: { children: { every: { name: within } } } } },
        ],
      },
    },
    orderBy: { name: 'asc' },
    select: {
      ...{ id: true, name: true },
      office: {
        select: { kind: true, name: true, children: { select: { name: true, children: { select: { name: true } } } } },
      },
    },
  })
  return found.map(({ id, name, office }) => {
    const below = {
      SUBDIVISION: [office.name],
      DIVISION: office.children.map((child) => child.name),
      CIRCLE: office.children.flatMap(({ children }) => children.map((child) => child.name)),
    }
    return { id, name, office: office.name, officeKind: office.kind, subdivisions: below[office.kind] }
  })
}
