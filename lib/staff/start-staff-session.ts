import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Tx } from '#lib/platform/db.ts'
import { randomToken, tokenHash } from '#lib/platform/secrets.ts'
import { STAFF_SESSION_LIVES_SECONDS } from './staff-policy.ts'

/**
 * Starts a session of an officer and returns its token, which stands nowhere but in the browser's cookie; the table
 * keeps its hash. Called only where both steps of a login were proven, or by tests.
 */
export async function startStaffSession(
  tx: Tx,
  { staffId, at, device }: { staffId: string; at: Date; device: string },
): Promise<{ token: string; sessionId: string }> {
  const token = randomToken()
  const expiresAt = secondsAfter(at, STAFF_SESSION_LIVES_SECONDS)
  const { id } = await tx.staffSession.create({
    data: { tokenHash: tokenHash(token), staffId, createdAt: at, lastSeenAt: at, expiresAt, device },
    select: { id: true },
  })
  return { token, sessionId: id }
}
