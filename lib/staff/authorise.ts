import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { mayRole, type Permission } from './permissions.ts'

/**
 * Whether the officer's role has leave for this, by the table in permissions.ts. A no is written into the audit, outside
 * of any transaction, so that it stays when what was tried is undone.
 */
export async function authorise(
  { db, now }: Services,
  actor: StaffActor,
  permission: Permission,
  connectionId: string | null = null,
): Promise<boolean> {
  if (mayRole(actor.role, permission)) return true
  const detail = { by: 'role', wanted: permission, role: actor.role }
  await recordAudit(db, actor, 'staff.refused', { at: now(), connectionId, detail })
  return false
}
