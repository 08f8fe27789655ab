import { isSignedText, signText } from '#lib/platform/signing-keys.ts'
import { type Month, parseMonth } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What a bill's stamp vouches for, and all that it tells: it names nobody. */
export type StampedBill = { billNo: string; month: Month; payableByDuePaise: Paise }

const PURPOSE = 'bill stamp 1'
const LONGEST = 300

/**
 * The stamp of a bill for its link: number, month (YYYYMM), amount in paise and our signature of them, short enough for a
 * QR of two centimetres.
 */
export function stampOf({ billNo, month, payableByDuePaise }: StampedBill): string {
  const text = `${encodeURIComponent(billNo)}.${month.replace('-', '')}.${payableByDuePaise}`
  return `${text}.${signText(PURPOSE, text)}`
}

/** What a stamp vouches for. Null unless we signed exactly this. */
export function readStamp(stamp: string): StampedBill | null {
  if (stamp.length > LONGEST) return null
  // From the right: a number of the utility's own billing may have dots.
  const parts = /^([^/]+)\.(\d{4})(\d{2})\.(-?\d{1,15})\.([A-Za-z0-9_-]{86})$/.exec(stamp)
  if (!parts) return null
  const [, number, year, monthOfYear, amount, signature] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const month = parseMonth(`${year}-${monthOfYear}`)
  if (!month || !isSignedText(PURPOSE, stamp.slice(0, -signature.length - 1), signature)) return null
  return { billNo: decodeURIComponent(number), month, payableByDuePaise: paise(BigInt(amount)) }
}

/** Where anybody can see whether a bill is genuine, and its consumer can pay it. */
export const checkPath = (bill: StampedBill): string => `/check/${stampOf(bill)}`
