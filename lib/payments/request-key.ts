import { createHash } from 'node:crypto'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'

const KEY = /^[\x21-\x7e]{8,255}$/
const KEPT_MS = 7 * 24 * 3_600_000

/** Who asks under which key, and for what. */
export type KeyedRequest = { consumerId: string; key: string; body: object }

/** 8 to 255 printable characters without blanks, such as a UUID. */
export const isKey = (key: string): boolean => KEY.test(key)

/**
 * The attempt that a key began before, or null when it is new, and holds the key until the transaction ends: of two
 * requests at once the second finds what the first has made. `isSame` says whether it asked for the same.
 */
export async function attemptOfKey(
  tx: Tx,
  { consumerId, key, body }: KeyedRequest,
): Promise<{ connectionId: string; attemptId: string; isSame: boolean } | null> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`request ${consumerId} ${key}`}, 0))`
  const known = await tx.paymentRequest.findUnique({ where: { consumerId_key: { consumerId, key } } })
  return (
    known && { connectionId: known.connectionId, attemptId: known.attemptId, isSame: known.bodyHash === hashOf(body) }
  )
}

/** Remembers what a key has begun. A refusal is not remembered: it changed nothing. */
export async function rememberKey(
  tx: Tx,
  { consumerId, key, body }: KeyedRequest,
  { connectionId, attemptId, at }: { connectionId: string; attemptId: string; at: Date },
): Promise<void> {
  const data = { consumerId, key, bodyHash: hashOf(body), connectionId, attemptId, createdAt: at }
  await tx.paymentRequest.create({ data, select: { key: true } })
}

/** Forgets keys of more than a week ago. Returns how many. */
export async function forgetKeys({ db, now }: Services): Promise<number> {
  const { count } = await db.paymentRequest.deleteMany({
    where: { createdAt: { lt: new Date(now().getTime() - KEPT_MS) } },
  })
  return count
}

const hashOf = (body: object): string =>
  createHash('sha256')
    .update(JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? value.toString() : value)))
    .digest('hex')
