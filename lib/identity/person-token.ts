import { randomToken } from '#lib/platform/secrets.ts'

const LETTERS_OF_ID = 22
const LETTERS_OF_RANDOM = 43

/**
 * A random token of 256 bits that says whose it is: rows of a person are found by the person first, on whichever machine
 * they lie (docs/scale.md). The name opens nothing; the hash of the whole token does.
 */
export function personToken(consumerId: string): string {
  return Buffer.from(consumerId.replaceAll('-', ''), 'hex').toString('base64url') + randomToken()
}

/** Whose a token says it is; null for one that says nothing. */
export function personOfToken(token: string): string | null {
  if (token.length !== LETTERS_OF_ID + LETTERS_OF_RANDOM || !/^[\w-]+$/.test(token)) return null
  const hex = Buffer.from(token.slice(0, LETTERS_OF_ID), 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
