import type { WholeBill } from '#lib/billing/bills-of-span.ts'
import type { MeterSeries, SeriesDay } from '#lib/metering/meter-series.ts'
import type { QualitySummary } from '#lib/metering/quality-months.ts'
import type { LineCode } from '#lib/tariff/bill-line.ts'
import { addDays, type IstDay, startOfDay } from '#lib/units/ist.ts'
import { type Paise, sumPaise } from '#lib/units/paise.ts'
import type { ConnectionData, RunningPeriod } from './connection-data.ts'
import type { XmlField } from './xml-fields.ts'

/**
 * The resources of ESPI 4.0 (NAESB REQ.21) that a connection's data makes, as fields in the order of its schema. Codes are
 * the standard's: units 72 Wh, 38 W, 29 V; commodity 1 electricity; currency 356 the Indian rupee.
 */
const CODES = {
  ...{ electricity: 0, metered: 1, rupee: 356, energy: 12, deltaData: 4, normal: 12, forward: 1 },
  ...{ wattHours: 72, watts: 38, volts: 29, EN_50160: 1 },
  quality: { valid: 0, estimated: 8 },
  phase: { SINGLE: 129, THREE: 225 },
  item: { administrativeFee: 4, payment: 9, information: 10 },
} as const
const IST_OFFSET_SECONDS = 19_800
const MINUTES_A_DAY = 1440
/** Money is told in hundred-thousandths of a rupee. */
const PER_PAISA = 1000n

export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)
const money = (amount: Paise): bigint => amount * PER_PAISA

function interval(name: string, from: IstDay, to: IstDay): XmlField {
  const [start, end] = [secondsOf(startOfDay(from)), secondsOf(startOfDay(addDays(to, 1)))]
  const fields: XmlField[] = [
    ['duration', end - start],
    ['start', start],
  ]
  return [name, fields]
}

function measured(name: string, uom: number, value: bigint | number | null, at: Date | null = null): XmlField {
  if (value === null) return [name, null]
  const fields: XmlField[] = [
    ['powerOfTenMultiplier', 0],
    ['timeStamp', at && secondsOf(at)],
    ['uom', uom],
    ['value', value],
  ]
  return [name, fields]
}

export function usagePoint({ nominalV, phase, terms }: ConnectionData): XmlField[] {
  return [
    ['ServiceCategory', [['kind', CODES.electricity]]],
    measured('nominalServiceVoltage', CODES.volts, nominalV),
    ['phaseCode', CODES.phase[phase]],
    measured('ratedPower', CODES.watts, terms?.sanctionedLoadW ?? null),
  ]
}

/** Indian Standard Time, the whole year. */
export const LOCAL_TIME: XmlField[] = [
  ['dstEndRule', 'FFFFFFFF'],
  ['dstOffset', 0],
  ['dstStartRule', 'FFFFFFFF'],
  ['tzOffset', IST_OFFSET_SECONDS],
]

export const minutesOf = ({ intervalMinutes }: MeterSeries): number => intervalMinutes ?? MINUTES_A_DAY

/** Values are measured unless their own quality says otherwise. */
export function readingType(series: MeterSeries, { phase }: ConnectionData): XmlField[] {
  return [
    ['accumulationBehaviour', CODES.deltaData],
    ['commodity', CODES.metered],
    ['currency', CODES.rupee],
    ['dataQualifier', CODES.normal],
    ['defaultQuality', CODES.quality.valid],
    ['flowDirection', CODES.forward],
    ['intervalLength', minutesOf(series) * 60],
    ['kind', CODES.energy],
    ['phase', CODES.phase[phase]],
    ['powerOfTenMultiplier', 0],
    ['timeAttribute', 0],
    ['uom', CODES.wattHours],
  ]
}

