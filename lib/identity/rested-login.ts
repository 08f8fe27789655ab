import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { ConsumerActor } from './actor.ts'
import { SESSION_IDLE_SECONDS, secondsAfter } from './otp-policy.ts'
import { personOfToken } from './person-token.ts'

/**
 * Whose login a token was, where it only rested for longer than half an hour: nobody ended it, and half a day is not over.
 * Null for any other. It opens nothing: what its person sends is kept for them until they have logged in again.
 */
export async function restedLogin({ db, now }: Services, token: string): Promise<ConsumerActor | null> {
  const consumerId = personOfToken(token)
  if (consumerId === null) return null
  const at = now()
  const login = await db.session.findFirst({
    where: {
      ...{ consumerId, tokenHash: tokenHash(token), endedAt: null, expiresAt: { gt: at } },
      lastSeenAt: { lte: secondsAfter(at, -SESSION_IDLE_SECONDS) },
    },
    select: { id: true },
  })
  return login && { kind: 'consumer', consumerId, sessionId: login.id }
}
