import { paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { BillInput } from './bill-input.ts'
import type { BillLine } from './bill-line.ts'
import { decimalText } from './decimal-text.ts'
import { monthsBegun, surcharge } from './delayed-payment.ts'
import type { TariffBook } from './tariff-book.ts'

/** ADJUSTMENT to ADVANCE: what comes from outside the period's own supply. Amounts of zero make no line. */
export function carriedLines({ delayedPayment }: TariffBook, input: BillInput): BillLine[] {
  const { adjustments = [], arrearsPaise = ZERO_PAISE, advancePaise = ZERO_PAISE, delayedPayment: late } = input
  const lines: BillLine[] = adjustments.map(({ reason, amountPaise }) => ({
    code: 'ADJUSTMENT',
    amountPaise,
    reason,
    arithmetic: {},
  }))
  lines.push({ code: 'ARREARS', amountPaise: arrearsPaise, arithmetic: {} })
  if (late && 'amountPaise' in late) lines.push({ code: 'DPS', amountPaise: late.amountPaise, arithmetic: {} })
  if (late && 'daysLate' in late) {
    const months = monthsBegun(delayedPayment, late.daysLate)
    lines.push({
      code: 'DPS',
      amountPaise: surcharge(delayedPayment, arrearsPaise, months),
      arithmetic: {
        percent: decimalText(delayedPayment.percentPerMonth),
        months,
        daysLate: late.daysLate,
        unpaidPaise: arrearsPaise.toString(),
        confidence: delayedPayment.confidence,
      },
    })
  }
  lines.push({ code: 'ADVANCE', amountPaise: paise(-advancePaise), arithmetic: {} })
  return lines.filter((line) => line.amountPaise !== 0n)
}
