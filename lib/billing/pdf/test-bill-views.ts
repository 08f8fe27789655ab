import { readEnv } from '#lib/platform/env.ts'
import type { AdjustmentReason, SupplyTerms } from '#lib/tariff/bill-input.ts'
import { calculateBill } from '#lib/tariff/calculate-bill.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import { exampleBook } from '#lib/tariff/example-tariff.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, addMonths, daysInMonth, type IstDay, lastDayOf, month, startOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { amountDue } from '../amount-due.ts'
import { carriesQr } from '../bill-qr-link.ts'
import { type BillState, isPayable } from '../bill-state.ts'
import type { BillView } from '../get-bill.ts'
import { freeLimit, limitInsight } from '../limit-insight.ts'
import type { StoredLine } from '../stored-line.ts'
import type { PrintSettings } from './print-settings.ts'
import type { PrintableBill } from './printable-bill.ts'
import { printableBillOf } from './printable-bill-of.ts'
import type { BillDocument } from './typeset-worker.ts'

/** Bills of invented homes under the example tariff, as `getBill` gives them, without a database. */
type Wanted = {
  of?: string
  /** Wh of every day. */
  dayWh?: number
  category?: string
  mode?: 'POSTPAID' | 'PREPAID'
  state?: BillState
  terms?: { on: number; loadW: number }[]
  adjustments?: { reason: AdjustmentReason; amountPaise: Paise }[]
  arrearsPaise?: Paise
  surchargePaise?: Paise
  advancePaise?: Paise
  estimatedDays?: number
  facts?: Partial<BillView>
}

const book = exampleBook()
const NOTHING_ABOVE = { above: [], daysUnknown: 0, intervalMinutes: null }

export function billView(wanted: Wanted = {}): BillView {
  const { dayWh = 6_500, category = 'HOME', mode = 'POSTPAID', state = 'DUE', estimatedDays = 0 } = wanted
  const of = month(wanted.of ?? '2026-03')
  const from = `${of}-01` as IstDay
  const to = lastDayOf(of)
  const dailyWh = Array.from({ length: daysInMonth(of) }, (_, day) => wattHours(dayWh + (day % 5) * 100))
  const terms = (wanted.terms ?? [{ on: 1, loadW: 2000 }]).map(
    ({ on, loadW }): SupplyTerms => ({
      from: addDays(from, on - 1),
      category,
      mode,
      voltage: 'LT',
      sanctionedLoadW: loadW,
    }),
  )
  const { arrearsPaise = ZERO_PAISE, surchargePaise = ZERO_PAISE, advancePaise = ZERO_PAISE, adjustments = [] } = wanted
  const supply = { from, to, terms, energy: readByDay(dailyWh), maxDemandW: 1860 }
  const calculated = calculateBill(book, {
    ...supply,
    ...{ adjustments, arrearsPaise, advancePaise },
    ...(surchargePaise > 0n && { delayedPayment: { amountPaise: surchargePaise } }),
  })
  if (!calculated.ok) throw new Error(calculated.reason)
  const { bill } = calculated
  const billedOn = addDays(to, 2)
  const dueOn = addDays(billedOn, 15)
  const facts = {
    ...{
      id: 'bill',
      billNo: '2603-099000042',
      month: of,
      periodFrom: from,
      periodTo: to,
      billedOn,
      dueOn,
      mode,
      category,
    },
    basis: estimatedDays > 0 ? ('PROVISIONAL' as const) : ('ACTUAL' as const),
    energyWh: bill.energyWh,
    payableByDuePaise: bill.payableByDuePaise,
    payableAfterDuePaise: bill.payableAfterDuePaise,
    promptRebatePaise: bill.promptRebatePaise,
    promptUntilOn: addDays(billedOn, 5),
    digitalRebatePaise: bill.digitalRebatePaise,
  }
  const unpaidPaise = isPayable(state) ? facts.payableByDuePaise : ZERO_PAISE
  const insightInput = { ...facts, sanctionedLoadW: 2000, maxDemandW: 1860, dailyWh }
  return {
    ...facts,
    ...{ state, unpaidPaise, connectionId: 'connection', consumerNo: '099000042', subdivision: 'Kokar' },
    ...{ holderName: 'नमूना कुमारी', address: '12, नमूना नगर, राँची 834001', phase: 'SINGLE', sanctionedLoadW: 2000 },
    ...{ issuer: 'PORTAL', register: null, days: dailyWh.length },
    ...{ meterSerialNo: 'TM0042', dailyWh, maxDemandW: 1860, maxDemandAt: startOfDay(addDays(from, 11)) },
    load: { highest: { watts: 1860, at: startOfDay(addDays(from, 11)), source: 'REGISTER' }, ...NOTHING_ABOVE },
    monthsAbove: 0,
    estimatedOn: Array.from({ length: estimatedDays }, (_, day) => addDays(from, day + 3)),
    currentDemandPaise: bill.currentDemandPaise,
    paymentReference: 'BILLTEST0000000000000001',
    issuedAt: startOfDay(billedOn),
    lines: bill.lines.map((line) => carried(line as StoredLine)),
    due: amountDue({ bill: facts, unpaidPaise, on: state === 'OVERDUE' ? addDays(dueOn, 3) : billedOn }),
    receipt: null,
    carriedBy: null,
    history: Array.from({ length: 13 }, (_, index) => ({
      month: addMonths(of, index - 12),
      energyWh: index === 12 ? bill.energyWh : wattHours(150_000 + index * 9_000),
      payableByDuePaise: paise(100_000n),
      basis: index % 6 === 1 ? ('PROVISIONAL' as const) : ('ACTUAL' as const),
    })),
    insight: facts.payableByDuePaise > 0n ? limitInsight(book, insightInput) : null,
    freeLimit: bill.currentDemandPaise === 0n ? freeLimit(book, insightInput) : null,
    limitWh: category === 'HOME' ? wattHours(100_000) : null,
    ...wanted.facts,
  } as BillView
}

