import { readLoginName } from '#lib/identity/login-name.ts'
import { readAmount, readDay } from '#lib/linking/typed-facts.ts'
import { latinFigures } from '#lib/units/figures.ts'

const LONGEST = 80
const FEWEST_LETTERS = 4
const FEWEST_FIGURES_ALONE = 5

/** The beginning of a text, with figures of Devanagari as ours. */
export const ownFigures = (text: string): string => latinFigures(text.slice(0, LONGEST))

/** What people say around a number; left in, it would be read as a part of it. */
const AROUND = new Set([
  ...['my', 'is', 'it', 'its', 'the', 'and', 'no', 'mera', 'meri', 'ye', 'yeh', 'hai', 'ka', 'ki', 'aur'],
  ...['मेरा', 'मेरी', 'ये', 'यह', 'है', 'का', 'की', 'और', 'नं', 'न', 'नम्बर'],
])

function wordsOf(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean)
  return words.filter((word, at) => {
    const isTalk = AROUND.has(word.toLowerCase().replace(/[.,।]+$/, ''))
    return !isTalk || beginsNumber(words, at, text)
  })
}

/**
 * Whether a word of talk is the letters that a number begins with, as in `KA 44281`: in capitals and directly before
 * figures, where it begins the text or what is around it is not in capitals too.
 */
function beginsNumber(words: readonly string[], at: number, text: string): boolean {
  const word = words[at] ?? ''
  if (!/^[A-Z]{2}$/.test(word) || !/^[\d-]*\d/.test(words[at + 1] ?? '')) return false
  return (at === 0 && text.startsWith(word)) || (word !== 'NO' && words.some((other) => /[\p{Ll}\p{Lo}]/u.test(other)))
}

/** A consumer number as it was typed, with or without the words for it; `MOBILE` for a mobile number; null for neither. */
export function consumerNoIn(text: string): string | 'MOBILE' | null {
  const said = ownFigures(text)
    .trim()
    .replace(/उपभोक्ता|संख्या|खाता|नंबर|consumer|account|number|no\.?|[:=#।]/giu, ' ')
  const typed = wordsOf(said).join(' ')
  if (!/\d/.test(typed) || typed.replace(/\W/g, '').length < FEWEST_LETTERS) return null
  const read = readLoginName(typed)
  if (!read.ok) return read.reason === 'digits' ? 'MOBILE' : null
  return read.name.kind === 'consumerNo' ? read.name.consumerNo : 'MOBILE'
}

/** A consumer number that nobody asked for: enough figures, and no sentence around them. */
export function consumerNoAlone(text: string): string | null {
  const figures = ownFigures(text).replace(/\D/g, '').length
  const found = figures >= FEWEST_FIGURES_ALONE && text.trim().split(/\s+/).length <= 4 ? consumerNoIn(text) : null
  return found === 'MOBILE' ? null : found
}

export type FactsTyped = { meterNo: string; amount: string; billedOn: string }

/**
 * A meter number and what a bill asked for, or its date, in one text: `JB 44281, 1075`, `JB44281 1 Dec 2026`. Words
 * between them are passed over. With the meter number alone the rest is empty.
 */
export function billFactsIn(text: string): FactsTyped | null {
  const said = ownFigures(text)
    .trim()
    .replace(/मीटर|संख्या|नंबर|राशि|तारीख|रुपये|meter|number|amount|bill|date|rupees|\brs\b\.?|₹|[:=#;]/giu, ' ')
    .replace(/,(?=\s)|,$/g, ' ')
  const words = wordsOf(said)
  for (let at = 1; at < words.length; at++) {
    const [meterNo, rest] = [words.slice(0, at).join(' '), words.slice(at).join(' ')]
    if (hasFigure(meterNo) && readDay(rest) !== 'unreadable') return { meterNo, amount: '', billedOn: rest }
  }
  const last = words.at(-1) ?? ''
  const meterNo = words.slice(0, -1).join(' ')
  if (hasFigure(meterNo) && readAmount(last) !== 'unreadable') return { meterNo, amount: last, billedOn: '' }
  const all = words.join(' ')
  return hasFigure(all) ? { meterNo: all, amount: '', billedOn: '' } : null
}

/** What a bill asked for, or its date, where the meter number is known. */
export function restOfFactsIn(text: string): Omit<FactsTyped, 'meterNo'> | null {
  const typed = ownFigures(text).trim()
  if (readDay(typed) !== 'unreadable') return { amount: '', billedOn: typed }
  return readAmount(typed) === 'unreadable' ? null : { amount: typed, billedOn: '' }
}

/** Six digits, also with words around them. */
export function codeIn(text: string): string | null {
  return /(?<!\d)(\d{3}[\s-]?\d{3})(?!\d)/.exec(ownFigures(text))?.[1]?.replace(/\D/g, '') ?? null
}

/** Six digits and nothing else. */
export const isCodeAlone = (text: string): boolean => /^\s*\d{3}[\s-]?\d{3}\s*$/.test(ownFigures(text))

/** Rupees to pay, such as `500` or `Rs.500.50`; null for anything else. */
export function rupeesIn(text: string): string | null {
  return /(?<!\d\.?)(\d{1,6}(?:\.\d{1,2})?)(?!\.?\d)/.exec(ownFigures(text).replaceAll(',', ''))?.[1] ?? null
}

const hasFigure = (text: string) => /\d/.test(text)
