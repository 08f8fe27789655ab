import { decimalText } from '#lib/tariff/decimal-text.ts'
import { kwhDecimal, wattHours } from '#lib/units/energy.ts'
import { dayOf, startOfDay } from '#lib/units/ist.ts'
import { compare, type Fraction, fraction, multiply, roundHalfAwayFromZero, subtract } from '#lib/units/rounding.ts'
import { periodEnd } from './iso-duration.ts'
import type { Layout } from './meter-data-layout.ts'
import { inlineMeasures, type Measure, type Measures, positionalMeasures } from './meter-data-measures.ts'
import type { ProfileOf } from './meter-data-schema.ts'

type Path = readonly (string | number)[]
export type Target = 'blocks' | 'days' | 'registers' | 'events' | 'balances' | 'customers' | 'bills'
/** A row for one of the kinds that store, by the names of its columns; `paths` are the values that it was made of. */
export type Row = { target: Target; path: Path; cells: Record<string, string | undefined>; paths: Path[] }
export type Problem = { path: Path; reason: string }
export type Rows = { rows: Row[]; problems: Problem[] }

type Step = { path: Path; start: Date; end: Date; measures: readonly Measure[] }

/** What a meter's register stood at at an instant, as far as it is known. */
export type StandAt = (meterNo: string, at: Date) => Promise<Pick<Measure, 'value' | 'status'> | undefined>

/**
 * A load survey or a profile of days: rows of blocks, days and registers. A survey of registers that begins at midnight
 * goes on from what the day before ended with.
 */
export async function seriesRows(
  profile: ProfileOf<'INTERVAL'> | ProfileOf<'DAILY'>,
  layout: Layout,
  meterNo: string,
  standAt: StandAt,
): Promise<Rows> {
  const problems: Problem[] = []
  const steps = stepsOf(profile, layout, problems).sort((a, b) => a.start.getTime() - b.start.getTime())
  if (profile.profileType === 'DAILY')
    return { rows: steps.flatMap((step) => dayRows(step, meterNo, problems)), problems }
  const first = steps[0] && (await stepBefore(steps[0], meterNo, standAt))
  const rows = steps.flatMap((step, index) => blockRows(step, steps[index - 1] ?? first, meterNo, problems))
  return { rows, problems }
}

async function stepBefore(step: Step, meterNo: string, standAt: StandAt): Promise<Step | undefined> {
  const { start } = step
  const register = measureOf(step, 'ENERGY_REGISTER')
  if (register?.mode !== 'READING' || !isMidnight(start)) return undefined
  const stand = await standAt(meterNo, start)
  return (
    stand && { path: [], start, end: start, measures: [{ code: register.code, mode: 'READING', paths: [], ...stand }] }
  )
}

const isMidnight = (at: Date) => startOfDay(dayOf(at)).getTime() === at.getTime()

function stepsOf(
  { intervalPeriod, intervals, readings }: ProfileOf<'INTERVAL'> | ProfileOf<'DAILY'>,
  layout: Layout,
  problems: Problem[],
): Step[] {
  const steps: Step[] = []
  const add = (path: Path, period: { start: Date; duration: string }, ordinal: number, found: Measures) => {
    const length = (periodEnd(period.start, period.duration)?.getTime() ?? Number.NaN) - period.start.getTime()
    const [start, end] = [ordinal, ordinal + 1].map((times) => new Date(period.start.getTime() + times * length))
    if (!found.ok) problems.push({ path: found.path, reason: found.reason })
    else if (!end || Number.isNaN(end.getTime())) problems.push({ path, reason: 'has a duration that is none' })
    else steps.push({ path, start: start as Date, end, measures: found.measures })
  }
  for (const [index, interval] of intervals.entries()) {
    const path = ['intervals', index]
    // Its own period, or the profile's moved on by as many steps as its number says.
    const [period, ordinal] = interval.intervalPeriod ? [interval.intervalPeriod, 0] : [intervalPeriod, interval.id]
    if (interval.payloads)
      add(path, period, ordinal, positionalMeasures(interval.payloads, interval.overrides, layout, path))
    if (interval.readings) add(path, period, ordinal, inlineMeasures(interval.readings, layout, [...path, 'readings']))
    if (!interval.payloads && !interval.readings) problems.push({ path, reason: 'has neither payloads nor readings' })
  }
  for (const [index, reading] of readings.entries()) {
    const found = inlineMeasures([reading], layout, [])
    // Its place among the others, not the first of a list of one.
    const shifted = (path: Path) => ['readings', index, ...path.slice(1)]
    const measures: Measures = found.ok
      ? { ok: true, measures: found.measures.map((one) => ({ ...one, paths: one.paths.map(shifted) })) }
      : { ...found, path: shifted(found.path) }
    add(['readings', index], reading.timePeriod ?? intervalPeriod, 0, measures)
  }
  return steps
}

