import type { Texts } from '#lib/i18n/texts.ts'
import type { DutyShareArithmetic, FixedArithmetic, SubsidyArithmetic } from '#lib/tariff/bill-line.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, groupIndian } from '#lib/units/paise.ts'
import { chargedAt, type SurchargeArithmetic } from '../carried-over.ts'
import { isTrueUp, isUtilityLine, type StoredLine, utilityRate } from '../stored-line.ts'
import { paperDay, paperRate, storedAmount } from './paper-text.ts'

type Language = { locale: Locale; t: Texts }

/** How a line's amount came about, short enough for its column: `201 units × ₹6.85`. */
export function lineSum(line: StoredLine, { locale, t }: Language): string {
  const units = (count: string, ratePaise: string) => unitsTimesRate(count, ratePaise, t)
  if (isUtilityLine(line)) {
    const [count, ratePaise] = [line.arithmetic.units, utilityRate(line)]
    return count && ratePaise ? units(count, ratePaise) : ''
  }
  switch (line.code) {
    case 'FIXED':
      return fixedSum(line.arithmetic, t)
    case 'ENERGY':
      return units(line.arithmetic.units, line.arithmetic.ratePaise)
    case 'FPPPA':
      return line.arithmetic.months.map((part) => units(part.units, part.ratePaise)).join(' + ')
    case 'PREPAID_REBATE': {
      const { percent, energyPaise } = line.arithmetic
      return t('sum_percentOf', { percent, amount: storedAmount(energyPaise) })
    }
    case 'DUTY':
      return line.arithmetic.shares.map((share) => dutySum(share, t)).join(' + ')
    case 'SUBSIDY':
      return subsidySum(line.arithmetic, t)
    case 'ADJUSTMENT': {
      if (!isTrueUp(line.arithmetic)) return ''
      const { month, units, billedUnits } = line.arithmetic
      return t('sum_trueUp', { month: formatMonth(month, locale), units, billed: billedUnits })
    }
    case 'ADVANCE':
    case 'ROUNDING':
      return ''
    case 'ARREARS': {
      const { bills } = line.arithmetic
      const [first] = bills
      return first ? t('sum_arrears', { count: bills.length, month: formatMonth(first.month, locale) }) : ''
    }
    case 'DPS':
      return surchargeSum(line.arithmetic, t)
  }
}

/** The days of a line's part where the period has several, such as two tariff orders: `21–31 Mar`. */
export function lineDays(line: StoredLine, period: { from: IstDay; to: IstDay }, locale: Locale): string {
  if (isUtilityLine(line) || (line.code !== 'FIXED' && line.code !== 'ENERGY')) return ''
  const { from, to } = line.arithmetic
  return from === period.from && to === period.to ? '' : `${Number(from.slice(8))}–${paperDay(to, locale)}`
}

function unitsTimesRate(count: string, ratePaise: string, t: Texts): string {
  return `${t('units', { units: count.replace(/^\d+/, groupIndian) })} × ${paperRate(ratePaise)}`
}

function fixedSum(part: FixedArithmetic, t: Texts): string {
  const { basis, quantity, ratePaise, monthsDecimal, supplyHours, fullSupplyHours } = part
  const load = basis === 'PER_CONNECTION' ? '' : `${quantity} ${basis === 'PER_HP' ? 'HP' : 'kW'} × `
  const months = t('months', { months: monthsDecimal })
  const hours = supplyHours && fullSupplyHours ? ` × ${supplyHours}/${fullSupplyHours}` : ''
  return `${load}${paperRate(ratePaise)} × ${months}${hours}`
}

function dutySum(share: DutyShareArithmetic, t: Texts): string {
  if (share.mode === 'PER_KWH') return unitsTimesRate(share.units, share.ratePaise, t)
  const { percent, basePaise, days, periodDays } = share
  const values = { percent, amount: storedAmount(basePaise), days, of: periodDays }
  return t(days === periodDays ? 'sum_percentOf' : 'sum_percentShare', values)
}

function subsidySum({ kind, units, paidUnits, ratePaise }: SubsidyArithmetic, t: Texts): string {
  if (kind === 'FULL_WAIVER') return t('sum_all')
  return unitsTimesRate(paidUnits ?? units, ratePaise ?? '0', t)
}

function surchargeSum(arithmetic: SurchargeArithmetic, t: Texts): string {
  const { carriedPaise, chargedPaise } = arithmetic
  const charged = chargedAt(arithmetic).map(({ percent, unpaidPaise }) => `${formatRupees(unpaidPaise)} × ${percent} %`)
  return [
    ...(carriedPaise === '0' ? [] : [t('sum_carried', { amount: storedAmount(carriedPaise) })]),
    ...(chargedPaise === '0' ? [] : charged),
  ].join(' + ')
}
