import { randomBytes } from 'node:crypto'

/** Without 0 and o, 1 and l, which are mistaken for each other when a link is copied by hand: 32 of them, 5 bits each. */
const LETTERS = '23456789abcdefghijkmnpqrstuvwxyz'

/** A random code of letters and digits for an address that somebody may have to type. */
export const shortCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('')

/** Whether a text could be such a code. */
export const isShortCode = (text: string, length: number): boolean =>
  text.length === length && [...text].every((letter) => LETTERS.includes(letter))
