import { recordAudit } from '#lib/audit/record-audit.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { typedCode } from '#lib/identity/answer-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Permission } from './permissions.ts'
import { openTotp, stepOfCode } from './totp.ts'
import { acceptStep, takeTotpTry } from './totp-tries.ts'

export type ProofRefusal = {
  ok: false
  /** Not six digits, which counts as no try; of another moment or another's; used already; or no try is left. */
  reason: 'unreadable' | 'wrong' | 'used' | 'locked' | 'locked-today'
}

/**
 * Asks an officer who is logged in for the authenticator once more, before something that is not to be done at a desk which
 * somebody has left open (ASVS 7.5.3). Tries are counted with those of logins, and a code is good for one thing: neither twice
 * here nor for a login as well. A refusal is written into the audit, with what was `wanted`.
 */
export async function proveByTotp(
  services: Services,
  actor: StaffActor,
  { code: typed, wanted }: { code: string; wanted: Permission },
): Promise<{ ok: true } | ProofRefusal> {
  const { db, now } = services
  const { staffId } = actor
  const code = typedCode(typed)
  if (code === null) return { ok: false, reason: 'unreadable' }
  const refuse = async (reason: ProofRefusal['reason']): Promise<ProofRefusal> => {
    await recordAudit(db, actor, 'staff.refused', { at: now(), detail: { by: 'authenticator', wanted, reason } })
    return { ok: false, reason }
  }
  const limit = await takeTotpTry(services, staffId)
  if (limit) return refuse(limit)
  const where = { id: staffId, disabledAt: null }
  const officer = await db.staffAccount.findUnique({ where, select: { totpSecret: true } })
  const sealed = officer?.totpSecret ?? null
  const secret = sealed && openTotp(staffId, sealed)
  // An authenticator that was reset meanwhile has ended the login, too: the next page says so.
  if (!secret) return refuse('wrong')
  const step = stepOfCode(secret, code, now())
  if (step === null) return refuse('wrong')
  return (await acceptStep(db, { staffId, sealed, secret, step })) ? { ok: true } : refuse('used')
}