const measureOf = ({ measures }: Step, ...quantities: Measure['code']['quantity'][]) =>
  measures.find(({ code, status }) => quantities.includes(code.quantity) && status !== 'DOUBTED')

function blockRows(step: Step, before: Step | undefined, meterNo: string, problems: Problem[]): Row[] {
  const { start, end, path } = step
  const register = measureOf(step, 'ENERGY_REGISTER')
  if (register?.mode === 'READING') {
    // A register at the end of each block: the block is what it grew by, and at midnight it makes the day.
    const earlier =
      before && before.end.getTime() === start.getTime() ? measureOf(before, 'ENERGY_REGISTER') : undefined
    const grown = earlier?.value && register.value ? subtract(register.value, earlier.value) : null
    if (grown && grown.numerator < 0n) problems.push({ path, reason: 'the register went back within the profile' })
    const isEstimated = [register, earlier].some((one) => one?.status === 'ESTIMATED')
    return [
      ...(grown && grown.numerator >= 0n
        ? [
            blockRow(step, meterNo, { kwh: decimalText(grown), status: isEstimated ? 'ESTIMATED' : 'VALID' }, [
              register,
            ]),
          ]
        : []),
      ...(isMidnight(end) ? [registerRow(path, end, [register], meterNo, false)] : []),
    ]
  }
  const energy = measureOf(step, 'ENERGY_BLOCK') ?? register
  if (!energy?.value) return []
  return [blockRow(step, meterNo, { kwh: decimalText(energy.value), status: energy.status }, [energy])]
}

function blockRow(step: Step, meterNo: string, energy: Record<string, string>, used: Measure[]): Row {
  const others = {
    kvah: measureOf(step, 'APPARENT_BLOCK'),
    voltage_v: measureOf(step, 'VOLTAGE'),
    current_a: measureOf(step, 'CURRENT'),
    frequency_hz: measureOf(step, 'FREQUENCY'),
    power_factor: measureOf(step, 'POWER_FACTOR'),
  }
  const said = Object.entries(others).flatMap(([column, one]) => (one?.value ? [[column, decimalText(one.value)]] : []))
  return {
    ...{ target: 'blocks', path: step.path },
    cells: {
      ...{ meter_no: meterNo, start: step.start.toISOString() },
      interval_minutes: String((step.end.getTime() - step.start.getTime()) / 60_000),
      ...Object.fromEntries(said),
      ...energy,
    },
    paths: [...used, ...Object.values(others)].flatMap((one) => one?.paths ?? []),
  }
}

