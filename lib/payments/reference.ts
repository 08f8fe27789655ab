import { randomBytes } from 'node:crypto'

/** Crockford's base32: digits and capitals without I, L, O and U, which are mistaken for others; five bits each. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** A UPI `tr` holds at most so many letters and digits (facts, 4.1). */
const LENGTH = 35
/** So many hold the 128 bits of an id; the first is from 0 to 7. */
const OF_CONNECTION = 26

/**
 * A new UPI `tr` of an attempt or a bill. It begins with the connection's id, so that money finds its way without a
 * directory where the database is cut by connection (docs/scale.md), and ends with 45 random bits of its own.
 */
export function newReference(connectionId: string): string {
  let bits = BigInt(`0x${connectionId.replaceAll('-', '')}`)
  let letters = ''
  for (let n = 0; n < OF_CONNECTION; n++, bits >>= 5n) letters = LETTERS[Number(bits & 31n)] + letters
  const random = Array.from(randomBytes(LENGTH - OF_CONNECTION), (byte) => LETTERS[byte % 32])
  return letters + random.join('')
}

/** A new `tr` of a batch, which is of several connections. 128 random bits, behind a letter that begins no id. */
export const newBatchReference = (): string => `JA${randomBytes(16).toString('hex').toUpperCase()}`

/** The connection that a reference begins with; null for a batch's, and for those that were made before they did. */
export function connectionOfReference(reference: string): string | null {
  if (reference.length !== LENGTH) return null
  const digits = [...reference].map((letter) => LETTERS.indexOf(letter))
  if (digits.includes(-1) || (digits[0] as number) > 7) return null
  const bits = digits.slice(0, OF_CONNECTION).reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n)
  return bits
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What people read of a reference: its own letters, without whose it is. */
export const shownReference = (reference: string): string =>
  connectionOfReference(reference) ? reference.slice(OF_CONNECTION) : reference
