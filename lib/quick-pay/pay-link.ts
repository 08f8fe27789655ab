import type { Db, Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { isShortCode, shortCode } from '#lib/platform/short-code.ts'

const DAY_MS = 86_400_000
/** From a bill past its due date, until the next bill is out. */
const LIVES_MS = 60 * DAY_MS
/** A message with less before it gets a new link. */
const LEFT_AT_LEAST_MS = 30 * DAY_MS

/** 50 random bits: nobody finds another's. */
const CODE_LETTERS = 10

/**
 * The short link of a connection's payment page, such as `https://…/q/k7m2x9p4wd`: it needs no login, and shows nothing
 * but what is asked and initials. For messages; called in the transaction that writes one.
 */
export async function payLinkFor(tx: Db | Tx, connectionId: string, at: Date): Promise<string> {
  return (await payLinksFor(tx, [connectionId], at)).get(connectionId) as string
}

/** The same for many connections, each with its own. */
export async function payLinksFor(
  tx: Db | Tx,
  connectionIds: readonly string[],
  at: Date,
): Promise<Map<string, string>> {
  const known = await tx.payLink.findMany({
    where: {
      connectionId: { in: [...connectionIds] },
      expiresAt: { gte: new Date(at.getTime() + LEFT_AT_LEAST_MS) },
    },
    orderBy: { expiresAt: 'asc' },
    select: { connectionId: true, code: true },
  })
  const codes = new Map(known.map(({ connectionId, code }) => [connectionId, code]))
  const expiresAt = new Date(at.getTime() + LIVES_MS)
  const data = connectionIds
    .filter((connectionId) => !codes.has(connectionId))
    .map((connectionId) => ({ code: shortCode(CODE_LETTERS), connectionId, createdAt: at, expiresAt }))
  if (data.length > 0) await tx.payLink.createMany({ data })
  for (const { connectionId, code } of data) codes.set(connectionId, code)
  return new Map([...codes].map(([connectionId, code]) => [connectionId, `${env().portalUrl}/q/${code}`]))
}

/** The connection whose bill a link pays; null for one that nobody was given, or whose time is over. */
export async function connectionOfLink({ db, now }: Services, code: string): Promise<string | null> {
  if (!isShortCode(code, CODE_LETTERS)) return null
  const link = await db.payLink.findFirst({
    where: { code, expiresAt: { gt: now() } },
    select: { connectionId: true },
  })
  return link?.connectionId ?? null
}

/** Forgets links whose time is over. Returns how many. */
export async function forgetPayLinks({ db, now }: Services): Promise<number> {
  return (await db.payLink.deleteMany({ where: { expiresAt: { lt: now() } } })).count
}