function dayRows(step: Step, meterNo: string, problems: Problem[]): Row[] {
  const { path, start, end } = step
  if (!isMidnight(start) || end.getTime() - start.getTime() !== 86_400_000) {
    problems.push({ path, reason: 'is no day from midnight to midnight in India' })
    return []
  }
  const energy = measureOf(step, 'ENERGY_REGISTER', 'ENERGY_BLOCK')
  const apparent = measureOf(step, 'APPARENT_REGISTER', 'APPARENT_BLOCK')
  const demand = measureOf(step, 'MAX_DEMAND')
  if (!energy?.value) return []
  const used = [energy, ...(apparent ? [apparent] : []), ...(demand ? [demand] : [])]
  if (energy.mode === 'READING') return [registerRow(path, end, used, meterNo, true)]
  const wrong = endsDisagree(energy)
  if (wrong) {
    problems.push({ path: energy.paths.find((one) => one.at(-1) === 'value') ?? path, reason: wrong })
    return []
  }
  const isOne = apparent?.mode === 'USAGE'
  return [
    {
      ...{ target: 'days', path },
      cells: {
        ...{ meter_no: meterNo, date: dayOf(start), kwh: kwhOf(energy, energy.value), status: energy.status },
        ...(isOne && apparent.value && { kvah: thousandths(apparent.value) }),
        ...demandCells(demand),
      },
      paths: used.filter((one) => one !== apparent || isOne).flatMap(({ paths }) => paths),
    },
    ...endRows({ path, start, end }, used, meterNo),
  ]
}

/** The registers at both ends of a period, where its energy says them. */
export function endRows(
  { path, start, end }: Omit<Step, 'measures'>,
  measures: readonly Measure[],
  meterNo: string,
): Row[] {
  const energy = measures.find(({ code }) => code.quantity === 'ENERGY_REGISTER')
  if (!energy?.openingValue || !energy.closingValue) return []
  const at = (end: 'openingValue' | 'closingValue') =>
    measures.flatMap((one) => (one[end] && one.code.quantity !== 'MAX_DEMAND' ? [{ ...one, value: one[end] }] : []))
  return [
    registerRow(path, start, at('openingValue'), meterNo, false),
    registerRow(path, end, at('closingValue'), meterNo, false),
  ]
}

/** Why opening, closing and what passed between do not agree; null where they do, or one is not said. */
export function endsDisagree({ value, openingValue, closingValue }: Measure): string | null {
  if (!value || !openingValue || !closingValue) return null
  const passed = subtract(closingValue, openingValue)
  return compare(passed, value) === 0
    ? null
    : `says ${decimalText(value)}, from openingValue to closingValue it is ${decimalText(passed)}`
}

export function registerRow(path: Path, at: Date, measures: readonly Measure[], meterNo: string, ofDay: boolean): Row {
  const energy = measures.find(({ code }) => code.quantity === 'ENERGY_REGISTER')
  const apparent = measures.find(({ code }) => code.quantity === 'APPARENT_REGISTER')
  const demand = ofDay ? measures.find(({ code }) => code.quantity === 'MAX_DEMAND') : undefined
  return {
    ...{ target: 'registers', path },
    cells: {
      ...{ meter_no: meterNo, at: at.toISOString() },
      ...(energy?.value && { kwh: thousandths(energy.value), status: energy.status }),
      ...(apparent?.value && { kvah: thousandths(apparent.value) }),
      ...demandCells(demand),
    },
    paths: [energy, apparent, demand].flatMap((one) => one?.paths ?? []),
  }
}

const demandCells = (demand: Measure | undefined) =>
  demand?.value && { max_demand_kw: thousandths(demand.value), max_demand_at: demand.occurredAt }

/** Between registers that are known at both ends it is what they differ by as they are kept, so that both say the same. */
function kwhOf({ openingValue, closingValue }: Measure, value: Fraction): string {
  if (!openingValue || !closingValue) return thousandths(value)
  return kwhDecimal(wattHours(wholeThousandths(closingValue) - wholeThousandths(openingValue)))
}

const wholeThousandths = (value: Fraction): bigint => roundHalfAwayFromZero(multiply(value, fraction(1000n)))

/** Whole watt-hours or watts: what a sender says beyond is rounded half away from zero. */
export const thousandths = (value: Fraction): string => kwhDecimal(wattHours(wholeThousandths(value)))
