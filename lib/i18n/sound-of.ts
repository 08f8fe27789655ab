/** Letters of Devanagari as people write them in Latin ones. A consonant's own vowel is left out, as every "a" is below. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n प=p फ=ph ब=b भ=bh म=m',
    'य=y र=r ल=l ळ=l व=v श=sh ष=sh स=s ह=h ं=n ँ=n ः=h अ= आ= ा= ऑ=o ॉ=o इ=i ई=i ि=i ी=i उ=u ऊ=u ु=u ू=u',
    'ए=e ऐ=ai े=e ै=ai ओ=o औ=au ो=o ौ=au ऋ=ri ृ=ri ऍ=e ॅ=e ्= ़= ऽ=',
  ]
    .join(' ')
    .split(' ')
    .map((pair) => pair.split('=')),
)

/** What different people write for the same sound, first to last. */
const SPELLINGS: readonly [RegExp, string][] = [
  [/chh/g, 'ch'],
  [/sh/g, 's'],
  [/ph/g, 'f'],
  [/ck|q|c(?!h)/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/z/g, 'j'],
  [/m(?=[bp])/g, 'n'],
  [/ee/g, 'i'],
  [/oo/g, 'u'],
  [/a/g, ''],
  [/e/g, 'i'],
  [/o/g, 'u'],
  [/(.)\1+/g, '$1'],
]

/**
 * How a word sounds, roughly, in whichever script it was written: बकाया, "bakaya" and "bakaaya" sound the same. For finding
 * only; English words are treated alike on both sides, so they find themselves.
 */
export function soundOf(word: string): string {
  const latin = [...word.normalize('NFD').toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('')
  return SPELLINGS.reduce((sound, [spelling, one]) => sound.replace(spelling, one), latin)
}
