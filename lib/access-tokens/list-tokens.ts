import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { TokenScope } from './token-policy.ts'

export type TokenView = {
  id: string
  name: string
  scopes: TokenScope[]
  /** The one connection that it is for; null for all. */
  consumerNo: string | null
  madeAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
}

/** A person's tokens that open something, or will once they were shown. */
export const liveTokens = (consumerId: string, at: Date): Prisma.AccessTokenWhereInput => ({
  ...{ consumerId, endedAt: null, expiresAt: { gt: at }, provenAt: { not: null } },
})

/** The tokens of a person that still open something, the newest first. */
export async function listTokens({ db, now }: Services, { consumerId }: ConsumerActor): Promise<TokenView[]> {
  const tokens = await db.accessToken.findMany({
    where: liveTokens(consumerId, now()),
    orderBy: { createdAt: 'desc' },
    select: {
      ...{ id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true },
      connection: { select: { consumerNo: true } },
    },
  })
  return tokens.map(({ scopes, createdAt, connection, ...token }) => ({
    ...token,
    scopes: scopes as TokenScope[],
    consumerNo: connection?.consumerNo ?? null,
    madeAt: createdAt,
  }))
}
