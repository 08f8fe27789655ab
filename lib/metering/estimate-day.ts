import { type WattHours, wattHours } from '#lib/units/energy.ts'
import { addDays, daysBetween, eachDay, type IstDay } from '#lib/units/ist.ts'

/** What one of the days to come is likely to use, in whole Wh: eight times in ten their mean lies from low to high. */
export type DayForecast = { lowWh: WattHours; likelyWh: WattHours; highWh: WattHours }
/** Energy by day, as far as it was read. */
export type EnergyByDay = { get: (on: IstDay) => WattHours | undefined }

/** Days before the last one read that count, and after how many the weight of a day has halved. */
export const DAYS_THAT_COUNT = 60
const HALF_LIFE_DAYS = 3
/** The same weekdays a year before, and the days that they are compared with. */
export const YEAR_DAYS = 364
export const DAYS_COMPARED = 28
const READ_SHARE = 0.75
/** Last year's change is taken to this power, and never for more than double or less than half. */
const LAST_YEAR_POWER = 0.25
const LAST_YEAR_BOUNDS = [0.5, 2] as const
/** How far the range reaches, in spreads: for no day to come, and more for each of them. */
const REACH = 0.6
const REACH_PER_DAY = 0.02
/** A spread that no home is below: a share of the level, and a little for homes that use next to nothing. */
const LEAST_SPREAD_SHARE = 0.05
const LEAST_SPREAD_ROOT_KWH = 0.06

/**
 * Forecasts the days after `readUntilOn` up to `toOn`. The constants were chosen on recorded homes: `docs/estimate.md`.
 *
 * The level is the mean of the days so far in which a day three days older counts half. It is taken over square roots, so
 * that one heavy day counts for less than in a plain mean, and so is the spread: use is never below zero and errs more
 * upwards. Where last year's readings are there, a part of last year's change is expected again.
 */
export function forecastDay(energy: EnergyByDay, readUntilOn: IstDay, toOn: IstDay): DayForecast {
  const daysToCome = daysBetween(readUntilOn, toOn)
  const recent = recentLevel(energy, readUntilOn)
  const root = recent.root * Math.sqrt(lastYearsChange(energy, readUntilOn, toOn))
  const spread = recent.spread + LEAST_SPREAD_SHARE * root + LEAST_SPREAD_ROOT_KWH
  const reach = (REACH + REACH_PER_DAY * daysToCome) * spread
  return { lowWh: squared(Math.max(0, root - reach)), likelyWh: squared(root), highWh: squared(root + reach) }
}

/** Mean and spread of the square roots of the last days' kWh. */
function recentLevel(energy: EnergyByDay, readUntilOn: IstDay): { root: number; spread: number } {
  const days = Array.from({ length: DAYS_THAT_COUNT }, (_, age) => ({
    weight: 2 ** (-age / HALF_LIFE_DAYS),
    wh: energy.get(addDays(readUntilOn, -age)),
  })).flatMap(({ weight, wh }) => (wh === undefined ? [] : [{ weight, root: Math.sqrt(kwh(wh)) }]))
  const weights = sum(days.map(({ weight }) => weight))
  if (weights === 0) return { root: 0, spread: 0 }
  const root = sum(days.map((day) => day.weight * day.root)) / weights
  const variance = sum(days.map((day) => day.weight * (day.root - root) ** 2)) / weights
  return { root, spread: Math.sqrt(variance) }
}

/** By what the days to come are expected to differ from the recent ones because they did last year; 1 where unknown. */
function lastYearsChange(energy: EnergyByDay, readUntilOn: IstDay, toOn: IstDay): number {
  const until = addDays(readUntilOn, -YEAR_DAYS)
  const after = meanKwh(energy, addDays(until, 1), addDays(toOn, -YEAR_DAYS))
  const before = meanKwh(energy, addDays(until, 1 - DAYS_COMPARED), until)
  if (!after || !before) return 1
  const [least, most] = LAST_YEAR_BOUNDS
  return Math.min(most, Math.max(least, after / before)) ** LAST_YEAR_POWER
}

/** Null where too few of the days were read. */
function meanKwh(energy: EnergyByDay, from: IstDay, to: IstDay): number | null {
  const days = eachDay(from, to)
  const read = days.flatMap((on) => energy.get(on) ?? [])
  if (read.length === 0 || read.length < READ_SHARE * days.length) return null
  return sum(read.map(kwh)) / read.length
}

const kwh = (wh: WattHours): number => Number(wh) / 1000
const squared = (rootKwh: number): WattHours => wattHours(Math.round(rootKwh ** 2 * 1000))
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
