import { textsFor } from '#lib/i18n/texts.ts'
import { VOLTAGES } from '#lib/tariff/bill-input.ts'
import { decimalText } from '#lib/tariff/decimal-text.ts'
import type { ChangeRow, Duty, Fixed, TermValue } from '#lib/tariff/proposals/change-rows.ts'
import { newestOrder } from '#lib/tariff/proposals/read-proposal-form.ts'
import type { SubsidyBand, TariffBook } from '#lib/tariff/tariff-book.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Fraction, fraction, multiply } from '#lib/units/rounding.ts'

/** Paise as rupees with at least two decimals, such as `6.85` or `0.125`: what stands in a form's box. */
export function rupeesOf(paise: Fraction): string {
  const [whole, decimals = ''] = decimalText(multiply(paise, fraction(1n, 100n))).split('.')
  return `${whole}.${decimals.padEnd(2, '0')}`
}

const rupees = (paise: Fraction) => `${paise.numerator < 0n ? '−' : ''}₹${rupeesOf(paise).replace('-', '')}`

export const categoryName = (category: string, locale: Locale): string =>
  textsFor(locale, 'profile')('categoryName', { category, code: category })

/** How the form calls a field of which it has several alike; null for one whose own words are enough. */
export function rateName(book: TariffBook, field: string, locale: Locale): string | null {
  const t = textsFor(locale, 'tariffs')
  const band = /^band(\d)\.(upTo|pays)$/.exec(field)
  if (band) return `${t('band', { number: band[1] ?? '' })}, ${t(band[2] === 'upTo' ? 'bandUpTo' : 'bandPays')}`
  const [what, category] = field.split('.')
  if (category === undefined) return TERMS.has(field) ? t(`term_${field}`) : null
  const basis = newestOrder(book).categories[category]?.fixed.basis
  if (what === 'fixed' && basis) return `${categoryName(category, locale)}, ${t(`fixedEach_${basis}`)}`
  return what === 'energy' ? `${categoryName(category, locale)}, ${t('energyEach')}` : categoryName(category, locale)
}

/** Terms of the forms that have more than one number. */
const TERMS: ReadonlySet<string> = new Set([
  ...['promptPercent', 'promptWithinDays', 'digitalPercent', 'digitalMaxPaise', 'prepaidPercentOfEnergy'],
  ...['supplyHoursMinimumDaysPercent', 'wattsPerHorsepower', ...VOLTAGES],
])

export const perUnit = (paise: Fraction, locale: Locale): string =>
  textsFor(locale, 'tariffs')('perUnit', { rate: rupees(paise) })

export const perMonth = ({ basis, paise }: Fixed, locale: Locale): string =>
  textsFor(locale, 'tariffs')(`fixed_${basis}`, { rate: rupees(paise) })

const dutyText = ({ mode, value }: Duty, locale: Locale) =>
  mode === 'PERCENT' ? `${decimalText(value)}%` : perUnit(value, locale)

function bandText(band: SubsidyBand, locale: Locale): string {
  const t = textsFor(locale, 'tariffs')
  const limit = decimalText(band.upToKwhPerMonth)
  return band.kind === 'FULL_WAIVER'
    ? t('bandAll', { limit })
    : t('bandPart', { limit, rate: rupees(band.paisePerKwh) })
}

export const termName = (name: string, locale: Locale): string => textsFor(locale, 'tariffs')(`term_${name}`)

/** One of the rebates, the surcharge's terms, the hours of supply or the readings, in words. */
export function termText(name: string, value: TermValue, locale: Locale): string {
  const t = textsFor(locale, 'tariffs')
  if (typeof value === 'object') {
    if (VOLTAGES.some((voltage) => voltage === name)) return t('hoursADay', { hours: decimalText(value) })
    return name.endsWith('Paise') ? rupees(value) : `${decimalText(value)}%`
  }
  if (typeof value === 'number') return t(`number_${name}`, { value })
  return name === 'counting' ? t('countingDays', { days: /\d+/.exec(`${value}`)?.[0] ?? '' }) : t(`${name}_${value}`)
}

/** What a changed rate is of, before and after, in words. What there is not is a dash. */
export function changeText(row: ChangeRow, locale: Locale): { name: string; before: string; after: string } {
  const t = textsFor(locale, 'tariffs')
  const of = (text: (side: 'before' | 'after') => string | null | undefined) => ({
    before: text('before') || '–',
    after: text('after') || '–',
  })
  const named = (what: string, category: string) => `${categoryName(category, locale)}, ${what}`
  switch (row.what) {
    case 'ENERGY':
      return {
        name: named(t('energy'), row.category),
        ...of((side) => row[side] && perUnit(row[side], locale)),
      }
    case 'FIXED':
      return { name: named(t('fixed'), row.category), ...of((side) => row[side] && perMonth(row[side], locale)) }
    case 'DUTY':
      return { name: named(t('duty'), row.category), ...of((side) => row[side] && dutyText(row[side], locale)) }
    case 'SUBSIDY':
      return {
        name: named(t('subsidy'), row.category),
        ...of((side) => row[side].map((band) => bandText(band, locale)).join('; ')),
      }
    case 'FPPPA':
      return {
        name: `FPPPA, ${formatMonth(row.month as Month, locale)}`,
        ...of((side) => row[side] && perUnit(row[side], locale)),
      }
    case 'TERM':
      return { name: termName(row.name, locale), ...of((side) => termText(row.name, row[side], locale)) }
  }
}
