import { cleanLines, cleanText } from '#lib/units/clean-text.ts'

/** Longer than anybody writes on a phone, short enough to be read at a desk. */
export const MOST_LETTERS = 2_000
export const MOST_SINCE_LETTERS = 100

export type Words = { since: string; detail: string }
export type WordsRefusal = 'NO_SINCE' | 'SINCE_TOO_LONG' | 'DETAIL_TOO_LONG'

/** What was written into the form, as it is kept, or every reason why it cannot be. */
export function readWords(given: Words): { ok: true; words: Words } | { ok: false; reasons: WordsRefusal[] } {
  const words = { since: cleanText(given.since), detail: cleanLines(given.detail) }
  const reasons: WordsRefusal[] = []
  if (words.since === '') reasons.push('NO_SINCE')
  if (words.since.length > MOST_SINCE_LETTERS) reasons.push('SINCE_TOO_LONG')
  if (words.detail.length > MOST_LETTERS) reasons.push('DETAIL_TOO_LONG')
  return reasons.length === 0 ? { ok: true, words } : { ok: false, reasons }
}
