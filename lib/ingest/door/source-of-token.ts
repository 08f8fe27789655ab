import { env } from '#lib/platform/env.ts'
import { sameBytes, tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'

/** Who sends a file, and what kinds of files it may send; null is every kind. */
export type SourceOfFile = { name: string; kinds: readonly string[] | null }

const SCHEME = 'Bearer '

/**
 * The source whose token `Authorization: Bearer …` carries: the one in the settings, or one of `npm run ingest-source`.
 * Null for any other, for an ended source, and for a token after its replacement's time.
 */
export async function sourceOfToken({ db, now }: Services, authorization: string | null): Promise<SourceOfFile | null> {
  if (!authorization?.startsWith(SCHEME)) return null
  const token = authorization.slice(SCHEME.length)
  const given = Buffer.from(token)
  if (env().ingest.tokens.some((known) => sameBytes(given, Buffer.from(known)))) return { name: 'ingest', kinds: null }
  const hash = tokenHash(token)
  return db.ingestSource.findFirst({
    where: { endedAt: null, OR: [{ tokenHash: hash }, { oldTokenHash: hash, oldEndsAt: { gt: now() } }] },
    select: { name: true, kinds: true },
  })
}
