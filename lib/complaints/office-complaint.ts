import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { noteOtherOffice } from '#lib/staff/access.ts'
import type { ComplaintLevel, OfficeKind, Prisma } from '#prisma/generated/client.ts'

/**
 * The complaints of the sub-divisions below the officer's office. Those of a place that is no office's, because the master file
 * names none or one that was not loaded, are whole circles', as money is that is nobody's: else nobody would see them.
 */
export async function complaintsOfOffice(
  { db }: Pick<Services, 'db'>,
  { officeKind, subdivisions }: Pick<StaffActor, 'officeKind' | 'subdivisions'>,
): Promise<Prisma.ComplaintWhereInput> {
  const own = { subdivision: { in: [...subdivisions] } }
  if (officeKind !== 'CIRCLE') return own
  const offices = await db.office.findMany({ where: { kind: 'SUBDIVISION' }, select: { name: true } })
  return { OR: [own, { subdivision: { notIn: offices.map(({ name }) => name) } }] }
}

/** One of them, by its id from the URL. Null for another office's, which is written into the audit. */
export async function officeComplaint(
  services: Services,
  actor: StaffActor,
  complaintId: string,
): Promise<{ connectionId: string | null; level: ComplaintLevel; language: string } | null> {
  if (!isId(complaintId)) return null
  const select = { connectionId: true, level: true, language: true } as const
  const own = await services.db.complaint.findFirst({
    where: { id: complaintId, ...(await complaintsOfOffice(services, actor)) },
    select,
  })
  if (own) return own
  const other = await services.db.complaint.findUnique({ where: { id: complaintId }, select })
  await noteOtherOffice(services, actor, { connectionId: other?.connectionId ?? null, wanted: 'complaint' })
  return null
}

/** Which offices answer at a level. Forum and ombudsman stand outside the utility: the circle writes down what they decided. */
const OFFICES_AT: Record<ComplaintLevel, readonly OfficeKind[]> = {
  SUBDIVISION: ['SUBDIVISION', 'DIVISION', 'CIRCLE'],
  DIVISION: ['DIVISION', 'CIRCLE'],
  FORUM: ['CIRCLE'],
  OMBUDSMAN: ['CIRCLE'],
}

/** Whether the officer's office may decide on a complaint at that level. */
export const decidesAt = ({ officeKind }: Pick<StaffActor, 'officeKind'>, level: ComplaintLevel): boolean =>
  OFFICES_AT[level].includes(officeKind)
