import { factsInWords, type WordFacts } from './facts-in-words.ts'
import { type Grey, greyOf, rawOf, within } from './grey.ts'
import type { BillLabels } from './photo-facts.ts'
import { recognise, type Word } from './recognise.ts'
import { evenlyLit, turned } from './straighten.ts'

export type TextFacts = {
  consumerNo: string | null
  meterNo: string | null
  /** Whether enough of it is words that no other way of holding it would read better. */
  isUpright: boolean
}

/** Heights in dots that a number is brought to for its close looks. */
const LOOKS = [30, 40, 54]
const DIGITS = '0123456789-'
const DIGITS_AND_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/'
/** Shorter ones might be anything on a bill. */
const CONSUMER_NO = /^\d{8,20}$/
const BILL_NO = /^\d{2}(?:0[1-9]|1[0-2])-(\d{8,20})$/
/** A maker's letters, then digits, without I and O: what is read so otherwise is a 1 or a 0 as often as not. */
const METER_NO = /^[A-HJ-NP-Z]{0,4}[-/]?\d{4,16}$/

/** Of the part that is read, in dots: at larger sizes recognition takes longer and finds no more. */
const PART_WIDTH = 1_000
/** Upside down hardly a word comes out by chance. */
const WORDS_OF_A_PAGE = 8

/** A page is higher than wide; whatever says whose bill it is stands in the upper part of it. */
const PAGE = 1.15
const UPPER_PART = 0.44
/** Right of it stands what to pay and how. */
const LEFT_PART = 0.64

/**
 * What the letters of a straightened picture say. A first look at the page in both scripts finds where the numbers stand;
 * in it digits are no more than guessed. Each number is then looked at closely. A consumer number is sure that stands in
 * two places, or that all close looks read alike. `expected` is what a code has told already.
 */
export async function readText(
  grey: Grey,
  { labels, expected, turn }: { labels: BillLabels; expected: string | null; turn: number },
): Promise<TextFacts> {
  const page = await partOf(await turned(grey, turn))
  const scale = Math.min(1, PART_WIDTH / page.width)
  const words = await recognise(await greyOf(rawOf(page).resize(sizeAt(page, scale))), { as: 'block' })
  const found = factsInWords(
    words.map((word) => scaled(word, 1 / scale)),
    labels,
  )
  const numbers = await lookClosely(page, found)
  const consumerNo = sureConsumerNo(numbers)
  // Letters that contradict the code beside them are not to be trusted in anything.
  if (expected !== null && consumerNo !== null && consumerNo !== expected) return { ...NOTHING, isUpright: true }
  const { meterNo } = numbers
  return {
    consumerNo,
    meterNo: meterNo?.isSure && METER_NO.test(meterNo.text) ? meterNo.text : null,
    isUpright: words.filter(isWord).length >= WORDS_OF_A_PAGE,
  }
}

export const NOTHING: TextFacts = { consumerNo: null, meterNo: null, isUpright: false }

const isWord = ({ text, sure }: Word) => sure > 80 && /^\p{L}[\p{L}\p{M}]{3,}$/u.test(text)

async function partOf(grey: Grey): Promise<Grey> {
  const { width, height } = grey
  const isPage = height > width * PAGE
  const part = {
    ...{ left: 0, top: 0, width: isPage ? Math.round(width * LEFT_PART) : width },
    height: isPage ? Math.round(height * UPPER_PART) : height,
  }
  return evenlyLit(await greyOf(rawOf(grey).extract(part)))
}

const sizeAt = ({ width, height }: Pick<Word, 'width' | 'height'>, scale: number) => ({
  width: Math.max(1, Math.round(width * scale)),
  height: Math.max(1, Math.round(height * scale)),
})

const scaled = (word: Word, by: number): Word => ({
  ...word,
  ...{ left: word.left * by, top: word.top * by, width: word.width * by, height: word.height * by },
})

/** What close looks make of a number: most of them, and whether it was all of them. */
type Look = { text: string; isSure: boolean }
type Numbers = Record<'consumerNo' | 'billNo' | 'meterNo', Look | null>

async function lookClosely(page: Grey, { consumerNo, billNo, meterNo }: WordFacts): Promise<Numbers> {
  return {
    consumerNo: consumerNo && (await lookAt(page, consumerNo, DIGITS)),
    billNo: billNo && (await lookAt(page, billNo, DIGITS)),
    meterNo: meterNo && (await lookAt(page, meterNo, DIGITS_AND_LETTERS)),
  }
}

function sureConsumerNo({ consumerNo, billNo }: Numbers): string | null {
  const labelled = consumerNo && CONSUMER_NO.test(consumerNo.text) ? consumerNo : null
  const inBillNo = billNo && BILL_NO.exec(billNo.text)?.[1]
  if (labelled && inBillNo) return labelled.text === inBillNo ? inBillNo : null
  if (labelled) return labelled.isSure ? labelled.text : null
  return inBillNo && billNo?.isSure ? inBillNo : null
}

/** A number at several sizes, by the model for Latin letters alone; null where no two looks agree. */
async function lookAt(page: Grey, word: Word, letters: string): Promise<Look | null> {
  // A first look may have missed a digit at either end.
  const margin = { x: word.height * 1.2, y: word.height * 0.4 }
  const box = within(page, {
    ...{ left: word.left - margin.x, top: word.top - margin.y },
    ...{ width: word.width + 2 * margin.x, height: word.height + 2 * margin.y },
  })
  if (!box) return null
  const texts: string[] = []
  for (const height of LOOKS) {
    const look = await greyOf(
      rawOf(page)
        .extract(box)
        .resize(sizeAt(box, height / word.height)),
    )
    const words = await recognise(look, { as: 'line', letters })
    texts.push(words.map(({ text }) => text).join(''))
  }
  const text = texts.find((one, at) => one !== '' && texts.indexOf(one) !== at)
  return text === undefined ? null : { text, isSure: texts.every((one) => one === text) }
}
