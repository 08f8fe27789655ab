import { QUANTITIES, type Quantity } from '#lib/metering/merge-blocks.ts'
import { parseDay } from '#lib/units/ist.ts'
import { SCALES } from '../block-scales.ts'
import type { DayAt, WholeDay } from './whole-day.ts'

const [LF, CR, COMMA, MINUS, DOT, ZERO, COLON, SPACE, LETTER_T] = [0x0a, 0x0d, 0x2c, 0x2d, 0x2e, 0x30, 0x3a, 0x20, 0x54]
const VALID = [...'VALID'].map((letter) => letter.charCodeAt(0))
const [DAY_BYTES, METER_BYTES, MOST_BLOCKS] = [10, 32, 96]
const [MOST_WHOLE_DIGITS, MOST_DECIMALS] = [9, 18]
const DAY_MS = 86_400_000
/** A place of a quantity that is empty; below every value. */
const NONE = -(2 ** 31)
/** Where a cell is not as simple as it must be here. */
const OTHER = -1

type Column = 'meter_no' | 'start' | 'interval_minutes' | 'status' | keyof typeof SCALES
/** How a column is read, by its position in the file; null for one that is not ours. */
type Reader = (at: number) => number
/** What a file says of a quantity, block by block; every value is within 32 bits (`SCALES`). */
type Read = { values: Int32Array; isKnown: boolean }
/** `most` in the unit that is kept. */
type Scale = { kept: Read; places: number; most: number }

/**
 * Reads the lines of a meter's day from their bytes, where they are what a head end writes: every block from midnight on,
 * in order, each cell in its plainest form. Whatever else a file may say is left to the reading of single lines, which
 * tells what is wrong with it; of the days that are found here both say the same (`whole-days.test.ts`).
 */
