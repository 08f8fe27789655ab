// Line breaks and other control characters, byte order marks, and the marks that turn the direction of text around,
// with which one name can be made to look like another. Joiners (U+200C, U+200D) stay: Hindi is written with them.
const UNWANTED = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu

/**
 * A name or an address as it is kept: composed (NFC), so that equal words are equal text, without invisible characters,
 * and with single blanks.
 */
export function cleanText(text: string): string {
  return keepable(text).normalize('NFC').replace(/\s+/gu, ' ').replace(UNWANTED, '').replace(/ +/g, ' ').trim()
}

/** What somebody wrote over several lines, the same way, with at most one empty line between two. */
export function cleanLines(text: string): string {
  const lines = text.split(/\r\n|\r|\n/u).map(cleanText)
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** What PostgreSQL can keep of a text: all but NUL, and half a pair of surrogates becomes U+FFFD. */
export const keepable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** The first `length` units of a text; a character that the cut goes through becomes U+FFFD, or it could not be kept. */
export const cutTo = (text: string, length: number): string => text.slice(0, length).toWellFormed()

/** JSON from outside with keepable texts: one that cannot be kept would fail again each time that its sender comes back. */
export const parseKeepable = (json: string): unknown =>
  JSON.parse(json, (_, value) => (typeof value === 'string' ? keepable(value) : value))

// As `JSON.stringify` writes them; behind an odd backslash a `u` is a letter.
const NO_CHARACTER = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/** Whether PostgreSQL can keep JSON as it is: it has neither the character zero nor half a pair of surrogates. */
export const isKeepableJson = (json: unknown): boolean => !NO_CHARACTER.test(JSON.stringify(json))
