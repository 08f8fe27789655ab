import type { SubsidyArithmetic } from '#lib/tariff/bill-line.ts'
import { monthsBetween } from '#lib/tariff/billing-period.ts'
import { kwhOf } from '#lib/units/energy.ts'
import { compare, multiply, parseDecimal } from '#lib/units/rounding.ts'
import { type ComparedBill, sumOfLines } from './bill-difference.ts'
import { isUtilityLine } from './stored-line.ts'

/** What the State did for a bill: ALL of it, a RATE on each unit, or NOTHING. */
export type SubsidyStanding = 'ALL' | 'RATE' | 'NOTHING'
/** What happened between two bills: a limit was passed, the units are back within one, another rule, or neither. */
export type SubsidyMove = 'PASSED' | 'BACK_WITHIN' | 'OTHER_RULE' | 'SAME'

const STANDINGS: readonly SubsidyStanding[] = ['ALL', 'RATE', 'NOTHING']

export function subsidyOf(bill: ComparedBill): { standing: SubsidyStanding; terms: SubsidyArithmetic | null } {
  const line = bill.lines.find(({ code }) => code === 'SUBSIDY')
  if (line?.code !== 'SUBSIDY') return { standing: 'NOTHING', terms: null }
  // The utility's bill says only how much; with nothing left to pay of the period's own it was all.
  if (isUtilityLine(line)) return { standing: sumOfDemand(bill) === 0n ? 'ALL' : 'RATE', terms: null }
  return { standing: line.arithmetic.kind === 'FULL_WAIVER' ? 'ALL' : 'RATE', terms: line.arithmetic }
}

/** How the State's part of `bill` came to differ from that of `other`. */
export function subsidyMove(bill: ComparedBill, other: ComparedBill): SubsidyMove {
  const [now, before] = [subsidyOf(bill), subsidyOf(other)]
  // Without the terms nobody can tell why it changed; the amounts speak for themselves.
  if (![now, before].every(({ standing, terms }) => terms || standing === 'NOTHING')) return 'SAME'
  const rank = STANDINGS.indexOf(now.standing) - STANDINGS.indexOf(before.standing)
  if (rank === 0) return 'SAME'
  if (rank > 0) return isAbove(bill, before.terms) ? 'PASSED' : 'OTHER_RULE'
  return isAbove(other, now.terms) ? 'BACK_WITHIN' : 'OTHER_RULE'
}

/** A bill's units are above a monthly limit, by the length of its own period. */
function isAbove({ energyWh, periodFrom, periodTo }: ComparedBill, terms: SubsidyArithmetic | null): boolean {
  const limit = terms && parseDecimal(terms.upToKwhPerMonth)
  return limit ? compare(kwhOf(energyWh), multiply(limit, monthsBetween(periodFrom, periodTo))) > 0 : false
}

const sumOfDemand = (bill: ComparedBill): bigint =>
  (['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY', 'SUBSIDY'] as const).reduce(
    (sum, code) => sum + sumOfLines(bill, code),
    0n,
  )
