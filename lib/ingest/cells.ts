import { cleanText } from '#lib/units/clean-text.ts'
import { parseKwh, type WattHours } from '#lib/units/energy.ts'
import { type IstDay, parseDay, parseInstant } from '#lib/units/ist.ts'
import { type Paise, parseRupees } from '#lib/units/paise.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'
import { parseDecimal } from '#lib/units/rounding.ts'
import { type ReadContext, type Refused, refused, shifted } from './row-shape.ts'

/** How the cells of all kinds of files are read. What a file wrote is shown back in quotes, shortened. */
const DAY_MS = 86_400_000
/** A lakh crore rupees: above anything that one connection can owe, and still a number for the database. */
const MOST_PAISE = 100_000_000_000_000n
/**
 * Programs write their zero, such as 0001-01-01, where there is no time. The database has no year 0, which that is in UTC,
 * and would fail the whole file.
 */
const [FIRST_DAY, FIRST_AT, LAST_AT] = ['0001-01-01', Date.UTC(1900, 0), Date.UTC(3000, 0)]

export function dayCell(text: string, context: ReadContext): IstDay | Refused {
  const on = parseDay(text)
  return on && on >= FIRST_DAY ? shifted(on, context) : refused(`is not a day (YYYY-MM-DD): ${quoted(text)}`)
}

/** A day that has begun by the clock. */
export function pastDayCell(text: string, context: ReadContext): IstDay | Refused {
  const on = dayCell(text, context)
  return typeof on === 'string' && on > context.today ? refused(`is after today: ${on}`) : on
}

/** An instant with its offset, or as the wall clock in India shows it. */
export function instantCell(text: string, { shiftDays }: ReadContext): Date | Refused {
  const at = (parseInstant(text)?.getTime() ?? Number.NaN) + shiftDays * DAY_MS
  return at >= FIRST_AT && at < LAST_AT ? new Date(at) : refused(`is not a time: ${quoted(text)}`)
}

/** An instant that has passed by the clock. */
export function pastInstantCell(text: string, context: ReadContext): Date | Refused {
  const at = instantCell(text, context)
  return at instanceof Date && at > context.now ? refused(`is in the future: ${quoted(text)}`) : at
}

/** Of any sign: a meter's value that cannot be is kept, so whoever knows the meter judges it. */
export function kwhCell(text: string): WattHours | Refused {
  if (!parseDecimal(text)) return refused(`is not a number: ${quoted(text)}`)
  return parseKwh(text) ?? refused(`has more than 3 decimals: ${quoted(text)}`)
}

/** Whole watts out of kilowatts; of any sign, as `kwhCell`. */
export function demandCell(text: string): number | Refused {
  const watts = kwhCell(text)
  return typeof watts === 'bigint' ? Number(watts) : watts
}

/** Whole watts out of kilowatts. */
export function kwCell(text: string): number | Refused {
  const watts = demandCell(text)
  return typeof watts === 'number' && watts < 0 ? refused(`is negative: ${quoted(text)}`) : watts
}

const DECIMAL = /^-?\d{1,9}(?:\.(\d{1,18}))?$/

/**
 * A decimal as a whole number of `10 ** -places`, what is beyond them rounded half away from zero; of any sign, as `kwhCell`.
 */
export function scaledCell(text: string, places: number): number | Refused {
  const match = DECIMAL.exec(text)
  if (!match) return refused(`is not a number: ${quoted(text)}`)
  // Digits, not floats: 0.0005 kWh is half a Wh and goes up, whatever binary makes of it.
  const decimals = match[1] ?? ''
  const whole = match[1] === undefined ? text : text.slice(0, -decimals.length - 1)
  const digits = Number(whole.replace('-', '') + decimals.slice(0, places).padEnd(places, '0'))
  const magnitude = digits + ((decimals.charCodeAt(places) || 0) >= FIVE ? 1 : 0)
  return text.startsWith('-') && magnitude > 0 ? -magnitude : magnitude
}

const FIVE = '5'.charCodeAt(0)

export function rupeesCell(text: string): Paise | Refused {
  const amount = signedRupeesCell(text)
  return typeof amount === 'bigint' && amount < 0n ? refused(`is negative: ${quoted(text)}`) : amount
}

/** An amount that may be below zero. */
export function signedRupeesCell(text: string): Paise | Refused {
  const amount = parseRupees(text)
  if (amount === null) return refused(`is not an amount in rupees: ${quoted(text)}`)
  return amount > MOST_PAISE || amount < -MOST_PAISE ? refused(`is no possible amount: ${quoted(text)}`) : amount
}

export function mobileCell(text: string): Mobile | Refused {
  // The number itself is personal; the line says which row it is.
  return parseMobile(text) ?? refused('is not an Indian mobile number of ten digits that begins with 6, 7, 8 or 9')
}

export function textCell(longest: number): (text: string) => string | Refused {
  return (text) => {
    const clean = cleanText(text)
    if (clean === '') return refused('has no readable character')
    return [...clean].length > longest ? refused(`is longer than ${longest} characters`) : clean
  }
}

export function codeCell(shape: RegExp, meaning: string): (text: string) => string | Refused {
  return (text) => (shape.test(text) ? text : refused(`is not ${meaning}: ${quoted(text)}`))
}

export function oneOfCell<const T extends string>(...values: T[]): (text: string) => T | Refused {
  return (text) =>
    values.find((value) => value === text.toUpperCase()) ?? refused(`is not ${values.join(' or ')}: ${quoted(text)}`)
}

/** Minutes of a meter's blocks. */
export function intervalCell(text: string): 15 | 30 | 60 | Refused {
  return (
    ([15, 30, 60] as const).find((minutes) => String(minutes) === text) ??
    refused(`is not 15, 30 or 60: ${quoted(text)}`)
  )
}

/** A number as printed: digits and letters, leading zeros kept. */
export const consumerNoCell = codeCell(/^[0-9A-Za-z]{1,20}$/, 'a consumer number of up to 20 digits and letters')
export const meterNoCell = codeCell(/^[0-9A-Za-z][0-9A-Za-z ./_-]{0,31}$/, 'a meter number of up to 32 characters')

export const quoted = (text: string): string => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
