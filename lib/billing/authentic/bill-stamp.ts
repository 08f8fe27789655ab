import { documentSecrets, openText, sealText } from '#lib/platform/secrets.ts'
import { isSignedText } from '#lib/platform/signing-keys.ts'
import { type Month, parseMonth } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What a bill's stamp vouches for, and all that it tells: it names nobody. */
export type StampedBill = { billNo: string; month: Month; payableByDuePaise: Paise }

const PURPOSE = 'bill stamp 1'
const LONGEST = 300

/**
 * The stamp of a bill for its link: number, month (YYYYMM) and amount in paise, sealed, so that whoever sees the address alone
 * reads nothing in it. The same bill has the same stamp, short enough for a QR of two centimetres.
 */
export function stampOf({ billNo, month, payableByDuePaise }: StampedBill): string {
  const text = `${encodeURIComponent(billNo)}.${month.replace('-', '')}.${payableByDuePaise}`
  return sealText(documentSecrets(), PURPOSE, text)
}

/** What a stamp vouches for. Null unless we made exactly this. */
export function readStamp(stamp: string): StampedBill | null {
  if (stamp.length > LONGEST) return null
  const text = stamp.includes('.') ? signedText(stamp) : openText(documentSecrets(), PURPOSE, stamp)
  // From the right: a number of the utility's own billing may have dots.
  const parts = /^([^/]+)\.(\d{4})(\d{2})\.(-?\d{1,15})$/.exec(text ?? '')
  if (!parts) return null
  const [, number, year, monthOfYear, amount] = parts as unknown as [string, string, string, string, string]
  const month = parseMonth(`${year}-${monthOfYear}`)
  return month && { billNo: decodeURIComponent(number), month, payableByDuePaise: paise(BigInt(amount)) }
}

/** The text of a stamp of before stamps were sealed, which stands in it as it is, with our signature after it. */
function signedText(stamp: string): string | null {
  const [, text = '', signature = ''] = /^(.+)\.([A-Za-z0-9_-]{86})$/.exec(stamp) ?? []
  return isSignedText(PURPOSE, text, signature) ? text : null
}

/** Where anybody can see whether a bill is genuine, and its consumer can pay it. */
export const checkPath = (bill: StampedBill): string => `/check/${stampOf(bill)}`