/** The engine knows only sums of what earlier bills left; an issued bill names those bills. */
function carried(line: StoredLine): StoredLine {
  const { code, amountPaise } = line
  const bill = { billNo: '2602-099000042', month: month('2026-02'), unpaidPaise: '144800' }
  if (code === 'ARREARS') return { code, amountPaise, arithmetic: { bills: [bill] } }
  if (code !== 'DPS') return line
  const charge = { ...bill, from: '2026-03-18' as IstDay }
  const arithmetic = {
    carriedPaise: '0',
    chargedPaise: amountPaise.toString(),
    percent: '1.5',
    confidence: 'L' as const,
  }
  return { code, amountPaise, arithmetic: { ...arithmetic, charges: [charge] } }
}

export function demoSettings(more: Record<string, string> = {}): PrintSettings {
  const read = readEnv({ PORTAL_MODE: 'demo', ...more })
  if (!read.ok) throw new Error(read.reasons.join('; '))
  return read.env
}

export function printed(view: BillView, locale: Locale, settings = demoSettings()) {
  const payments = ['2026-03-12', '2026-02-09', '2026-01-14'].map((on, index) => ({
    ...{ receiptNo: `R2603-00000${index}`, channel: index === 2 ? 'COUNTER' : 'UPI', amountPaise: paise(111_682n) },
    refundedPaise: ZERO_PAISE,
    paidAt: startOfDay(on as IstDay),
  }))
  const qr = carriesQr(view) ? settings.upi : null
  return printableBillOf(view, { payments, mobile: '+91 90••• ••028', qr }, settings, locale)
}

/** An image in the place of a QR, for what is about the rest of the page. */
const NO_QR = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'

/** A document of these bills, as the portal sends them unless something else is asked for. */
export function documentOf(bills: readonly PrintableBill[], more: Partial<BillDocument> = {}): BillDocument {
  const sheets = bills.map((bill) => ({ bill, payQr: null, portalQr: NO_QR }))
  return { sheets, form: 'a4', isForArchive: false, ...more }
}

const EVENING = new Date('2026-03-17T19:30:00+05:30')

/** Seven days above a load, the last of them the highest, and two days of which nobody knows. */
function manyAbove(limitW: number): BillView['load'] {
  const above = Array.from({ length: 7 }, (_, index) => ({
    ...{ on: `2026-03-${String(index * 2 + 5).padStart(2, '0')}` as IstDay, source: 'REGISTER' as const, limitW },
    ...{
      watts: limitW + 300 * index + 320,
      at: new Date(`2026-03-${String(index * 2 + 5).padStart(2, '0')}T19:30:00+05:30`),
    },
  }))
  const { watts, at, source } = above[6] as (typeof above)[number]
  return { above, highest: { watts, at, source }, daysUnknown: 2, intervalMinutes: 30 }
}

