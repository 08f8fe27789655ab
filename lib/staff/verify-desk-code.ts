import type { AnonymousActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import { randomToken, tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { STAFF_LOGIN_LIVES_SECONDS } from './staff-policy.ts'
import { newTotpSecret, sealTotp } from './totp.ts'

/**
 * The first step of a login at the desk: the code of the mobile. Right, it begins a login that waits for the
 * authenticator; `token` goes into the browser's cookie. To an officer without an authenticator a secret is offered.
 */
export async function verifyDeskCode(
  services: Services,
  actor: AnonymousActor,
  { challengeId, code }: { challengeId: string; code: string },
): Promise<{ ok: true; token: string } | CodeRefusal> {
  const answer = { purpose: 'DESK', challengeId, code, failedAction: 'desk.login-failed' } as const
  const answered = await answerChallenge(services, actor, answer)
  if (!answered.ok) return answered
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    const where = { mobile: answered.mobile, disabledAt: null }
    const officer = await tx.staffAccount.findUnique({ where, select: { id: true, totpSecret: true } })
    // Disabled while the code was on its way.
    if (!officer) return { ok: false, reason: 'expired' }
    const token = randomToken()
    await tx.staffLogin.create({
      data: {
        ...{ tokenHash: tokenHash(token), staffId: officer.id, createdAt: at },
        expiresAt: secondsAfter(at, STAFF_LOGIN_LIVES_SECONDS),
        offeredTotp: officer.totpSecret ? null : sealTotp(officer.id, newTotpSecret()),
      },
      select: { id: true },
    })
    return { ok: true, token }
  })
}
