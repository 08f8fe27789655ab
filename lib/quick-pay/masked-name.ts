const graphemes = new Intl.Segmenter('hi', { granularity: 'grapheme' })

/** A name of more words names a firm, which initials hide no better. */
const MOST_WORDS = 3

/**
 * A holder's name as strangers may see it: the first letter of each word, `A… K…` or `आ… कु…`. Enough to see whether it
 * is whom one means, too little to learn who lives somewhere.
 */
export function maskedName(name: string): string {
  const words = name.split(/[^\p{L}\p{M}\u200c\u200d]+/u).filter(Boolean)
  const initials = words.slice(0, MOST_WORDS).map((word) => [...graphemes.segment(word)][0]?.segment)
  return initials.map((initial) => `${initial}…`).join('\u00a0') || '…'
}
