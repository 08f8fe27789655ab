import type { IstDay } from '#lib/units/ist.ts'
import { type Paise, roundToPaise } from '#lib/units/paise.ts'
import { add, type Fraction, fraction, multiply } from '#lib/units/rounding.ts'
import type { DutyShareArithmetic } from './bill-line.ts'
import { type Span, spanWithin } from './billing-period.ts'
import { decimalText } from './decimal-text.ts'
import type { SupplyPeriod } from './supply-period.ts'
import type { DutyRule } from './tariff-book.ts'

type DutyShare = { span: Span; rule: DutyRule; category: string; value: Fraction }
export type Duty = { amountPaise: Paise; basePaise: Paise; days: number; shares: DutyShare[] }

/**
 * Electricity duty of the first `days` days. `PERCENT` days pay the per cent of `basePaise` for their share of the
 * days, `PER_KWH` days by their units; where the category changes each day counts under its own. Null when zero.
 */
export function duty(period: SupplyPeriod, days: number, basePaise: Paise): Duty | null {
  const shares: DutyShare[] = []
  let exact = fraction(0n)
  for (const run of period.duty) {
    const span = spanWithin(run, days)
    const { rule, category, value } = run.value
    if (!span || !rule || !value || value.numerator === 0n) continue
    const share =
      rule.mode === 'PERCENT'
        ? multiply(value, fraction(basePaise * BigInt(span.end - span.first), 100n * BigInt(days)))
        : multiply(value, period.energyOf(span))
    exact = add(exact, share)
    shares.push({ span, rule, category, value })
  }
  const amountPaise = roundToPaise(exact)
  return amountPaise === 0n ? null : { amountPaise, basePaise, days, shares }
}

export function dutyArithmetic(period: SupplyPeriod, charge: Duty): { shares: DutyShareArithmetic[] } {
  const shares = charge.shares.map(({ span, rule, category, value }): DutyShareArithmetic => {
    const common = {
      from: period.days[span.first] as IstDay,
      to: period.days[span.end - 1] as IstDay,
      days: span.end - span.first,
      category,
      confidence: rule.confidence,
    }
    return rule.mode === 'PERCENT'
      ? {
          ...common,
          mode: 'PERCENT',
          percent: decimalText(value),
          basePaise: charge.basePaise.toString(),
          periodDays: charge.days,
        }
      : {
          ...common,
          mode: 'PER_KWH',
          units: decimalText(period.energyOf(span), 3),
          ratePaise: decimalText(value),
        }
  })
  return { shares }
}