/** The values of some days as one block: what did not come has no reading, so that it is nowhere taken for zero. */
export function intervalBlock(days: readonly SeriesDay[], series: MeterSeries): XmlField[] {
  const duration = minutesOf(series) * 60
  const [first, last] = [days[0] as SeriesDay, days.at(-1) as SeriesDay]
  return [interval('interval', first.on, last.on), ...days.flatMap((day) => readingsOf(day, duration))]
}

function readingsOf({ on, energyWh, estimated }: SeriesDay, duration: number): XmlField[] {
  const midnight = secondsOf(startOfDay(on))
  return energyWh.flatMap((value, place): XmlField[] => {
    if (value === null) return []
    const period: XmlField[] = [
      ['duration', duration],
      ['start', midnight + place * duration],
    ]
    const reading: XmlField[] = [
      ['ReadingQuality', estimated.includes(place) ? [['quality', CODES.quality.estimated]] : null],
      ['timePeriod', period],
      ['value', value],
    ]
    return [['IntervalReading', reading]]
  })
}

/** Lines that are not of the period's own supply; with them its current demand comes to what the bill asks for. */
const ADDITIONAL: Partial<Record<LineCode, number>> = {
  ADJUSTMENT: CODES.item.information,
  ARREARS: CODES.item.information,
  DPS: CODES.item.administrativeFee,
  ADVANCE: CODES.item.payment,
  ROUNDING: CODES.item.information,
}

export function billSummary(bill: WholeBill): XmlField[] {
  const additional = bill.lines.filter(({ code }) => ADDITIONAL[code] !== undefined)
  return [
    interval('billingPeriod', bill.periodFrom, bill.periodTo),
    ['billLastPeriod', money(bill.currentDemandPaise)],
    ['costAdditionalLastPeriod', money(sumPaise(additional.map(({ amountPaise }) => amountPaise)))],
    ...additional.map(({ code, amountPaise }): XmlField => {
      const item: XmlField[] = [
        ['amount', money(amountPaise)],
        ['note', code],
        ['itemKind', ADDITIONAL[code] ?? CODES.item.information],
      ]
      return ['costAdditionalDetailLastPeriod', item]
    }),
    ['currency', CODES.rupee],
    measured('overallConsumptionLastPeriod', CODES.wattHours, bill.energyWh),
    measured('peakDemand', CODES.watts, bill.maxDemandW, bill.maxDemandAt),
    ['qualityOfReading', bill.basis === 'ACTUAL' ? CODES.quality.valid : CODES.quality.estimated],
    ['statusTimeStamp', secondsOf(startOfDay(bill.billedOn))],
    ['commodity', CODES.metered],
    ['tariffProfile', bill.category],
  ]
}

/** The running period so far; what it costs is known only where its tariff is. */
export function runningSummary(running: RunningPeriod, { madeAt, terms }: ConnectionData): XmlField[] {
  return [
    interval('billingPeriod', running.from, running.to),
    ['billToDate', running.costPaise === null ? null : money(running.costPaise)],
    ['currency', CODES.rupee],
    measured('currentBillingPeriodOverAllConsumption', CODES.wattHours, running.energyWh, madeAt),
    measured('peakDemand', CODES.watts, running.peakW, running.peakAt),
    measured('previousDayOverallConsumption', CODES.wattHours, running.yesterdayWh),
    ['statusTimeStamp', secondsOf(madeAt)],
    ['commodity', CODES.metered],
    ['tariffProfile', terms?.category ?? null],
  ]
}

export function qualitySummary(quality: QualitySummary): XmlField[] {
  const { longInterruptions, shortInterruptions, meanFrequencyMhz, blocksOutsideBand } = quality
  return [
    ['longInterruptions', longInterruptions],
    ['measurementProtocol', CODES.EN_50160],
    ['powerFrequency', meanFrequencyMhz === null ? null : meanFrequencyMhz * 1000],
    ['shortInterruptions', shortInterruptions],
    interval('summaryInterval', quality.from, quality.to),
    ['supplyVoltageVariations', blocksOutsideBand],
  ]
}
