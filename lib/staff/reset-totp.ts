import { recordAudit } from '#lib/audit/record-audit.ts'
import type { Services } from '#lib/platform/services.ts'
import type { SwitchedStaff } from './disable-staff.ts'
import { endAllOf } from './end-staff-sessions.ts'
import { type AccountKeeper, refusalOf } from './keep-account.ts'

/**
 * Forgets an officer's authenticator, for one that was lost: the next login enrols another. All sessions end. The last
 * accepted step stays, so that a code of before is worth nothing afterwards either.
 */
export async function resetTotp(
  services: Services,
  keeper: AccountKeeper,
  { staffId }: { staffId: string },
): Promise<SwitchedStaff> {
  const refusal = await refusalOf(services, keeper, staffId)
  if (refusal) return { ok: false, reason: refusal }
  const at = services.now()
  return services.db.$transaction(async (tx): Promise<SwitchedStaff> => {
    const where = { id: staffId, totpSecret: { not: null } }
    const { count } = await tx.staffAccount.updateMany({ where, data: { totpSecret: null } })
    if (count === 0) return { ok: true, isChanged: false }
    const ended = await endAllOf(tx, staffId, at)
    await recordAudit(tx, keeper, 'staff.authenticator-reset', { at, detail: { staff: staffId, ended } })
    return { ok: true, isChanged: true }
  })
}
