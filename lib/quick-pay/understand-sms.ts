import { latinFigures } from '#lib/units/figures.ts'
/** What somebody wants who sent an SMS; null stands for the only connection that they have. */
export type SmsWish = { kind: 'BILL'; consumerNo: string | null } | { kind: 'HELP' }

const BILL_WORDS: ReadonlySet<string> = new Set(['bill', 'bil', 'बिल', 'बील'])
/** The word and its number without a blank between them. */
const JOINED = /^(bill|bil|बिल|बील)(?=\d)/i
const CONSUMER_NO = /^[0-9a-z]{4,20}$/i

/** `BILL 1000 4428 0028`, in either script, with or without the word; everything else asks for help. */
export function understandSms(text: string): SmsWish {
  const [first = '', ...rest] = latinFigures(text)
    .trim()
    .replace(JOINED, '$1 ')
    .split(/[\s:.,-]+/u)
    .filter(Boolean)
  const isBill = BILL_WORDS.has(first.toLowerCase())
  const number = (isBill ? rest.filter((word, at) => isOfNumber(word, rest[at + 1])) : [first, ...rest]).join('')
  if (isBill && !/\d/.test(number)) return { kind: 'BILL', consumerNo: null }
  const isNumber = CONSUMER_NO.test(number) && /\d{4}/.test(number)
  return isNumber ? { kind: 'BILL', consumerNo: number } : { kind: 'HELP' }
}

/**
 * Whether a word behind BILL may be a part of the number: the rest is talk, as in “bill bhejo” and “bill no.”. Letters that
 * are not in capitals are of a number only directly before its figures, and where they are no word of talk.
 */
function isOfNumber(word: string, next = ''): boolean {
  if (/\d/.test(word)) return true
  if (/^[A-Z]{1,4}$/.test(word)) return word !== 'NO'
  return /^[a-z]{1,3}$/i.test(word) && /^\d/.test(next) && !TALK.has(word.toLowerCase())
}

/** Short words that people write between BILL and a number. */
const TALK: ReadonlySet<string> = new Set([
  ...['no', 'num', 'nos', 'of', 'for', 'my', 'is', 'it', 'its', 'the', 'to', 'me', 'pls', 'plz', 'ac', 'acc', 'a', 'i'],
  ...['ka', 'ki', 'ke', 'ko', 'hai', 'ye', 'yeh', 'aur', 'de', 'do', 'mai', 'se', 'par', 'pe', 'ji'],
])
