import type { Paise } from '#lib/units/paise.ts'
import type { BillLine, LineCode } from './bill-line.ts'
import { type CalculatedBill, calculateBill } from './calculate-bill.ts'
import { type FieldError, readCalculatorInput } from './calculator-input.ts'
import { dailyCost } from './daily-cost.ts'
import type { TariffBook } from './tariff-book.ts'

export type CalculatorLine = { code: LineCode; amountPaise: number; order?: string; units?: string }
export type CalculatorAnswer = {
  lines: CalculatorLine[]
  currentDemandPaise: number
  payableByDuePaise: number
  payableAfterDuePaise: number
  promptRebatePaise: number
  digitalRebatePaise: number
  /** Only with `dailyUnits`: the cost of each day. */
  costPaise?: number[]
}

/**
 * The public calculator: JSON in, JSON out as `POST /api/tariff/calculate` promises. With days for only a part of the
 * period the answer has `costPaise` alone. Refuses with the fields that are wrong.
 */
export function calculate(
  book: TariffBook,
  json: unknown,
): { ok: true; answer: CalculatorAnswer | { costPaise: number[] } } | { ok: false; errors: FieldError[] } {
  const read = readCalculatorInput(book, json)
  if (!read.ok) return read
  const { bill: input, daily, whole } = read.question
  const costs = daily ? dailyCost(book, input) : null
  const costPaise = costs?.ok ? costs.days.map((day) => safeNumber(day.costPaise)) : undefined
  if (!whole && costPaise) return { ok: true, answer: { costPaise } }
  const calculated = calculateBill(book, input)
  if (!calculated.ok) throw new Error(`The input was checked, yet: ${calculated.reason}`)
  return { ok: true, answer: { ...answerOf(calculated.bill), ...(costPaise && { costPaise }) } }
}

function answerOf(bill: CalculatedBill): CalculatorAnswer {
  return {
    lines: bill.lines.map(lineOf),
    currentDemandPaise: safeNumber(bill.currentDemandPaise),
    payableByDuePaise: safeNumber(bill.payableByDuePaise),
    payableAfterDuePaise: safeNumber(bill.payableAfterDuePaise),
    promptRebatePaise: safeNumber(bill.promptRebatePaise),
    digitalRebatePaise: safeNumber(bill.digitalRebatePaise),
  }
}

function lineOf(line: BillLine): CalculatorLine {
  return {
    code: line.code,
    amountPaise: safeNumber(line.amountPaise),
    ...((line.code === 'FIXED' || line.code === 'ENERGY') && { order: line.orderId }),
    ...(line.code === 'ENERGY' && { units: line.arithmetic.units }),
  }
}

function safeNumber(amount: Paise): number {
  const number = Number(amount)
  if (!Number.isSafeInteger(number)) throw new RangeError(`${amount} paise do not fit a JSON number.`)
  return number
}
