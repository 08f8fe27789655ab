import { chargedAt } from '#lib/billing/carried-over.ts'
import type { TrueUpArithmetic } from '#lib/billing/due-adjustments.ts'
import {
  isTrueUp,
  isUtilityLine,
  type PortalLine,
  type StoredLine,
  type UtilityLine,
  utilityRate,
} from '#lib/billing/stored-line.ts'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type {
  DutyShareArithmetic,
  EnergyArithmetic,
  FixedArithmetic,
  SubsidyArithmetic,
} from '#lib/tariff/bill-line.ts'
import { formatDay, formatMonth, formatPeriod } from '#lib/units/display.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { categoryText, rateText, storedRupees } from './rates.ts'

/** A bill's line in plain words. */
export type LineText = { name: string; amount: string; arithmetic: string; explanation: string; credit: boolean }

type Words = { arithmetic: string; sentences: string[] }

/** Name, amount and arithmetic of a line, and the rule, rate, order and dates behind it. */
export function lineText(line: StoredLine, billedOn: IstDay, locale: Locale): LineText {
  const t = textsFor(locale, 'bills')
  const { arithmetic, sentences } = isUtilityLine(line)
    ? utilityWords(line, billedOn, locale, t)
    : wordsOf(line, billedOn, locale, t)
  return {
    name: t(`line_${line.code}`),
    amount: formatRupees(line.amountPaise),
    arithmetic,
    explanation: sentences.join(' '),
    credit: line.amountPaise < 0n && line.code !== 'ROUNDING',
  }
}

function wordsOf(line: PortalLine, billedOn: IstDay, locale: Locale, t: Texts): Words {
  const on = formatDay(billedOn, locale)
  switch (line.code) {
    case 'FIXED':
      return fixedWords(line.arithmetic, line.orderId, locale, t)
    case 'ENERGY':
      return energyWords(line.arithmetic, line.orderId, locale, t)
    case 'FPPPA': {
      const months = line.arithmetic.months.map(({ month, units, ratePaise }) => ({
        month: formatMonth(month, locale),
        units,
        rate: rateText(ratePaise, t),
      }))
      return {
        arithmetic: months.map((values) => t('energySum', values)).join(' + '),
        sentences: months.map((values) => t('fuelWhy', values)),
      }
    }
    case 'PREPAID_REBATE': {
      const { percent, energyPaise } = line.arithmetic
      return {
        arithmetic: t('prepaidSum', { percent, amount: storedRupees(energyPaise) }),
        sentences: [t('prepaidWhy')],
      }
    }
    case 'DUTY':
      return dutyWords(line.arithmetic.shares, locale, t)
    case 'SUBSIDY':
      return subsidyWords(line.arithmetic, locale, t)
    case 'ADJUSTMENT':
      return isTrueUp(line.arithmetic)
        ? trueUpWords(line.arithmetic, locale, t)
        : { arithmetic: t(`adjust_${line.reason}`), sentences: [t('adjustWhy')] }
    case 'ARREARS': {
      const parts = line.arithmetic.bills.map(({ month, unpaidPaise }) =>
        t('arrearsOf', { month: formatMonth(month, locale), amount: storedRupees(unpaidPaise) }),
      )
      return { arithmetic: parts.join(' + '), sentences: [t('arrearsWhy', { date: on })] }
    }
    case 'DPS': {
      const { confidence, carriedPaise, chargedPaise, charges } = line.arithmetic
      const rates = chargedAt(line.arithmetic)
      const percent = rates.map((rate) => rate.percent).join(' / ') || line.arithmetic.percent
      const sums = [
        chargedPaise !== '0' && t('dpsSum', { percent, amount: storedRupees(chargedPaise) }),
        carriedPaise !== '0' && t('dpsCarriedSum', { amount: storedRupees(carriedPaise) }),
      ]
      const begun = charges.map(({ month, from, unpaidPaise, ...charge }) =>
        t(rates.length > 1 ? 'dpsChargeAt' : 'dpsCharge', {
          percent: charge.percent ?? line.arithmetic.percent,
          date: formatDay(from, locale),
          month: formatMonth(month, locale),
          amount: storedRupees(unpaidPaise),
        }),
      )
      const why = [t('dpsWhy', { percent }), ...(confidence === 'L' ? [t('unverifiedRule')] : [])]
      return { arithmetic: sums.filter(Boolean).join(' + '), sentences: [...why, ...begun] }
    }
    case 'ADVANCE':
      return { arithmetic: t('advanceSum'), sentences: [t('advanceWhy', { date: on })] }
    case 'ROUNDING':
      return { arithmetic: t('roundingSum'), sentences: [t('roundingWhy')] }
  }
}

function trueUpWords(settled: TrueUpArithmetic, locale: Locale, t: Texts): Words {
  const { month, units, billedUnits: billed, billedPaise, currentDemandPaise } = settled
  return {
    arithmetic: t('trueUpSum', { now: storedRupees(currentDemandPaise), billed: storedRupees(billedPaise) }),
    sentences: [t('trueUpWhy', { month: formatMonth(month, locale), units, billed })],
  }
}

