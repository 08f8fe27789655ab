import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { type Paise, paise, roundToPaise } from '#lib/units/paise.ts'
import { compare, type Fraction, fraction, multiply, subtract } from '#lib/units/rounding.ts'
import type { SubsidyArithmetic } from './bill-line.ts'
import { decimalText, monthsText } from './decimal-text.ts'
import type { SupplyPeriod } from './supply-period.ts'
import type { SubsidyBand, SubsidyScheme } from './tariff-book.ts'

export type Subsidy = {
  amountPaise: Paise
  scheme: SubsidyScheme
  /** Position in the scheme's bands. */
  band: number
  kwh: Fraction
  paidKwh: Fraction
}

/**
 * What the state takes over of the first `days` days, as a negative amount. Limits are those of the whole period; one
 * that is met exactly is met. Null above all limits, and where no scheme is for this category.
 */
export function subsidy(
  period: SupplyPeriod,
  days: number,
  lines: { sumPaise: Paise; dutyPaise: Paise },
): Subsidy | null {
  const { scheme, book } = period
  if (!scheme) return null
  const kwh = period.energyOf({ first: 0, end: days })
  const band = scheme.bands.findIndex((candidate) => compare(kwh, limitOf(period, candidate)) <= 0)
  const found = scheme.bands[band]
  if (!found) return null
  if (found.kind === 'FULL_WAIVER') {
    const waived = lines.sumPaise - (book.readings.fullWaiverCovers === 'ALL_LINES' ? 0n : lines.dutyPaise)
    return { amountPaise: paise(-waived), scheme, band, kwh, paidKwh: kwh }
  }
  const below = scheme.bands[band - 1]
  const paidKwh = book.readings.subsidyPerKwhOn === 'ALL_UNITS' || !below ? kwh : subtract(kwh, limitOf(period, below))
  return { amountPaise: roundToPaise(multiply(paidKwh, negative(found.paisePerKwh))), scheme, band, kwh, paidKwh }
}

/** A band's limit in kWh for the whole period. */
export function limitOf(period: SupplyPeriod, band: SubsidyBand): Fraction {
  if (period.book.readings.subsidyLimits === 'PER_BILL') return band.upToKwhPerMonth
  return multiply(band.upToKwhPerMonth, wholeMonths(period))
}

export type PeriodLimit = {
  kind: SubsidyBand['kind']
  /** Units up to and including it are within. */
  limitWh: WattHours
  /** What the State pays on each unit within it, as decimal text; null where it pays everything. */
  ratePaise: string | null
}

/** The limits of a period, lowest first. Whole Wh are what meters give: the last whole Wh within a limit is the limit. */
export function limitsOf(period: SupplyPeriod): PeriodLimit[] {
  return (period.scheme?.bands ?? []).map((band): PeriodLimit => {
    const { numerator, denominator } = multiply(limitOf(period, band), fraction(1_000n))
    const ratePaise = band.kind === 'PER_KWH' ? decimalText(band.paisePerKwh) : null
    return { kind: band.kind, limitWh: wattHours(numerator / denominator), ratePaise }
  })
}

function wholeMonths(period: SupplyPeriod): Fraction {
  return period.months.of({ first: 0, end: period.days.length })
}

const negative = ({ numerator, denominator }: Fraction) => fraction(-numerator, denominator)

export function subsidyArithmetic(period: SupplyPeriod, { scheme, band, kwh, paidKwh }: Subsidy): SubsidyArithmetic {
  const found = scheme.bands[band] as SubsidyBand
  return {
    schemeId: scheme.id,
    schemeFrom: scheme.effectiveFrom,
    confidence: scheme.confidence,
    kind: found.kind,
    units: decimalText(kwh, 3),
    upToKwhPerMonth: decimalText(found.upToKwhPerMonth),
    limitUnits: decimalText(limitOf(period, found), 3),
    ...monthsText(wholeMonths(period)),
    ...(found.kind === 'PER_KWH' && { ratePaise: decimalText(found.paisePerKwh), paidUnits: decimalText(paidKwh, 3) }),
  }
}
