import type { ConsumerActor } from '#lib/identity/actor.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import { personToken } from '#lib/identity/person-token.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { TOKEN_PREFIX, type TokenScope } from './token-policy.ts'

/** A token for tests of what it opens, without the code that makes one. */
export async function makeTestToken(
  { db, now }: Services,
  { actor }: { actor: ConsumerActor },
  { scopes, connectionId }: { scopes: readonly TokenScope[]; connectionId: string },
): Promise<string> {
  const token = `${TOKEN_PREFIX}${personToken(actor.consumerId)}`
  const at = now()
  await db.accessToken.create({
    data: {
      ...{ consumerId: actor.consumerId, name: 'Test', scopes: [...scopes], connectionId: connectionId || null },
      ...{ createdAt: at, provenAt: at, expiresAt: secondsAfter(at, 86_400), tokenHash: tokenHash(token) },
    },
    select: { id: true },
  })
  return token
}
