import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConnectionPart } from '#lib/consumers/link-parts.ts'
import type { ConsumerActor, StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/**
 * The one filter of the desk: the connections of the sub-divisions below the officer's office. Every query of an officer
 * on consumers' data carries it, so another office's id finds nothing instead of being compared afterwards.
 */
export function connectionsOfOffice(actor: StaffActor): Prisma.ConnectionWhereInput {
  return { subdivision: { in: [...actor.subdivisions] } }
}

/** The same, for one connection by its id from the URL or a form. */
export function connectionOfOffice(actor: StaffActor, connectionId: string): Prisma.ConnectionWhereInput {
  return { id: connectionId, ...connectionsOfOffice(actor) }
}

/**
 * The same, for personal data: only while a reason that this very session gave for looking still holds. So a page that
 * forgot to ask for one shows nothing.
 */
export function lookedAtConnection(
  { now }: Pick<Services, 'now'>,
  actor: StaffActor,
  connectionId: string,
): Prisma.ConnectionWhereInput {
  const look = { sessionId: actor.sessionId, endsAt: { gt: now() } }
  return { ...connectionOfOffice(actor, connectionId), looks: { some: look } }
}

/** Whichever of the two filters is the reader's, for verbs that show the same to consumers and officers. */
export function readableConnection(
  services: Pick<Services, 'now'>,
  actor: ConsumerActor | StaffActor,
  connectionId: string,
  part: ConnectionPart,
): Prisma.ConnectionWhereInput {
  return actor.kind === 'staff'
    ? lookedAtConnection(services, actor, connectionId)
    : ownConnection(services, actor, connectionId, part)
}

/** Payments of those connections; money that is nobody's yet belongs to whole circles. */
export function paymentsOfOffice(actor: StaffActor): Prisma.PaymentWhereInput {
  const own: Prisma.PaymentWhereInput = { connection: connectionsOfOffice(actor) }
  return actor.officeKind === 'CIRCLE' ? { OR: [own, { connectionId: null }] } : own
}

/** The officer's office and those below it, whose accounts an administrator keeps. */
export function officesOf({ officeId }: StaffActor): Prisma.OfficeWhereInput {
  return { OR: [{ id: officeId }, { parentId: officeId }, { parent: { parentId: officeId } }] }
}

/**
 * Writes that an officer asked for what is of another office. Called where the filter found nothing, with the
 * connection that the thing asked for belongs to; null, or one of nobody: nothing is written.
 */
export async function noteOtherOffice(
  { db, now }: Services,
  actor: StaffActor,
  { connectionId, wanted }: { connectionId: string | null; wanted: string },
): Promise<void> {
  if (!connectionId || !isId(connectionId)) return
  const exists = await db.connection.count({ where: { id: connectionId, NOT: connectionsOfOffice(actor) } })
  if (exists === 0) return
  await recordAudit(db, actor, 'staff.refused', { at: now(), connectionId, detail: { by: 'office', wanted } })
}
