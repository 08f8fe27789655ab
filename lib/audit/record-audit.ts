import type { Actor, StaffActor } from '#lib/identity/actor.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { keyedHash } from '#lib/platform/secrets.ts'
import type { AuditAction } from './audit-actions.ts'

/** Of an officer the name alone is needed, which is known before there is a session. */
export type AuditActor = Exclude<Actor, StaffActor> | Pick<StaffActor, 'kind' | 'staffId'>

export type AuditDetail = Record<string, string | number | boolean | null>

/**
 * Writes who did what, in the transaction that does it. The detail holds words, counts and ids; never a code, a token
 * or a number that calls somebody. Where an anonymous actor came from is kept as a keyed hash, enough to see that two
 * entries share an origin.
 */
export async function recordAudit(
  tx: Db | Tx,
  actor: AuditActor,
  action: AuditAction,
  { at, connectionId = null, detail = {} }: { at: Date; connectionId?: string | null; detail?: AuditDetail },
): Promise<void> {
  await tx.auditEntry.create({
    data: { at, actorKind: actor.kind, actorId: idOf(actor), action, connectionId, detail },
    select: { id: true },
  })
}

function idOf(actor: AuditActor): string {
  switch (actor.kind) {
    case 'consumer':
      return actor.consumerId
    case 'staff':
      return actor.staffId
    case 'visitor':
      return actor.complaintId
    case 'bill-guest':
    case 'pay-guest':
      return actor.billId
    case 'system':
      return actor.name
    case 'anonymous':
      return keyedHash('audit source', actor.source).toString('base64url').slice(0, 16)
  }
}
