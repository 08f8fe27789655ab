import { createHash } from 'node:crypto'
import type { AdjustmentReason } from '#lib/tariff/bill-input.ts'
import type { LineCode } from '#lib/tariff/bill-line.ts'
import type { WattHours } from '#lib/units/energy.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { BilledRegister } from './billed-register.ts'
import type { Disconnection } from './disconnection.ts'

export type UtilityBillLine = {
  code: LineCode
  amountPaise: Paise
  reason: AdjustmentReason | null
  /** Decimal text, kWh and paise; null where the bill does not say. */
  units: string | null
  ratePaise: string | null
}

/** A bill of the utility's own billing, as its file tells it. */
export type UtilityBill = {
  billNo: string
  consumerNo: string
  month: Month
  periodFrom: IstDay
  periodTo: IstDay
  billedOn: IstDay
  dueOn: IstDay
  basis: 'ACTUAL' | 'PROVISIONAL'
  energyWh: WattHours
  registers: readonly BilledRegister[]
  maxDemandW: number | null
  maxDemandAt: Date | null
  /** In the order of a bill, none of zero. */
  lines: readonly UtilityBillLine[]
  currentDemandPaise: Paise
  payableByDuePaise: Paise
  payableAfterDuePaise: Paise
  /** The bill says that the supply will be cut. */
  disconnection?: Disconnection
}

/** The order of a bill's lines; those up to SUBSIDY are its current demand (tariff-rules, "The lines, in this order"). */
export const LINE_ORDER: readonly LineCode[] = [
  ...(['FIXED', 'ENERGY', 'FPPPA', 'PREPAID_REBATE', 'DUTY', 'SUBSIDY'] as const),
  ...(['ADJUSTMENT', 'ARREARS', 'DPS', 'ADVANCE', 'ROUNDING'] as const),
]
const DEMAND: ReadonlySet<LineCode> = new Set(LINE_ORDER.slice(0, LINE_ORDER.indexOf('ADJUSTMENT')))

export const sumOf = (lines: readonly UtilityBillLine[], ...codes: LineCode[]): Paise =>
  sumPaise(lines.filter(({ code }) => codes.includes(code)).map(({ amountPaise }) => amountPaise))

/** The sum of the lines that are the period's own supply. */
export const demandOf = (lines: readonly UtilityBillLine[]): Paise =>
  sumPaise(lines.filter(({ code }) => DEMAND.has(code)).map(({ amountPaise }) => amountPaise))

/** Why the figures of a bill do not fit each other, in words for whoever sent it; null where they do. */
export function misfit(bill: UtilityBill): string | null {
  const { lines, currentDemandPaise, payableByDuePaise, payableAfterDuePaise } = bill
  const demand = demandOf(lines)
  if (demand !== currentDemandPaise)
    return `lines up to SUBSIDY add up to ${demand} paise, currentDemandPaise says ${currentDemandPaise}`
  const total = sumPaise(lines.map(({ amountPaise }) => amountPaise))
  if (total !== payableByDuePaise)
    return `lines, arrears and surcharge add up to ${total} paise, payableByDuePaise says ${payableByDuePaise}`
  const wrongSign = lines.find(({ code, amountPaise }) => SIGNS[code] && amountPaise > 0n !== (SIGNS[code] === 'PLUS'))
  if (wrongSign) return `line ${wrongSign.code} has the wrong sign: ${wrongSign.amountPaise}`
  const twice = lines.find(({ code }, index) => ONCE.has(code) && lines.findIndex((line) => line.code === code) < index)
  if (twice) return `line ${twice.code} is there twice`
  if (payableByDuePaise > 0n && payableAfterDuePaise < payableByDuePaise)
    return 'payableAfterDuePaise is less than payableByDuePaise'
  return null
}

const SIGNS: Partial<Record<LineCode, 'PLUS' | 'MINUS'>> = {
  ...{ FIXED: 'PLUS', ENERGY: 'PLUS', DUTY: 'PLUS', ARREARS: 'PLUS', DPS: 'PLUS' },
  ...{ PREPAID_REBATE: 'MINUS', SUBSIDY: 'MINUS', ADVANCE: 'MINUS' },
}
/** Slabs and parts of a period make several lines of these; all others are one amount. */
const ONCE: ReadonlySet<LineCode> = new Set(
  LINE_ORDER.filter((code) => !['FIXED', 'ENERGY', 'FPPPA', 'ADJUSTMENT'].includes(code)),
)

/** The bill's own part: everything but what stood before it. */
export const ownPartOf = ({ lines }: UtilityBill): Paise =>
  paise(sumPaise(lines.map(({ amountPaise }) => amountPaise)) - sumOf(lines, 'ARREARS', 'DPS', 'ADVANCE'))

/** Hex SHA-256 of everything that a bill says. */
export function contentHashOf(bill: UtilityBill): string {
  const text = JSON.stringify(bill, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
  return createHash('sha256').update(text).digest('hex')
}
