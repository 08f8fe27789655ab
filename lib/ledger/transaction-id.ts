import { createHash } from 'node:crypto'
import type { LedgerKind } from '#prisma/generated/client.ts'

/**
 * The id of a movement of money, made of what it is about: whoever books it again, after a crash or a lost answer, says
 * the same id, and the database knows it for the same. A UUID of version 8, its bits from SHA-256. Only a bill's own
 * transaction is named otherwise: it has the bill's id.
 */
export function transactionId(kind: LedgerKind, reference: string): string {
  const bytes = createHash('sha256').update(`${kind} ${reference}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
