import type { Tx } from '#lib/platform/db.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import { SESSION_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'
import { personToken } from './person-token.ts'

/**
 * Starts a session of a person and returns its token, which stands nowhere but in the browser's cookie; the table keeps
 * its hash. Called only where a login was proven, or by benchmarks and tests.
 */
export async function startSession(
  tx: Tx,
  { consumerId, at, device }: { consumerId: string; at: Date; device: string },
): Promise<{ token: string; sessionId: string }> {
  const token = personToken(consumerId)
  const { id } = await tx.session.create({
    data: {
      tokenHash: tokenHash(token),
      consumerId,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: secondsAfter(at, SESSION_LIVES_SECONDS),
      device,
    },
    select: { id: true },
  })
  return { token, sessionId: id }
}
