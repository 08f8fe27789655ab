import { latinFigures } from '#lib/units/figures.ts'
import { type IstDay, parseDay } from '#lib/units/ist.ts'
import { type Paise, parseRupees } from '#lib/units/paise.ts'

/** What was typed from an old bill, read by its form alone: whether it is right is no part of this. */
export type TypedFacts = { meterNo: string; amount: TypedAmount | null; billedOn: IstDay | null }
/** `isWhole`: the paise were left out, so that any paise match. */
export type TypedAmount = { paise: Paise; isWhole: boolean }
export type FactsRefusal =
  | { ok: false; reason: 'no-meter' | 'no-bill' | 'unreadable-amount' | 'unreadable-date' }
  /** Bills of zero are too many to prove anything: the date is asked for instead. */
  | { ok: false; reason: 'zero' }

const LONGEST = 40

export function readFacts(typed: {
  meterNo: string
  amount: string
  billedOn: string
}): { ok: true; facts: TypedFacts } | FactsRefusal {
  const meterNo = plainMeterNo(typed.meterNo)
  if (meterNo === '') return { ok: false, reason: 'no-meter' }
  const amount = typed.amount.trim() === '' ? null : readAmount(typed.amount)
  if (amount === 'unreadable') return { ok: false, reason: 'unreadable-amount' }
  const billedOn = typed.billedOn.trim() === '' ? null : readDay(typed.billedOn)
  if (billedOn === 'unreadable') return { ok: false, reason: 'unreadable-date' }
  if (amount && amount.paise < 100n && !billedOn) return { ok: false, reason: 'zero' }
  if (!amount && !billedOn) return { ok: false, reason: 'no-bill' }
  return { ok: true, facts: { meterNo, amount, billedOn } }
}

/** Letters and digits alone: `JB 44281`, `jb-44281` and `JB44281` are one number. */
export function plainMeterNo(text: string): string {
  return latinFigures(text)
    .slice(0, LONGEST)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
}

/** `₹1,075`, `1075.00`, `Rs. 1075/-`: an amount as people write it. */
export function readAmount(text: string): TypedAmount | 'unreadable' {
  const plain = latinFigures(text)
    .slice(0, LONGEST)
    .replace(/₹|rs\.?|inr|रु(?:पये|पए)?\.?|\/[-–−=]|\s/giu, '')
    .replace(/\.$/, '')
  if (!/^[\d,]+(?:\.\d{1,2})?$/.test(plain)) return 'unreadable'
  const paise = parseRupees(plain)
  return paise === null ? 'unreadable' : { paise, isWhole: !plain.includes('.') }
}

const MONTHS = [
  ['jan', 'जन'],
  ['feb', 'फ़र', 'फर'],
  ['mar', 'मार्च'],
  ['apr', 'अप्रै'],
  ['may', 'मई'],
  ['jun', 'जून'],
  ['jul', 'जुल'],
  ['aug', 'अग'],
  ['sep', 'सित'],
  ['oct', 'अक्'],
  ['nov', 'नव'],
  ['dec', 'दिस'],
]

/** `1 दिसंबर 2026`, `1 Dec 2026`, `01-12-2026`, `1.12.26`, `2026-12-01`: a date as it stands on bills. */
export function readDay(text: string): IstDay | 'unreadable' {
  const plain = latinFigures(text).slice(0, LONGEST).trim().normalize('NFC').toLowerCase()
  const iso = parseDay(plain)
  if (iso) return iso
  const parts =
    /^(\d{1,2})[\s./-]*?(?:[\s./-]\s*(\d{1,2})\s*[\s./-]|[\s./-]*([^\d\s./-]+)[\s./,-]*)\s*(\d{4}|\d{2})$/u.exec(plain)
  if (!parts) return 'unreadable'
  const [, day = '', number, name, year = ''] = parts
  const named = name
    ? MONTHS.findIndex((starts) => starts.some((start) => name.startsWith(start.normalize('NFC')))) + 1
    : 0
  const month = number ?? String(named)
  const full = year.length === 2 ? `20${year}` : year
  return parseDay(`${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`) ?? 'unreadable'
}
