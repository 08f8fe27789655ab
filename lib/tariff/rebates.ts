import { addDays, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, roundToPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import { type Fraction, fraction, multiply } from '#lib/units/rounding.ts'
import type { SupplyMode } from './bill-input.ts'
import type { TariffBook } from './tariff-book.ts'

/** The rebates that a bill offers at payment, and what they were taken of. */
export type OfferedRebates = { rebateBasePaise: Paise; promptRebatePaise: Paise; digitalRebatePaise: Paise }

/** `percent` of an amount, not yet rounded. */
export function percentOf(percent: Fraction, amount: Paise): Fraction {
  return multiply(percent, fraction(amount, 100n))
}

/**
 * Prompt and digital rebate of a postpaid bill by a book as of its period's last day (`bookOn`); a prepaid one has
 * neither. Where the mode changes within the period the last day's decides too, because it says how the bill is
 * going to be paid.
 */
export function offeredRebates(
  { rebates, readings }: TariffBook,
  mode: SupplyMode,
  demand: { totalPaise: Paise; dutyPaise: Paise },
): OfferedRebates {
  const base = demand.totalPaise - (readings.rebateBase === 'CURRENT_DEMAND' ? 0n : demand.dutyPaise)
  if (mode === 'PREPAID' || base <= 0n)
    return { rebateBasePaise: ZERO_PAISE, promptRebatePaise: ZERO_PAISE, digitalRebatePaise: ZERO_PAISE }
  const rebateBasePaise = paise(base)
  const promptRebatePaise = roundToPaise(percentOf(rebates.promptPercent, rebateBasePaise))
  const digital = roundToPaise(percentOf(rebates.digitalPercent, rebateBasePaise))
  const digitalMax = roundToPaise(rebates.digitalMaxPaise)
  const isCapped = digitalMax < digital
  const digitalRebatePaise = isCapped ? digitalMax : digital
  if (readings.rebatesAddUp) return { rebateBasePaise, promptRebatePaise, digitalRebatePaise }
  const isPromptLarger = promptRebatePaise >= digitalRebatePaise
  return {
    rebateBasePaise,
    promptRebatePaise: isPromptLarger ? promptRebatePaise : ZERO_PAISE,
    digitalRebatePaise: isPromptLarger ? ZERO_PAISE : digitalRebatePaise,
  }
}

/** The last day of the prompt rebate: the bill date is day 0, and the last day still counts. */
export function promptUntil({ rebates }: TariffBook, billedOn: IstDay): IstDay {
  return addDays(billedOn, rebates.promptWithinDays)
}
