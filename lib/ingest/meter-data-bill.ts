import { decimalText } from '#lib/tariff/decimal-text.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { monthOf } from '#lib/units/ist.ts'
import { compare, fraction, multiply, subtract } from '#lib/units/rounding.ts'
import { decimalOf } from './meter-data-layout.ts'
import type { Measure } from './meter-data-measures.ts'
import { consumerNoOf } from './meter-data-names.ts'
import type { ProfileOf } from './meter-data-schema.ts'
import { type Row, type Rows, thousandths } from './meter-data-series.ts'

const CHARGES = [
  ['energyCharges', 'ENERGY'],
  ['fixedCharges', 'FIXED'],
  ['otherCharges', 'ADJUSTMENT'],
] as const
const FIELDS = ['billNumber', 'billDate', 'dueDate', 'amountDue', 'currency', 'timePeriod', 'customerRefs'] as const

/**
 * A bill as the kind `bills` reads it. Its three charges become lines; what the amount due is above or below them was
 * carried over. A balance counts for connections that are prepaid.
 */
export function billRows(
  profile: ProfileOf<'BILL_DETAILS'>,
  { from, to }: { from: IstDay; to: IstDay },
  measures: readonly Measure[],
  meterNo: string,
): Rows {
  const due = paiseOf(profile.amountDue)
  if (due === null)
    return { rows: [], problems: [{ path: ['amountDue'], reason: `is no amount: ${profile.amountDue}` }] }
  const lines: { code: string; amountPaise: number; reason?: string }[] = []
  for (const [field, code] of CHARGES) {
    const amount = profile[field]
    if (amount === undefined) continue
    const amountPaise = paiseOf(amount)
    if (amountPaise === null) return { rows: [], problems: [{ path: [field], reason: `is no amount: ${amount}` }] }
    lines.push({ code, amountPaise, ...(code === 'ADJUSTMENT' && { reason: 'OTHER' }) })
  }
  const rest = due - lines.reduce((sum, { amountPaise }) => sum + amountPaise, 0)
  // A bill that says no parts of itself is all for energy.
  if (rest !== 0 && lines.length === 0) lines.push({ code: 'ENERGY', amountPaise: rest })
  else if (rest !== 0) lines.push({ code: rest > 0 ? 'ARREARS' : 'ADVANCE', amountPaise: rest })
  if (lines.length === 0) lines.push({ code: 'ENERGY', amountPaise: 0 })

  const energy = measures.find(({ code }) => code.quantity === 'ENERGY_REGISTER')
  const demand = measures.find(({ code }) => code.quantity === 'MAX_DEMAND')
  const registers = measures.flatMap((one): Record<string, string>[] => registerOf(one))
  const bill = {
    ...{ billNo: profile.billNumber, billMonth: monthOf(to), billDate: profile.billDate, dueDate: profile.dueDate },
    basis: energy?.status === 'ESTIMATED' ? 'ESTIMATED' : 'ACTUAL',
    ...{ periodFrom: from, periodTo: to, readings: registers, lines },
    ...(demand?.value && { mdKw: thousandths(demand.value), mdAt: demand.occurredAt }),
    currentDemandPaise: lines
      .filter(({ code }) => code === 'ENERGY' || code === 'FIXED')
      .reduce((sum, { amountPaise }) => sum + amountPaise, 0),
    ...{ payableByDuePaise: due, payableAfterDuePaise: due },
  }
  const consumerNo = profile.customerRefs && consumerNoOf(profile.customerRefs)
  const said = [
    ...(registers.length > 0 ? measures.filter((one) => registerOf(one).length > 0) : []),
    ...(demand ? [demand] : []),
  ]
  const row: Row = {
    ...{ target: 'bills', path: [] },
    cells: { bill: JSON.stringify(bill), bill_no: profile.billNumber, consumer_no: consumerNo, meter_no: meterNo },
    paths: [
      ...said.flatMap(({ paths }) => paths),
      ...FIELDS.map((field) => [field]),
      ...CHARGES.map(([field]) => [field]),
    ],
  }
  const balance: Row[] =
    profile.prepaidBalance === undefined || !consumerNo
      ? []
      : [
          {
            ...{ target: 'balances', path: ['prepaidBalance'], paths: [] },
            cells: {
              ...{ consumer_no: consumerNo, as_of: profile.billDate },
              balance_rupees: decimalText(decimalOf(profile.prepaidBalance) ?? fraction(0n)),
            },
          },
        ]
  return { rows: [row, ...balance], problems: [] }
}

const NAMES: Partial<Record<Measure['code']['quantity'], string>> = {
  ENERGY_REGISTER: 'KWH_IMP',
  APPARENT_REGISTER: 'KVAH_IMP',
}

function registerOf({ code, openingValue, closingValue, value }: Measure): Record<string, string>[] {
  const register = NAMES[code.quantity]
  if (
    !register ||
    !openingValue ||
    !closingValue ||
    !value ||
    compare(subtract(closingValue, openingValue), value) !== 0
  )
    return []
  return [{ register, prev: decimalText(openingValue), curr: decimalText(closingValue), units: decimalText(value) }]
}

/** Whole paise of rupees; null where there are more decimals. */
function paiseOf(rupees: number): number | null {
  const exact = decimalOf(rupees)
  const scaled = exact && multiply(exact, fraction(100n))
  return scaled?.denominator === 1n ? Number(scaled.numerator) : null
}
