import { recordAudit } from '#lib/audit/record-audit.ts'
import { leaveComplaints } from '#lib/complaints/leave-complaints.ts'
import type { Services } from '#lib/platform/services.ts'
import { endAllOf } from './end-staff-sessions.ts'
import { type AccountKeeper, type KeeperRefusal, refusalOf } from './keep-account.ts'

export type SwitchedStaff = { ok: true; isChanged: boolean } | { ok: false; reason: KeeperRefusal }

/**
 * Disables an account, which ends all of its sessions at once and has its complaints wait for another officer, or lets it log
 * in again.
 */
export async function disableStaff(
  services: Services,
  keeper: AccountKeeper,
  { staffId, disabled }: { staffId: string; disabled: boolean },
): Promise<SwitchedStaff> {
  const refusal = await refusalOf(services, keeper, staffId)
  if (refusal) return { ok: false, reason: refusal }
  const at = services.now()
  return services.db.$transaction(async (tx): Promise<SwitchedStaff> => {
    const { count } = await tx.staffAccount.updateMany({
      where: { id: staffId, disabledAt: disabled ? null : { not: null } },
      data: { disabledAt: disabled ? at : null },
    })
    if (count === 0) return { ok: true, isChanged: false }
    const ended = await endAllOf(tx, staffId, at)
    const complaints = await leaveComplaints(tx, staffId)
    await recordAudit(tx, keeper, disabled ? 'staff.disabled' : 'staff.enabled', {
      at,
      detail: { staff: staffId, ended, complaints },
    })
    return { ok: true, isChanged: true }
  })
}
