import { env } from '#lib/platform/env.ts'
import { type Paise, parseRupees, rupeesDecimal } from '#lib/units/paise.ts'

export type UpiPayment = {
  /** The payee's address, such as `demo@invalid`. */
  vpa: string
  payeeName: string
  /** `tr`: at most 35 letters and digits; names the attempt or the bill (reference.ts). */
  reference: string
  /** `tn`: what the payer's app shows; more than 50 characters are cut off. */
  note: string
  amountPaise: Paise
}

/** The merchant category of electricity, gas, water and sanitary utilities (`mc`). */
const UTILITIES = '4900'
const LONGEST_REFERENCE = 35
const LONGEST_NOTE = 50

/**
 * The `upi://pay` address of a QR or a button (NPCI's linking specification). Each value is percent-encoded by itself,
 * blanks as `%20`: some apps show the `+` of form encoding to the payer.
 */
export function upiLink({ vpa, payeeName, reference, note, amountPaise }: UpiPayment): string {
  if (reference.length > LONGEST_REFERENCE) throw new RangeError('A UPI reference has at most 35 characters.')
  const values = [
    ['pa', vpa],
    ['pn', payeeName],
    ['mc', UTILITIES],
    ['tr', reference],
    ['tn', [...note].slice(0, LONGEST_NOTE).join('')],
    ['am', rupeesDecimal(amountPaise)],
    ['cu', 'INR'],
  ] as const
  return `upi://pay?${values.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
}

/** Reads such an address as a UPI app does; null when it is none, or lacks payee, reference or a payable amount. */
export function readUpiLink(uri: string): UpiPayment | null {
  const match = /^upi:\/\/pay\?(.+)$/i.exec(uri.trim())
  if (!match) return null
  const values = new Map<string, string>()
  for (const part of (match[1] as string).split('&')) {
    const [name = '', value = ''] = part.split('=', 2)
    const decoded = decode(value)
    if (decoded === null || values.has(name)) return null
    values.set(name, decoded)
  }
  const { pa, pn = '', tr, tn = '', am, cu } = Object.fromEntries(values)
  const amountPaise = am && /^\d+(\.\d{1,2})?$/.test(am) ? parseRupees(am) : null
  if (!pa || !tr || !amountPaise || amountPaise <= 0n || cu !== 'INR') return null
  return { vpa: pa, payeeName: pn, reference: tr, note: tn, amountPaise }
}

/** Whom a link pays, to be shown beside its QR: a gateway pays through an address of its own. Ours without a link. */
export function payeeIn(link: string | null): Pick<UpiPayment, 'vpa' | 'payeeName'> {
  const read = link ? readUpiLink(link) : null
  const { vpa, payeeName } = read ?? env().upi
  return { vpa, payeeName }
}

function decode(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
