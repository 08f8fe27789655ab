import { noteRefusal } from './refusals.ts'
import { keyedHash } from './secrets.ts'
import type { Services } from './services.ts'

export type Allowance = { ok: true } | { ok: false; retryAfterSeconds: number }

/**
 * Takes one, or `amount`, from an allowance of `limit` in each window of `windowSeconds`. One statement counts and decides, so
 * parallel requests cannot slip through between counting and comparing. When the database fails this throws: a limit
 * that cannot be counted is not granted.
 */
export async function takeFromLimit(
  { db, now }: Pick<Services, 'now'> & { db: Pick<Services['db'], '$queryRaw'> },
  { key, limit, windowSeconds, amount = 1 }: { key: string; limit: number; windowSeconds: number; amount?: number },
): Promise<Allowance> {
  const at = now().getTime()
  const windowAt = new Date(at - (at % (windowSeconds * 1_000)))
  const expiresAt = new Date(windowAt.getTime() + windowSeconds * 1_000)
  const [row] = await db.$queryRaw<{ count: number }[]>`
    insert into "RateLimit" ("key", "windowAt", "count", "expiresAt") values (${key}, ${windowAt}, ${amount}::int, ${expiresAt})
    on conflict ("key", "windowAt") do update set "count" = "RateLimit"."count" + excluded."count"
    returning "count"`
  if (row && row.count <= limit) return { ok: true }
  // What is given back is refused nobody.
  if (amount > 0) noteRefusal('LIMIT', key.split(':')[0])
  return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil((expiresAt.getTime() - at) / 1_000)) }
}

/** The key of a limit on a person or an address: its purpose, and a keyed hash of whom it concerns. */
export function limitKey(purpose: string, subject: string): string {
  return `${purpose}:${keyedHash(`limit ${purpose}`, subject).toString('base64url').slice(0, 22)}`
}
