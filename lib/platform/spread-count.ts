import { takeFromLimit } from './rate-limit.ts'
import type { Services } from './services.ts'

/**
 * A count over everybody, kept in the database for all portals: in so many rows as there are slots, so that those who are
 * counted do not wait for each other at one row.
 */
export type SpreadCount = { keys: readonly string[]; windowSeconds: number }

const SLOTS = 16

export const spreadCount = (name: string, windowSeconds: number): SpreadCount => ({
  keys: Array.from({ length: SLOTS }, (_, slot) => `${name} ${slot}`),
  windowSeconds,
})

/** Counts one, or `amount`, in the window of now. The slot is that of a random id. */
export async function countIn(
  services: Parameters<typeof takeFromLimit>[0],
  { keys, windowSeconds }: SpreadCount,
  { id, amount = 1 }: { id: string; amount?: number },
): Promise<void> {
  const key = keys[Number.parseInt(id.slice(0, 2), 16) % SLOTS] as string
  await takeFromLimit(services, { key, limit: Number.POSITIVE_INFINITY, windowSeconds, amount })
}

/** How many were counted in the window of now. */
export async function sumOf(
  { db, now }: Pick<Services, 'db' | 'now'>,
  { keys, windowSeconds }: SpreadCount,
): Promise<number> {
  const at = now().getTime()
  const windowAt = new Date(at - (at % (windowSeconds * 1_000)))
  const [row] = await db.$queryRaw<{ sum: number }[]>`
    select coalesce(sum("count"), 0)::int as "sum" from "RateLimit" where "key" = any(${keys}) and "windowAt" = ${windowAt}`
  if (!row) throw new Error('A sum always has a row.')
  return row.sum
}
