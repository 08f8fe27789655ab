import { describe, expect, test } from 'vitest'
import { addDays, day, type IstDay } from '#lib/units/ist.ts'
import type { DaysAround } from './days-around.ts'
import { interpolate, type TimelineBlock } from './interpolate.ts'
import { planOf } from './plan-estimate.ts'
import { type ExampleDay, profileOf } from './profile.ts'

describe('a straight line', () => {
  /** `?` is missing, `~` was estimated or cut short, a digit so many hundred Wh. */
  const timeline = (text: string): TimelineBlock[] =>
    [...text].map((sign) => ({
      energyWh: sign === '?' ? null : sign === '~' ? 100 : Number(sign) * 100,
      isMeasured: !'?~'.includes(sign),
    }))
  const places = (text: string) => [...text].flatMap((sign, place) => (sign === '?' ? [place] : []))
  const of = (text: string, intervalMinutes = 30) => {
    const drawn = interpolate(timeline(text), places(text), intervalMinutes)
    return drawn.ok ? drawn.values.map(({ energyWh }) => energyWh) : drawn.reason
  }
  test.each([
    ['one block is the middle', '1?3', [200]],
    ['three blocks', '1???5', [200, 300, 400]],
    ['falling', '4?1', [250]],
    ['two gaps', '1?3?1', [200, 200]],
    ['whole Wh', '0??1', [33, 67]],
    ['beside an estimate', '~?3', 'NO_NEIGHBOUR'],
    ['at the edge of what is known', '?3', 'NO_NEIGHBOUR'],
    ['two hours are the most', '1????6', [200, 300, 400, 500]],
    ['longer is no line', '1?????7', 'TOO_LONG'],
  ])('%s', (_, text, expected) => expect(of(text)).toEqual(expected))

  test('two hours are eight quarters and two hours', () => {
    expect(of('1????????1', 15)).toHaveLength(8)
    expect(of('1?????????1', 15)).toBe('TOO_LONG')
    expect(of('1??1', 60)).toHaveLength(2)
    expect(of('1???1', 60)).toBe('TOO_LONG')
  })
})

const ON = day('2026-11-18')
const flat = (wh: number | null): (number | null)[] => Array(24).fill(wh)

describe('like days', () => {
  const example = (weeksBefore: number, wh: number, more: Partial<ExampleDay> = {}): ExampleDay => ({
    on: addDays(ON, -7 * weeksBefore),
    ...{ intervalMinutes: 60, energyWh: flat(wh), isEstimated: false, minutesOut: 0 },
    ...more,
  })
  const meanOf = (...days: ExampleDay[]) => {
    const found = profileOf(ON, 60, days)
    return found && [found.days.length, found.energyWh[7]]
  }
  const three = [example(1, 100), example(2, 200), example(3, 301)]
  test.each([
    ['three are the least', three, [3, 200]],
    ['two are too few', three.slice(1), null],
    ['four are the most, the newest', [...three, example(4, 399), example(5, 9000)], [4, 250]],
    ['another weekday is none', [...three.slice(1), { ...example(1, 9), on: addDays(ON, -1) }], null],
    ['nor a later one', [...three.slice(1), example(-1, 9)], null],
    ['nor one that lacks an hour', [...three.slice(1), example(1, 9, { energyWh: [...flat(9).slice(1), null] })], null],
    ['nor one that was estimated', [...three.slice(1), example(1, 9, { isEstimated: true })], null],
    ['nor one of other blocks', [...three.slice(1), example(1, 9, { intervalMinutes: 30 })], null],
    ['nor one with a long outage', [...three.slice(1), example(1, 9, { minutesOut: 121 })], null],
    ['a short one is usual', [...three.slice(1), example(1, 99, { minutesOut: 120 })], [3, 200]],
  ])('%s', (_, days, expected) => expect(meanOf(...days)).toEqual(expected))
})

