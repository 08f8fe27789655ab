import { randomUUID } from 'node:crypto'
import { supplyHoursOf } from '#lib/metering/supply-minutes.ts'
import { newReference } from '#lib/payments/reference.ts'
import type { BillRefusal } from '#lib/tariff/bill-input.ts'
import type { BillLine } from '#lib/tariff/bill-line.ts'
import { type CalculatedBill, calculateBill } from '#lib/tariff/calculate-bill.ts'
import { readByDay } from '#lib/tariff/daily-energy.ts'
import { bookOn } from '#lib/tariff/in-force.ts'
import { promptUntil } from '#lib/tariff/rebates.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { addMonths, type IstDay, type Month, monthOf } from '#lib/units/ist.ts'
import { type Paise, sumPaise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { BillDates } from './bill-dates.ts'
import { type BillSource, billedDays } from './bill-sources.ts'
import { loadOfPeriod, type StoredLoad } from './billed-load.ts'
import type { BilledRegister } from './billed-register.ts'
import { type StoredSupply, supplyOfPeriod } from './billed-supply.ts'
import { type CarriedOver, surchargeOnBill } from './carried-over.ts'
import type { DueAdjustment } from './due-adjustments.ts'
import { type EnergyBasis, energyBasis, type NoBasis } from './energy-basis.ts'
import { meterOn, supplyTerms, termsOn } from './supply-history.ts'

/** A bill's line as it is frozen; `arithmetic` of carried lines is richer than the tariff engine's own. */
export type DraftLine = {
  code: BillLine['code']
  amountPaise: Paise
  orderId: string | null
  reason: string | null
  arithmetic: object
}

/** A bill that has been computed and not been written yet. */
export type BillDraft = BillDates &
  EnergyBasis & {
    id: string
    billNo: string
    connectionId: string
    month: Month
    periodFrom: IstDay
    periodTo: IstDay
    holderName: string
    address: string
    subdivision: string
    category: string
    mode: 'POSTPAID' | 'PREPAID'
    phase: 'SINGLE' | 'THREE'
    sanctionedLoadW: number
    meterSerialNo: string | null
    energyWh: WattHours
    maxDemandW: number | null
    maxDemandAt: Date | null
    /** Null where nobody read the meter day by day. */
    load: StoredLoad | null
    supplyMinutes: StoredSupply
    currentDemandPaise: Paise
    payableByDuePaise: Paise
    payableAfterDuePaise: Paise
    promptRebatePaise: Paise
    promptUntilOn: IstDay | null
    digitalRebatePaise: Paise
    paymentReference: string
    /** Who computed it, and of a utility's bill the meter's registers. */
    issuer: 'PORTAL' | 'UTILITY'
    registers: readonly BilledRegister[] | null
    contentHash: string | null
    lines: DraftLine[]
    /** Those that the lines name, and true-ups of zero. */
    adjustments: readonly DueAdjustment[]
    /** The part of the total that is this bill's own: everything but ARREARS, DPS and ADVANCE. */
    ownPaise: Paise
    chargedSurchargePaise: Paise
    /** Paid ahead and set against this bill. */
    advancePaise: Paise
    /** Owed, or paid ahead (negative), before the first bill that came here; zero on all others. */
    openingPaise: Paise
  }

export type NoDraft = { reason: NoBasis | 'NOT_CONNECTED' } | BillRefusal

/** What money of before stands on a new bill. */
export type Money = { carried: CarriedOver; advancePaise: Paise }

/** What stands on a new bill beside the month's own demand. */
export type Carried = { money: Money | null; adjustments: readonly DueAdjustment[] }

/** Pure but for the random id and reference: computes the bill of one connection and month. */
export function draftBill(
  book: TariffBook,
  source: BillSource,
  { of, dates, money, adjustments }: { of: Month; dates: BillDates } & Carried,
): { ok: true; draft: BillDraft } | ({ ok: false } & NoDraft) {
  const days = billedDays(source, of)
  const [periodFrom, periodTo] = [days[0], days.at(-1)]
  const lastTerms = periodTo && termsOn(source, periodTo)
  if (!periodFrom || !periodTo || !lastTerms) return { ok: false, reason: 'NOT_CONNECTED' }
  const basis = basisOfMonth(source, of)
  if (!basis.ok) return basis

  const peak = peakOf(source, days)
  const calculated = calculateBill(book, {
    from: periodFrom,
    to: periodTo,
    terms: supplyTerms(source),
    energy: readByDay(basis.dailyWh),
    maxDemandW: peak.maxDemandW,
    supplyHours: supplyHoursOf(days, source.supplyMinutes),
    adjustments,
    arrearsPaise: money?.carried.arrearsPaise,
    delayedPayment: money ? { amountPaise: surchargeOnBill(money.carried) } : undefined,
    dueOn: dates.dueOn,
    advancePaise: money?.advancePaise,
  })
  if (!calculated.ok) return calculated
  const { bill } = calculated
  const { category, mode, sanctionedLoadW } = lastTerms
  return {
    ok: true,
    draft: {
      id: randomUUID(),
      billNo: `${of.slice(2, 4)}${of.slice(5)}-${source.consumerNo}`,
      connectionId: source.connectionId,
      month: of,
      periodFrom,
      periodTo,
      ...dates,
      holderName: source.holderName,
      address: source.address,
      subdivision: source.subdivision,
      category,
      mode,
      phase: source.phase,
      sanctionedLoadW,
      meterSerialNo: meterOn(source, periodTo)?.serialNo ?? null,
      basis: basis.basis,
      dailyWh: basis.dailyWh,
      estimatedOn: basis.estimatedOn,
      energyWh: bill.energyWh,
      ...peak,
      load: loadOfPeriod(source, days),
      supplyMinutes: supplyOfPeriod(days, source.supplyMinutes),
      currentDemandPaise: bill.currentDemandPaise,
      payableByDuePaise: bill.payableByDuePaise,
      payableAfterDuePaise: bill.payableAfterDuePaise,
      ...frozenRebates(bookOn(book, periodTo), bill, dates.billedOn),
      paymentReference: newReference(source.connectionId),
      issuer: 'PORTAL',
      registers: null,
      contentHash: null,
      lines: draftLines(bill.lines, { money, adjustments }),
      adjustments,
      ownPaise: sumPaise(bill.lines.filter(({ code }) => !CARRIED.has(code)).map(({ amountPaise }) => amountPaise)),
      chargedSurchargePaise: money?.carried.chargedSurchargePaise ?? ZERO_PAISE,
      advancePaise: money?.advancePaise ?? ZERO_PAISE,
      openingPaise: ZERO_PAISE,
    },
  }
}

const CARRIED: ReadonlySet<BillLine['code']> = new Set(['ARREARS', 'DPS', 'ADVANCE'])

/** `source.readings` must reach back over the month before. */
export function basisOfMonth(source: BillSource, of: Month): ReturnType<typeof energyBasis> {
  return energyBasis({
    days: billedDays(source, of),
    readingOn: (on) => source.readings.get(on),
    actualBills: source.actualBills,
    hadReadingsMonthBefore: [...source.readings.keys()].some((on) => monthOf(on) === addMonths(of, -1)),
  })
}

function peakOf(
  { readings }: BillSource,
  days: readonly IstDay[],
): { maxDemandW: number | null; maxDemandAt: Date | null } {
  let peak: { maxDemandW: number | null; maxDemandAt: Date | null } = { maxDemandW: null, maxDemandAt: null }
  for (const on of days) {
    const reading = readings.get(on)
    if (reading && reading.maxDemandW !== null && reading.maxDemandW > (peak.maxDemandW ?? -1))
      peak = { maxDemandW: reading.maxDemandW, maxDemandAt: reading.maxDemandAt }
  }
  return peak
}

/** By a book as of the period's last day. Where nothing is to be paid no rebate is to be had. */
export function frozenRebates(
  book: TariffBook,
  {
    payableByDuePaise,
    promptRebatePaise,
    digitalRebatePaise,
  }: Pick<CalculatedBill, 'payableByDuePaise' | 'promptRebatePaise' | 'digitalRebatePaise'>,
  billedOn: IstDay,
): Pick<BillDraft, 'promptRebatePaise' | 'promptUntilOn' | 'digitalRebatePaise'> {
  if (payableByDuePaise <= 0n || (promptRebatePaise === 0n && digitalRebatePaise === 0n))
    return { promptRebatePaise: ZERO_PAISE, promptUntilOn: null, digitalRebatePaise: ZERO_PAISE }
  return { promptRebatePaise, promptUntilOn: promptUntil(book, billedOn), digitalRebatePaise }
}

/** Adjustments stand in their order; one of zero has no line. */
function draftLines(lines: readonly BillLine[], { money, adjustments }: Carried): DraftLine[] {
  const shown = adjustments.filter(({ amountPaise }) => amountPaise !== 0n)
  return lines.map((line) =>
    line.code === 'ADJUSTMENT'
      ? { ...draftLine(line, money), arithmetic: (shown.shift() as DueAdjustment).arithmetic }
      : draftLine(line, money),
  )
}

function draftLine(line: BillLine, money: Money | null): DraftLine {
  const { code, amountPaise } = line
  const orderId = 'orderId' in line ? line.orderId : null
  const reason = 'reason' in line ? line.reason : null
  const arithmetic =
    code === 'ARREARS' && money
      ? money.carried.arrears
      : code === 'DPS' && money
        ? money.carried.surcharge
        : line.arithmetic
  return { code, amountPaise, orderId, reason, arithmetic }
}
