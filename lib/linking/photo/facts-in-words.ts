import type { BillLabels } from './photo-facts.ts'
import type { Word } from './recognise.ts'

/** Where a bill's numbers stand. The words of a whole page tell places alone; numbers are then looked at closely. */
export type WordFacts = {
  /** Beside or below its label. */
  consumerNo: Word | null
  /** The bill's number, which has the consumer number in it. */
  billNo: Word | null
  meterNo: Word | null
}

/** Whatever a first look made of it: a number has so many digits, that of a meter fewer. */
const NUMBER = /(?:\d\D?){6}/
const METER_NO = /(?:\d\D?){3}/
const BILL_NO = /\d{3,4}-\d{5}/
/** A label may have so many wrong letters for each letter of it. */
const WRONG_LETTERS = 0.3

/** What the words of a page say of a bill, by the labels that are printed with each fact. */
export function factsInWords(words: readonly Word[], labels: BillLabels): WordFacts {
  return {
    consumerNo: numberAt(words, labels.consumerNo, NUMBER),
    billNo: words.find(({ text }) => BILL_NO.test(text)) ?? numberAt(words, labels.billNo, NUMBER),
    meterNo: numberAt(words, labels.meterNo, METER_NO),
  }
}

/** The nearest number of a form right of the label or below it. */
function numberAt(words: readonly Word[], labels: readonly string[], form: RegExp): Word | null {
  for (const label of findLabels(words, labels)) {
    const near = words.filter((word) => form.test(word.text) && isAt(word, label))
    const [nearest] = near.sort((a, b) => distance(a, label) - distance(b, label))
    if (nearest) return nearest
  }
  return null
}

const textOf = ({ text }: Word) => text

type Label = Pick<Word, 'left' | 'top' | 'width' | 'height'>

function isAt(word: Word, label: Label): boolean {
  const line = Math.max(label.height, word.height)
  const middle = word.top + word.height / 2 - (label.top + label.height / 2)
  const isRight = Math.abs(middle) < line * 0.7 && word.left > label.left + label.width / 2
  const gap = word.left - (label.left + label.width)
  const isBelow = middle > line * 0.7 && middle < line * 3
  const starts = Math.abs(word.left - label.left)
  return (isRight && gap < line * 16) || (isBelow && starts < line * 3)
}

const distance = (word: Word, label: Label) =>
  Math.abs(word.top - label.top) * 3 + Math.max(0, word.left - label.left - label.width)

/** Where one of these labels stands, the best match first. */
function findLabels(words: readonly Word[], labels: readonly string[]): Label[] {
  const found: { label: Label; wrong: number }[] = []
  for (const label of labels) {
    const wanted = plain(label)
    const count = label.split(' ').length
    for (let at = 0; at < words.length; at++) {
      const some = words.slice(at, at + count)
      const [first, last] = [some[0], some.at(-1)]
      if (!first || !last || some.some(({ line }) => line !== first.line)) continue
      const wrong = lettersWrong(plain(some.map(textOf).join('')), wanted)
      if (wrong > wanted.length * WRONG_LETTERS) continue
      const box = { left: first.left, top: first.top, width: last.left + last.width - first.left, height: first.height }
      found.push({ label: box, wrong: wrong / wanted.length })
    }
  }
  return found.sort((a, b) => a.wrong - b.wrong).map(({ label }) => label)
}

const plain = (text: string) =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s.:,'’|-]/g, '')

/** How many letters have to be changed, added or left out to make one text the other. */
export function lettersWrong(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