describe('the plan for a day', () => {
  const weeks = [1, 2, 3].map((week) => addDays(ON, -7 * week))
  const seen = (on: IstDay, energyWh: (number | null)[]) => ({
    ...{ on, intervalMinutes: 60, energyWh, outageMinutes: [], estimatedBlocks: [] as number[], minutesOut: null },
  })
  const around = (energyWh: (number | null)[], more: Partial<DaysAround> = {}): DaysAround => ({
    ...{ on: ON, intervalMinutes: 60, maxPowerW: 5000, energyWh, estimatedBlocks: [], registerWh: null },
    ...{ hasBefore: true, hasAfter: true },
    days: [
      ...weeks.map((on) => seen(on, flat(100))),
      ...[-1, 1].map((shift) => seen(addDays(ON, shift), flat(100))),
      ...(energyWh.some((value) => value !== null) ? [seen(ON, energyWh)] : []),
    ],
    ...more,
  })
  const lacking = (...hours: number[]) => flat(100).map((wh, hour) => (hours.includes(hour) ? null : wh))
  const valuesOf = (plan: ReturnType<typeof planOf>) => (plan.ok ? plan.values : plan.reason)

  test('a line may run over midnight', () => {
    expect(valuesOf(planOf(around(lacking(0)), 'LINEAR'))).toEqual([{ block: 0, energyWh: 100 }])
  })
  test('a whole day is for similar days alone', () => {
    expect(valuesOf(planOf(around(flat(null)), 'LINEAR'))).toBe('TOO_LONG')
    expect(valuesOf(planOf(around(flat(null)), 'PROFILE'))).toHaveLength(24)
  })
  test('a week is the longest that is filled', () => {
    const apart = (before: number, after: number) => {
      const days = [...weeks.map((on) => seen(on, flat(1))), seen(addDays(ON, after), flat(1))]
      return around(flat(null), { days: [...days, seen(addDays(ON, -before), flat(1))] })
    }
    expect(valuesOf(planOf(apart(3, 5), 'PROFILE'))).toHaveLength(24)
    expect(valuesOf(planOf(apart(4, 5), 'PROFILE'))).toBe('TOO_LONG')
  })
  test('the day’s register has the last word', () => {
    const plan = planOf(around(lacking(5, 6), { registerWh: 2501 }), 'LINEAR')
    expect(valuesOf(plan)).toEqual([
      { block: 5, energyWh: 151 },
      { block: 6, energyWh: 150 },
    ])
    expect(plan.ok && plan.basis.registerWh).toBe(2501)
    expect(valuesOf(planOf(around(lacking(5, 6), { registerWh: 1000 }), 'LINEAR'))).toBe('REGISTER_BELOW')
    // Within what two books of one meter may differ by, nothing is left for the gap.
    expect(valuesOf(planOf(around(lacking(5), { registerWh: 2290 }), 'LINEAR'))).toEqual([{ block: 5, energyWh: 0 }])
    expect(valuesOf(planOf(around(lacking(5), { registerWh: 7500 }), 'LINEAR'))).toBe('ABOVE_METER')
  })
  test('what may still come has its part in the register, so that the register tells nothing of the gap', () => {
    const evening = { hasAfter: false, registerWh: 2400 }
    const plan = planOf(around(lacking(5, 20, 21, 22, 23), evening), 'LINEAR')
    expect(valuesOf(plan)).toEqual([{ block: 5, energyWh: 100 }])
    expect(plan.ok && plan.basis.registerWh).toBe(null)
    const below = around(lacking(5, 20, 21, 22, 23), { hasAfter: false, registerWh: 1000 })
    expect(valuesOf(planOf(below, 'LINEAR'))).toBe('REGISTER_BELOW')
  })
  test('nothing is filled that may still come', () => {
    expect(valuesOf(planOf(around(lacking(23), { hasAfter: false }), 'PROFILE'))).toBe('NO_GAP')
    expect(valuesOf(planOf(around(flat(100)), 'PROFILE'))).toBe('NO_GAP')
  })
})
