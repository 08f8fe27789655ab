import { energyBasis } from '#lib/billing/energy-basis.ts'
import { type EnergyEstimate, estimateEnergy } from '#lib/metering/estimate-energy.ts'
import { estimateRefusal } from '#lib/metering/estimate-refusal.ts'
import { sumWattHours, type WattHours } from '#lib/units/energy.ts'
import { addDays, addMonths, eachDay, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import { type RecordedHome, recordedHomes } from './recorded-homes.ts'
import { printTable } from './table.ts'

/** The readings of these days are known, and nothing later. */
const STANDING_AT = [5, 10, 15, 20, 25]
const READINGS_NEEDED = 25
/** A percentage of almost nothing says nothing: smaller periods are counted apart. */
const LEAST_KWH = 20

type Case = {
  standing: number
  truthKwh: number
  estimate: EnergyEstimate
  averageKwh: number
  lastYearKwh: number | null
}

/**
 * Walks through every calendar month of recorded homes with at least 25 readings, estimates it from what was known on its
 * 5th, 10th, … day, and compares with what it came to. A month with missing days comes to what its bill would count: the
 * mean of the days read for each that was not. The method was chosen on the 1st, 3rd, 5th … home by name; the others
 * report.
 */
export async function run(): Promise<Record<string, unknown>> {
  const { file, homes } = recordedHomes()
  if (!homes) {
    process.stdout.write(`${file} is missing. Set SHARED_DATA to the folder with the recorded meter data.\n`)
    process.exitCode = 1
    return { missing: file }
  }
  const halves = {
    report: homes.filter((_, index) => index % 2 === 1),
    choose: homes.filter((_, index) => index % 2 === 0),
  }
  const report = figuresOf('The half that reports', halves.report)
  const choose = figuresOf('The half that the method was chosen on', halves.choose)
  return { homes: homes.length, leastKwh: LEAST_KWH, report, choose }
}

function figuresOf(title: string, homes: RecordedHome[]): Record<string, unknown>[] {
  const all = homes.flatMap(casesOf)
  const cases = all.filter(({ truthKwh }) => truthKwh >= LEAST_KWH)
  const small = all.filter(({ truthKwh }) => truthKwh < LEAST_KWH)
  const rows = STANDING_AT.map((standing) => {
    const at = cases.filter((one) => one.standing === standing)
    const withYear = at.filter(({ lastYearKwh }) => lastYearKwh !== null)
    const average = meanError(at, ({ averageKwh }) => averageKwh)
    const estimate = meanError(at, expectedKwh)
    return {
      day: standing,
      periods: at.length,
      average,
      estimate,
      less: (1 - estimate / average) * 100,
      withYear: withYear.length,
      lastYear: meanError(withYear, ({ lastYearKwh }) => lastYearKwh as number),
      estimateThere: meanError(withYear, expectedKwh),
      inside: shareInside(at),
      halfWidth:
        mean(
          at.map(({ estimate: { low, high }, truthKwh }) => (kwh(high.energyWh) - kwh(low.energyWh)) / 2 / truthKwh),
        ) * 100,
    }
  })
  process.stdout.write(
    `\n${title}: ${homes.map(({ meter }) => meter).join(' ')}\nMean absolute error in %; share of truths in the range in %\n`,
  )
  printTable(
    [
      'day',
      'periods',
      'average so far',
      'estimate',
      'less error',
      'of them with last year',
      'last year',
      'estimate',
      'in the range',
      'range ±',
    ],
    rows.map((row) => [
      ...[row.day, row.periods].map(String),
      ...[row.average, row.estimate, row.less].map((value) => value.toFixed(1)),
      String(row.withYear),
      ...[row.lastYear, row.estimateThere, row.inside, row.halfWidth].map((value) => value.toFixed(1)),
    ]),
  )
  process.stdout.write(
    `${small.length} estimates of months below ${LEAST_KWH} kWh are left out; ${shareInside(small).toFixed(1)} % of them lay in the range.\n`,
  )
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Math.round(value * 10) / 10])),
  )
}

function casesOf({ energy }: RecordedHome): Case[] {
  const months = new Set([...energy.keys()].map(monthOf))
  return [...months].flatMap((of) => {
    const truth = billed(energy, of)
    if (truth === null) return []
    const [from, to] = [firstDayOf(of), lastDayOf(of)]
    return STANDING_AT.flatMap((standing): Case[] => {
      const today = addDays(from, standing)
      // What was known then: nothing of this day or later.
      const known = new Map(
        [...energy].flatMap(([on, energyWh]) => (on < today ? [[on, { energyWh, isMeasured: true }]] : [])),
      )
      const estimate = estimateRefusal({ from, to }, known, today) ? null : estimateEnergy({ from, to }, known)
      if (!estimate) return []
      const lastYear = billed(energy, addMonths(of, -12))
      return [
        {
          standing,
          truthKwh: kwh(truth),
          estimate,
          averageKwh: (kwh(estimate.soFarWh) / estimate.daysRead) * eachDay(from, to).length,
          lastYearKwh: lastYear === null ? null : kwh(lastYear),
        },
      ]
    })
  })
}

/** What the bill of a month would count; null where too few of its days were read. */
function billed(energy: ReadonlyMap<IstDay, WattHours>, of: Month): WattHours | null {
  const days = eachDay(firstDayOf(of), lastDayOf(of))
  if (days.filter((on) => energy.has(on)).length < READINGS_NEEDED) return null
  const readingOn = (on: IstDay) => {
    const energyWh = energy.get(on)
    return energyWh === undefined ? undefined : { energyWh, measured: true }
  }
  const basis = energyBasis({ days, readingOn, actualBills: [], hadReadingsMonthBefore: true })
  return basis.ok ? sumWattHours(basis.dailyWh) : null
}

const kwh = (energy: WattHours): number => Number(energy) / 1000
const expectedKwh = ({ estimate }: Case): number => kwh(estimate.expected.energyWh)
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function meanError(cases: Case[], guess: (one: Case) => number): number {
  return mean(cases.map((one) => Math.abs(guess(one) / one.truthKwh - 1))) * 100
}

function shareInside(cases: Case[]): number {
  const inside = ({ estimate: { low, high }, truthKwh }: Case) =>
    kwh(low.energyWh) <= truthKwh && truthKwh <= kwh(high.energyWh)
  return mean(cases.map((one) => Number(inside(one)))) * 100
}
