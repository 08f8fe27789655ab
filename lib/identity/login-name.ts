import { latinFigures } from '#lib/units/figures.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'

/** What people log in with. */
export type LoginName = { kind: 'mobile'; mobile: Mobile } | { kind: 'consumerNo'; consumerNo: string }

export type UnreadableName =
  | { ok: false; reason: 'missing' }
  /** Looks like a mobile number but has another count of digits than ten. */
  | { ok: false; reason: 'digits'; digits: number }
  | { ok: false; reason: 'unreadable' }

/** Consumer numbers as the table allows them. */
const CONSUMER_NO = /^[0-9A-Za-z]{1,20}$/

/**
 * Reads what was typed into the login field, by its form alone: whether anybody has that number is never part of the
 * answer. Ten digits from 6 up are a mobile number. Seven to thirteen digits from 6 up are meant as one, so the count
 * is what is wrong; consumer numbers of the utility begin with lower digits or are longer.
 */
export function readLoginName(typed: string): { ok: true; name: LoginName } | UnreadableName {
  const text = latinFigures(typed).trim()
  if (text === '') return { ok: false, reason: 'missing' }
  const mobile = parseMobile(text)
  if (mobile) return { ok: true, name: { kind: 'mobile', mobile } }
  const plain = text.replace(/[\s\-./]/g, '')
  const digits = plain.replace(/^\+(?:91)?/, '')
  if (plain.startsWith('+') || /^[6-9]\d{6,12}$/.test(digits)) {
    return /^\d+$/.test(digits)
      ? { ok: false, reason: 'digits', digits: digits.length }
      : { ok: false, reason: 'unreadable' }
  }
  if (!CONSUMER_NO.test(plain)) return { ok: false, reason: 'unreadable' }
  return { ok: true, name: { kind: 'consumerNo', consumerNo: plain } }
}

/** One text for one name, to count by. */
export function nameKey(name: LoginName): string {
  return name.kind === 'mobile' ? `mobile ${name.mobile}` : `consumerNo ${name.consumerNo}`
}
