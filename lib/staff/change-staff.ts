import { recordAudit } from '#lib/audit/record-audit.ts'
import { leaveComplaints } from '#lib/complaints/leave-complaints.ts'
import type { Services } from '#lib/platform/services.ts'
import { endAllOf } from './end-staff-sessions.ts'
import { type AccountKeeper, type KeeperRefusal, mayKeepIn, refusalOf, roleOf } from './keep-account.ts'
import { mayRole } from './permissions.ts'

export type ChangedStaff =
  | { ok: true; isChanged: boolean }
  | { ok: false; reason: KeeperRefusal | 'BAD_ROLE' | 'NO_OFFICE' }

/**
 * Gives an officer another role or office. Whatever was open under the old one is ended; where the officer may
 * not decide on complaints of the office any more, theirs wait for another.
 */
export async function changeStaff(
  services: Services,
  keeper: AccountKeeper,
  { staffId, ...given }: { staffId: string; role: string; officeId: string },
): Promise<ChangedStaff> {
  const refusal = await refusalOf(services, keeper, staffId)
  if (refusal) return { ok: false, reason: refusal }
  const role = roleOf(given.role)
  if (!role) return { ok: false, reason: 'BAD_ROLE' }
  const { officeId } = given
  if (!(await mayKeepIn(services, keeper, officeId))) return { ok: false, reason: 'NO_OFFICE' }
  const at = services.now()
  return services.db.$transaction(async (tx): Promise<ChangedStaff> => {
    const before = await tx.staffAccount.findUnique({ where: { id: staffId }, select: { officeId: true } })
    const where = { id: staffId, NOT: { role, officeId } }
    const { count } = await tx.staffAccount.updateMany({ where, data: { role, officeId } })
    if (count === 0) return { ok: true, isChanged: false }
    const ended = await endAllOf(tx, staffId, at)
    const stays = before?.officeId === officeId && mayRole(role, 'complaint.decide')
    const complaints = stays ? 0 : await leaveComplaints(tx, staffId)
    const detail = { staff: staffId, role, office: officeId, ended, complaints }
    await recordAudit(tx, keeper, 'staff.changed', { at, detail })
    return { ok: true, isChanged: true }
  })
}
