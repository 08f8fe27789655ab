import { type Paise, roundToPaise } from '#lib/units/paise.ts'
import { compare, type Fraction, fraction, multiply, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import type { SupplyTerms } from './bill-input.ts'
import type { FixedArithmetic } from './bill-line.ts'
import type { Span } from './billing-period.ts'
import { decimalText, monthsText } from './decimal-text.ts'
import type { Readings } from './readings.ts'
import { type SupplyFactor, supplyFactor } from './supply-hours.ts'
import type { Part, SupplyPeriod } from './supply-period.ts'

export type FixedCharge = { amountPaise: Paise; quantity: Fraction; months: Fraction; supply: SupplyFactor | null }

const ONE = fraction(1n)

/** The fixed charge of one part: monthly charge x quantity x months, less where supply fell short. */
export function fixedCharge(
  period: SupplyPeriod,
  part: Part,
  span: Span,
  known: { days: number; maxDemandW: number | null },
): FixedCharge {
  const quantity = quantityOf(part, known.maxDemandW, period.book.readings)
  const months = period.months.of(span)
  const supply = supplyFactor(period, part.terms.voltage, known.days)
  const full = multiply(multiply(part.rate.fixed.paise, quantity), months)
  return { amountPaise: roundToPaise(supply ? multiply(full, supply.factor) : full), quantity, months, supply }
}

function quantityOf({ rate, terms }: Part, maxDemandW: number | null, readings: Readings): Fraction {
  if (rate.fixed.basis === 'PER_CONNECTION') return ONE
  if (rate.fixed.basis === 'PER_HP') return horsepowerOf(terms, readings)
  const loadW = terms.sanctionedLoadW as number
  const demandW = readings.demandCharged === 'SANCTIONED_LOAD' ? 0 : (maxDemandW ?? 0)
  return fraction(BigInt(Math.max(loadW, demandW)), 1_000n)
}

/** HP on record, or the load in W in HP; to the hundredth, so that the printed arithmetic is the one that was done. */
function horsepowerOf(terms: SupplyTerms, readings: Readings): Fraction {
  if (terms.sanctionedLoadHp) return terms.sanctionedLoadHp
  const exact = fraction(BigInt(terms.sanctionedLoadW as number) * 100n, BigInt(readings.wattsPerHorsepower))
  return fraction(roundHalfAwayFromZero(exact), 100n)
}

export function fixedArithmetic({ rate }: Part, charge: FixedCharge) {
  const reduced = charge.supply && compare(charge.supply.factor, ONE) < 0 ? charge.supply : null
  return {
    basis: rate.fixed.basis,
    ratePaise: decimalText(rate.fixed.paise),
    quantity: decimalText(charge.quantity),
    ...monthsText(charge.months),
    ...(reduced && {
      supplyHours: decimalText(multiply(reduced.factor, reduced.fullHours), 2),
      fullSupplyHours: decimalText(reduced.fullHours),
    }),
  } satisfies Partial<FixedArithmetic>
}