export function dayLines(
  positions: ReadonlyMap<string, number>,
  { width, shiftDays }: { width: number; shiftDays: number },
): DayAt {
  let page: Buffer = Buffer.alloc(0)
  // What the lines of a day have in common, and the line that is being read.
  let [meterAt, meterEnd, dayAt, interval, status, block, minutes] = [0, 0, 0, 0, 0, 0, 0]
  const read = Object.fromEntries(
    QUANTITIES.map((quantity) => [quantity, { values: new Int32Array(MOST_BLOCKS), isKnown: false }]),
  ) as Record<Quantity, Read>
  const readers: (Reader | null)[] = Array(width).fill(null)
  for (const [column, position] of positions) readers[position] = readerOf(column as Column)

  function readerOf(column: Column): Reader {
    if (column === 'meter_no') return readMeter
    if (column === 'start') return readStart
    if (column === 'interval_minutes') return readInterval
    if (column === 'status') return readStatus
    const { quantity, places, most } = SCALES[column]
    const scale = { kept: read[quantity], places, most: most * 10 ** places }
    return (at) => readQuantity(at, scale, column === 'power_factor', column === 'kwh')
  }

  function readMeter(at: number): number {
    if (block > 0) return sameBytes(at, meterAt, meterEnd - meterAt)
    let end = at
    while (isOfMeterNo(page[end] as number)) end += 1
    if (end === at || end - at > METER_BYTES || !isLetterOrDigit(page[at] as number)) return OTHER
    meterAt = at
    meterEnd = end
    return end
  }

  function readStart(at: number): number {
    if (block > 0 && sameBytes(at, dayAt, DAY_BYTES) === OTHER) return OTHER
    if (block === 0) dayAt = at
    const between = page[at + DAY_BYTES]
    if (between !== SPACE && between !== LETTER_T) return OTHER
    const [hour, minute] = [twoDigits(at + 11), twoDigits(at + 14)]
    if (hour < 0 || minute < 0 || page[at + 13] !== COLON) return OTHER
    minutes = hour * 60 + minute
    const end = at + 16
    if (page[end] !== COLON) return end
    return twoDigits(end + 1) === 0 ? end + 3 : OTHER
  }

  function readInterval(at: number): number {
    const said = twoDigits(at)
    const isSaid = said === 15 || said === 30 || said === 60
    if (!isSaid && !isCellEnd(page[at] as number)) return OTHER
    const value = isSaid ? said : 0
    if (block > 0 && value !== interval) return OTHER
    interval = value
    return isSaid ? at + 2 : at
  }

  function readStatus(at: number): number {
    const isValid = VALID.every((letter, index) => page[at + index] === letter)
    if (block > 0 && status !== Number(isValid)) return OTHER
    status = Number(isValid)
    return isValid ? at + VALID.length : at
  }

  function readQuantity(begin: number, { kept, places, most }: Scale, isSigned: boolean, isRequired: boolean) {
    let at = begin
    if (isCellEnd(page[at] as number)) {
      kept.values[block] = NONE
      return isRequired ? OTHER : at
    }
    const isNegative = isSigned && page[at] === MINUS
    if (isNegative) at += 1
    const wholeAt = at
    let value = 0
    for (; isDigit(page[at] as number); at += 1) value = value * 10 + (page[at] as number) - ZERO
    if (at === wholeAt || at - wholeAt > MOST_WHOLE_DIGITS) return OTHER
    let [decimals, isUp] = [0, false]
    if (page[at] === DOT) {
      for (at += 1; isDigit(page[at] as number); at += 1) {
        const digit = (page[at] as number) - ZERO
        if (decimals < places) value = value * 10 + digit
        else if (decimals === places) isUp = digit >= 5
        decimals += 1
      }
      if (decimals === 0 || decimals > MOST_DECIMALS) return OTHER
    }
    for (; decimals < places; decimals += 1) value *= 10
    if (isUp) value += 1
    if (value > most) return OTHER
    kept.values[block] = isNegative && value > 0 ? -value : value
    kept.isKnown = true
    return at
  }

  function sameBytes(at: number, asAt: number, length: number): number {
    for (let index = 0; index < length; index += 1) if (page[at + index] !== page[asAt + index]) return OTHER
    return at + length
  }

  const twoDigits = (at: number): number => {
    const [tens, ones] = [page[at] as number, page[at + 1] as number]
    return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : OTHER
  }

  /** Where the line at `at` ends, behind its line break; OTHER where it is none of these. */
  function readLine(from: number): number {
    let at = from
    for (let column = 0; column < width; column += 1) {
      const reader = readers[column]
      if (reader) at = reader(at)
      else while (!isCellEnd(page[at] as number)) at += 1
      if (at === OTHER) return OTHER
      if (column < width - 1 && page[at++] !== COMMA) return OTHER
    }
    if (page[at] === CR) at += 1
    return page[at] === LF ? at + 1 : OTHER
  }

  return (within, from) => {
    page = within
    for (const quantity of QUANTITIES) read[quantity].isKnown = false
    let [at, length] = [from, 0]
    for (block = 0; block === 0 || block * length < 1440; block += 1) {
      if (at >= page.length) return 'CUT'
      at = readLine(at)
      if (at === OTHER) return 'LINE'
      if (block === 1) length = interval || minutes
      if (block === 1 && length !== 15 && length !== 30 && length !== 60) return 'LINE'
      if (minutes !== block * length) return 'LINE'
    }
    const on = parseDay(page.toString('latin1', dayAt, dayAt + DAY_BYTES))
    if (!on) return 'LINE'
    const valuesOf = (quantity: Quantity) => (read[quantity].isKnown ? plainValues(read[quantity].values, block) : [])
    const values = Object.fromEntries(QUANTITIES.map((quantity) => [quantity, valuesOf(quantity)]))
    const day: WholeDay = {
      meterNo: page.toString('latin1', meterAt, meterEnd),
      dayNumber: Date.parse(on) / DAY_MS + shiftDays,
      ...{ intervalMinutes: length, isIntervalSaid: interval > 0, isCalledValid: status > 0 },
      values: values as WholeDay['values'],
    }
    return { day, end: at }
  }
}

function plainValues(read: Int32Array, count: number): (number | null)[] {
  const values: (number | null)[] = Array(count)
  for (let at = 0; at < count; at += 1) values[at] = read[at] === NONE ? null : (read[at] as number)
  return values
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39
const isLetterOrDigit = (byte: number) =>
  isDigit(byte) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
/** Without the space, which at its end would not be part of the number. */
const isOfMeterNo = (byte: number) =>
  isLetterOrDigit(byte) || byte === MINUS || byte === DOT || byte === 0x2f || byte === 0x5f
const isCellEnd = (byte: number) => byte === COMMA || byte === LF || byte === CR