/** A line of the utility's own bill: what that bill says of it, and no rule that it does not name. */
function utilityWords(line: UtilityLine, on: IstDay, locale: Locale, t: Texts): Words {
  const { code, reason, arithmetic } = line
  const { units, openingPaise, carriedPaise = '0', chargedPaise = '0' } = arithmetic
  const ratePaise = utilityRate(line)
  const why = [t('utilityWhy')]
  switch (code) {
    case 'ARREARS':
      return {
        arithmetic: '',
        sentences: openingPaise ? [t('openingWhy')] : [t('arrearsWhy', { date: formatDay(on, locale) })],
      }
    case 'ADVANCE':
      return { arithmetic: t('advanceSum'), sentences: [t('advanceWhy', { date: formatDay(on, locale) })] }
    case 'DPS': {
      const charged = chargedPaise !== '0' && t('dpsNewSum', { amount: storedRupees(chargedPaise) })
      const carried = carriedPaise !== '0' && t('dpsCarriedSum', { amount: storedRupees(carriedPaise) })
      return { arithmetic: [charged, carried].filter(Boolean).join(' + '), sentences: why }
    }
    case 'ROUNDING':
      return { arithmetic: t('roundingSum'), sentences: [t('roundingWhy')] }
    case 'ADJUSTMENT':
      return { arithmetic: t(`adjust_${reason ?? 'OTHER'}`), sentences: [t('adjustWhy')] }
    default: {
      const sum = units && ratePaise ? t('energySum', { units, rate: rateText(ratePaise, t) }) : ''
      return { arithmetic: sum, sentences: why }
    }
  }
}

function partValues(part: FixedArithmetic | EnergyArithmetic, order: string, locale: Locale, t: Texts) {
  return {
    period: formatPeriod(part.from, part.to, locale),
    category: categoryText(part.category, t),
    order,
    since: formatDay(part.orderFrom, locale),
    rate: rateText(part.ratePaise, t),
  }
}

const doubt = (confidence: 'H' | 'M' | 'L', t: Texts) => (confidence === 'L' ? [t('unverified')] : [])

function fixedWords(part: FixedArithmetic, orderId: string, locale: Locale, t: Texts): Words {
  const values = partValues(part, orderId, locale, t)
  const { basis, quantity, monthsDecimal, supplyHours, fullSupplyHours, confidence } = part
  const hours = supplyHours && fullSupplyHours ? [t('fixedHours', { hours: supplyHours, full: fullSupplyHours })] : []
  return {
    arithmetic: t(`fixed_${basis}`, { ...values, quantity, months: monthsDecimal, count: Number(monthsDecimal) }),
    sentences: [t(`fixedWhy_${basis}`, values), ...hours, ...doubt(confidence, t)],
  }
}

function energyWords(part: EnergyArithmetic, orderId: string, locale: Locale, t: Texts): Words {
  const values = { ...partValues(part, orderId, locale, t), units: part.units }
  return {
    arithmetic: t('energySum', values),
    sentences: [t('energyWhy', values), ...doubt(part.confidence, t)],
  }
}

function dutyWords(shares: DutyShareArithmetic[], locale: Locale, t: Texts): Words {
  const sums = shares.map((share) => {
    if (share.mode === 'PER_KWH') return t('energySum', { units: share.units, rate: rateText(share.ratePaise, t) })
    const { percent, days, periodDays } = share
    const values = { percent, amount: storedRupees(share.basePaise), days, of: periodDays }
    return t(days === periodDays ? 'dutyPercentSum' : 'dutyPercentShareSum', values)
  })
  const sentences = shares.map((share) => {
    const period = formatPeriod(share.from, share.to, locale)
    return share.mode === 'PERCENT'
      ? t('dutyPercentWhy', { period, percent: share.percent })
      : t('dutyPerKwhWhy', { period, rate: rateText(share.ratePaise, t) })
  })
  const isDoubtful = shares.some(({ confidence }) => confidence === 'L')
  return { arithmetic: sums.join(' + '), sentences: [...sentences, ...doubt(isDoubtful ? 'L' : 'H', t)] }
}

function subsidyWords(subsidy: SubsidyArithmetic, locale: Locale, t: Texts): Words {
  const { schemeId, schemeFrom, confidence, kind, units, upToKwhPerMonth, limitUnits, months, monthsDecimal } = subsidy
  const values = { scheme: schemeId, since: formatDay(schemeFrom, locale), limit: upToKwhPerMonth }
  const part = months === '1' ? [] : [t('subsidyMonths', { months: monthsDecimal, limit: limitUnits })]
  if (kind === 'FULL_WAIVER')
    return {
      arithmetic: t('subsidyFullSum', { units, limit: limitUnits }),
      sentences: [t('subsidyFullWhy', values), ...part, ...doubt(confidence, t)],
    }
  const rate = rateText(subsidy.ratePaise ?? '0', t)
  return {
    arithmetic: t('energySum', { units: subsidy.paidUnits ?? units, rate }),
    sentences: [t('subsidyRateWhy', { ...values, rate }), ...part, ...doubt(confidence, t)],
  }
}
