import { type WattHours, wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { fraction, roundHalfAwayFromZero } from '#lib/units/rounding.ts'
import type { ConsumptionDay } from './consumption-days.ts'

/** What the picture of a period shows; design, section 7: the first that fits. */
export type Finding =
  /** The units went past a limit of the State, and the bill from one amount to another on that day. */
  | { kind: 'PASSED_LIMIT'; on: IstDay; limitKwh: string; fromPaise: Paise; toPaise: Paise }
  /** The last seven days against those before, in Wh a day. */
  | { kind: 'ROSE' | 'FELL'; beforeWh: WattHours; afterWh: WattHours }
  | { kind: 'UNUSUAL_DAY'; on: IstDay; energyWh: WattHours; averageWh: WattHours }
  | { kind: 'NOTHING' }

const DAYS_COMPARED = 7
/** A change is worth a sentence from a fifth on, a day from twice the average. */
const CHANGE_TENTHS = { fell: 8n, rose: 12n }
const UNUSUAL_TIMES = 2n

export function findingOf(days: readonly ConsumptionDay[]): Finding {
  return passedLimit(days) ?? changed(days) ?? unusualDay(days) ?? { kind: 'NOTHING' }
}

function passedLimit(days: readonly ConsumptionDay[]): Finding | null {
  const index = days.findLastIndex(({ passedKwhPerMonth }) => passedKwhPerMonth !== null)
  const day = days[index]
  if (!day?.passedKwhPerMonth) return null
  const fromPaise = costUpTo(days.slice(0, index))
  const toPaise = paise(fromPaise + (day.costPaise ?? 0n))
  return { kind: 'PASSED_LIMIT', on: day.on, limitKwh: day.passedKwhPerMonth, fromPaise, toPaise }
}

function costUpTo(days: readonly ConsumptionDay[]): Paise {
  return days.reduce((sum, { costPaise }) => paise(sum + (costPaise ?? 0n)), ZERO_PAISE)
}

function changed(days: readonly ConsumptionDay[]): Finding | null {
  const read = readOf(days)
  if (read.length < 2 * DAYS_COMPARED) return null
  const beforeWh = meanWh(read.slice(0, -DAYS_COMPARED))
  const afterWh = meanWh(read.slice(-DAYS_COMPARED))
  if (afterWh * 10n <= beforeWh * CHANGE_TENTHS.fell) return { kind: 'FELL', beforeWh, afterWh }
  if (beforeWh > 0n && afterWh * 10n >= beforeWh * CHANGE_TENTHS.rose) return { kind: 'ROSE', beforeWh, afterWh }
  return null
}

function unusualDay(days: readonly ConsumptionDay[]): Finding | null {
  const read = days.filter(({ status }) => status === 'READ')
  const highest = highestDay(read)
  if (read.length < DAYS_COMPARED || !highest) return null
  const averageWh = meanWh(readOf(read))
  const isUnusual = averageWh > 0n && highest.energyWh >= averageWh * UNUSUAL_TIMES
  return isUnusual ? { kind: 'UNUSUAL_DAY', ...highest, averageWh } : null
}

/** Values of the days that were measured; estimates would speak for themselves. */
function readOf(days: readonly ConsumptionDay[]): WattHours[] {
  return days.flatMap(({ energyWh, status }) => (energyWh !== null && status === 'READ' ? [energyWh] : []))
}

/** The first of the days with the most energy. */
export function highestDay(days: readonly ConsumptionDay[]): { on: IstDay; energyWh: WattHours } | null {
  let highest: { on: IstDay; energyWh: WattHours } | null = null
  for (const { on, energyWh } of days)
    if (energyWh !== null && energyWh > (highest?.energyWh ?? -1n)) highest = { on, energyWh }
  return highest
}

/** Whole Wh a day; zero for no days. */
export function meanWh(values: readonly WattHours[]): WattHours {
  if (values.length === 0) return wattHours(0)
  const total = values.reduce((sum, value) => sum + value, 0n)
  return wattHours(roundHalfAwayFromZero(fraction(total, BigInt(values.length))))
}
