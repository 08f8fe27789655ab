import { describe, expect, it } from 'vitest'
import { MESSAGES, type Namespace } from './messages.ts'

/**
 * The design asks for a reading age of 12. In English that is the grade of Flesch and Kincaid (1975), of schools of the USA:
 * 0.39 × words a sentence + 11.8 × syllables a word − 15.59; grade 7 is read at 12 to 13. For Hindi no formula is as well
 * known: sentences are counted by words, and words by their letters as they are spoken (a consonant with its vowel). Titles
 * and labels are no sentences, so what has fewer than five words is left out, and texts that choose among words are, too.
 */
const HIGHEST_GRADE = 7
const MOST_WORDS = 25
const HINDI = { wordsASentence: 14, longWords: 1 / 30, lettersOfLong: 5 }
const LEAST_WORDS = 5

const NAMESPACES = Object.keys(MESSAGES.hi) as Namespace[]

/** The sentences of a namespace, each as its words; what is filled in counts as one. */
function sentencesOf(locale: 'hi' | 'en', namespace: Namespace): string[][] {
  const texts = Object.values(MESSAGES[locale][namespace] as Record<string, string>)
  return texts
    .filter((message) => !/, (plural|select),/.test(message))
    .map((message) => message.replace(/<[^>]*>/g, '').replace(/\{\w+\}/g, '12'))
    .flatMap((text) => text.split(/(?<=[.?!।][”"]?)\s+/))
    .map((sentence) => sentence.match(/[\p{L}\p{N}₹][\p{L}\p{M}\p{N}’'.,₹-]*/gu) ?? [])
    .filter((words) => words.length >= LEAST_WORDS)
}

/** Of an English word, by its groups of vowels; an "e" at the end is silent. */
function syllablesOf(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  if (letters.length <= 3) return 1
  const spoken = letters.replace(/(?<=[^laeiouy])(es|e)$|(?<=[^td])ed$/, '').replace(/^y/, '')
  return spoken.match(/[aeiouy]{1,2}/g)?.length ?? 1
}

/** Letters of a Hindi word as they are spoken: consonants that end in a vowel, and vowels that stand alone. */
const lettersOf = (word: string): number => word.match(/[\u0904-\u0939]\u093c?(?!\u094d)/g)?.length ?? 0

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe.each(NAMESPACES)('%s', (namespace) => {
  it('has no sentence that loses its reader', () => {
    const all = (['hi', 'en'] as const).flatMap((locale) => sentencesOf(locale, namespace))
    expect(all.filter((words) => words.length > MOST_WORDS).map((words) => words.join(' '))).toEqual([])
  })

  it('is read at 12 in English', () => {
    const sentences = sentencesOf('en', namespace)
    if (sentences.length === 0) return
    const syllables = mean(sentences.flat().map(syllablesOf))
    const grade = 0.39 * mean(sentences.map((words) => words.length)) + 11.8 * syllables - 15.59
    expect(grade).toBeLessThanOrEqual(HIGHEST_GRADE)
  })

  it('is as short in Hindi', () => {
    const sentences = sentencesOf('hi', namespace)
    if (sentences.length === 0) return
    expect(mean(sentences.map((words) => words.length))).toBeLessThanOrEqual(HINDI.wordsASentence)
    const isLong = (word: string) => lettersOf(word) >= HINDI.lettersOfLong
    const words = sentences.flat()
    expect(words.filter(isLong).length / words.length, words.filter(isLong).join(' ')).toBeLessThanOrEqual(
      HINDI.longWords,
    )
  })
})

it('the measure knows easy from hard', () => {
  expect(['the', 'readings', 'electricity', 'voltage', 'ended'].map(syllablesOf)).toEqual([1, 2, 5, 2, 2])
  expect(['बिल', 'कनेक्शन', 'उपभोक्ता', 'अनुमानित'].map(lettersOf)).toEqual([2, 4, 4, 5])
})