/** What blocks of half an hour alone tell. */
const BLOCKS_ONLY: NonNullable<BillView['load']> = {
  ...{ above: [], daysUnknown: 4, intervalMinutes: 30 },
  highest: { watts: 1_400, at: new Date('2026-03-09T20:00:00+05:30'), source: 'BLOCKS' },
}

const LONG_NAME = 'Shri Venkateshwara Subramaniam Cold Storage & Food Processing Industries Pvt. Ltd.'
const HOSTILE = '😀 রহিম A#b *c* $d$ ]e[ @f <g> "h" \\i `j` _k_ {l} //m'

/** The same bill as the utility's own billing would tell it: by the register, without days and rules. */
function byUtility(view: BillView, more: Partial<BillView> = {}): BillView {
  const lines = view.lines.map((line): StoredLine => {
    const { code, amountPaise } = line
    const said = code === 'ENERGY' ? { units: '223', ratePaise: '600' } : {}
    return { code, amountPaise, arithmetic: { issuer: 'UTILITY', ...said } }
  })
  const register = { register: 'KWH_IMP', previous: '12344.5', current: '12567.5', factor: '1', units: '223' }
  return {
    ...{ ...view, issuer: 'UTILITY', dailyWh: [], estimatedOn: [], load: null, lines },
    register: { ...register, previousAt: null, currentAt: null },
    ...more,
  }
}

/** A bill of every kind that a page must hold. */
export const VIEWS: Record<string, BillView> = {
  'due, with rebates': billView(),
  'by the utility': byUtility(billView()),
  'by the utility, not read': byUtility(billView(), { basis: 'PROVISIONAL', register: null }),
  'nothing due': billView({ dayWh: 2_500, state: 'NOTHING_DUE' }),
  paid: billView({
    state: 'PAID',
    facts: {
      receipt: {
        paymentId: 'p',
        receiptNo: 'R2604-000031',
        paidAt: startOfDay('2026-04-06' as IstDay),
        amountPaise: paise(1n),
      },
    },
  }),
  'provisional, with arrears': billView({
    estimatedDays: 20,
    arrearsPaise: paise(144_800n),
    surchargePaise: paise(2_172n),
  }),
  overdue: billView({ state: 'OVERDUE' }),
  'part paid': billView({ state: 'PART_PAID', facts: { unpaidPaise: paise(40_000n) } }),
  'commercial with many lines': billView({
    category: 'SHOP',
    dayWh: 148_000,
    terms: [
      { on: 1, loadW: 15_000 },
      { on: 11, loadW: 17_500 },
      { on: 21, loadW: 22_000 },
    ],
    adjustments: [
      { reason: 'TRUE_UP', amountPaise: paise(-123_456n) },
      { reason: 'DUTY', amountPaise: paise(9_876n) },
      { reason: 'DEPOSIT_INTEREST', amountPaise: paise(-45_678n) },
    ],
    arrearsPaise: paise(144_800n),
    surchargePaise: paise(2_172n),
    facts: {
      holderName: LONG_NAME,
      maxDemandW: 24_120,
      maxDemandAt: EVENING,
      sanctionedLoadW: 22_000,
      phase: 'THREE',
      load: manyAbove(22_000),
      monthsAbove: 3,
    },
  }),
  prepaid: billView({ mode: 'PREPAID', state: 'PREPAID' }),
  credit: billView({ advancePaise: paise(900_000n), state: 'CREDIT' }),
  'carried over': billView({ state: 'CARRIED_OVER', facts: { carriedBy: { id: 'newer', month: month('2026-04') } } }),
  'hostile strings': billView({ facts: { holderName: HOSTILE, address: HOSTILE, subdivision: '#panic("x")' } }),
  'first bill': billView({
    facts: { history: [], meterSerialNo: null, maxDemandW: null, maxDemandAt: null, load: null },
  }),
  'above its load': billView({
    facts: { maxDemandW: 4_120, maxDemandAt: EVENING, load: manyAbove(2_000), monthsAbove: 2 },
  }),
  'half hours only': billView({ facts: { maxDemandW: null, maxDemandAt: null, load: BLOCKS_ONLY } }),
}
