import { type ConsumerActor, NO_SESSION } from '#lib/identity/actor.ts'
import { SEEN_EVERY_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { personOfToken } from '#lib/identity/person-token.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import type { TokenScope } from './token-policy.ts'

/** For whom a token reads, and what. */
export type TokenHolder = { tokenId: string; actor: ConsumerActor; scopes: readonly TokenScope[] }

/** Those of before name nobody. */
const BEARER = /^Bearer (bk_([\w-]{43}|[\w-]{65}))$/

/**
 * For whom `Authorization: Bearer …` reads: its person, narrowed to the token's one connection where it has one. What
 * they may see each verb asks again, so that access that was lost is lost to the token in the same moment. Null for
 * everything else alike: unknown, ended, expired, no token of ours.
 */
export async function tokenHolder({ db, now }: Services, authorization: string | null): Promise<TokenHolder | null> {
  const [, token, letters = ''] = BEARER.exec(authorization ?? '') ?? []
  if (!token) return null
  const at = now()
  const found = await db.accessToken.findFirst({
    where: {
      ...{ consumerId: personOfToken(letters) ?? undefined, tokenHash: tokenHash(token) },
      ...{ endedAt: null, expiresAt: { gt: at } },
    },
    select: { id: true, consumerId: true, scopes: true, connectionId: true, lastUsedAt: true },
  })
  if (!found) return null
  const { id, consumerId, scopes, connectionId, lastUsedAt } = found
  if (!lastUsedAt || lastUsedAt <= secondsAfter(at, -SEEN_EVERY_SECONDS))
    await db.accessToken.updateMany({ where: { consumerId, id, endedAt: null }, data: { lastUsedAt: at } })
  const actor: ConsumerActor = {
    ...{ kind: 'consumer', consumerId, sessionId: NO_SESSION },
    ...(connectionId && { onlyConnectionId: connectionId }),
  }
  return { tokenId: id, actor, scopes: scopes as TokenScope[] }
}
