import type { Tx } from '#lib/platform/db.ts'
import { keyedHash, keyedHashes } from '#lib/platform/secrets.ts'

/** By what a number that an owner has removed is known again once its person is erased: it leads to nobody without the key. */
export const removedNumberOf = (mobile: string): string => written(keyedHash(PURPOSE, mobile))

/** By what it may have been kept, one for each current secret. */
export const removedNumbersOf = (mobile: string): string[] => keyedHashes(PURPOSE, mobile).map(written)

const PURPOSE = 'removed number'
const written = (hash: Buffer): string => hash.toString('base64url')

/** Whether an owner has removed a number from a connection, whatever has linked it again since. */
export async function wasRemoved(tx: Tx, connectionId: string, mobile: string): Promise<boolean> {
  const person = await tx.consumer.findUnique({ where: { mobile }, select: { id: true } })
  const byPerson = person ? [{ removedById: { not: null }, consumerId: person.id }] : []
  const where = { connectionId, OR: [...byPerson, { removedNumber: { in: removedNumbersOf(mobile) } }] }
  return (await tx.mobileLink.count({ where })) > 0
}
