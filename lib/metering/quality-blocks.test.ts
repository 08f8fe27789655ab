import { describe, expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, day, startOfDay } from '#lib/units/ist.ts'
import type { DayBlocks } from './block-days.ts'
import { outageDays } from './outage-days.ts'
import { gridFrequency, powerFactor, voltageBlocks, voltageRuns, worstBlock } from './quality-blocks.ts'
import type { QualityDay } from './quality-days.ts'
import { dayFacts, findingOf } from './quality-facts.ts'
import type { FoundInterruption } from './read-interruptions.ts'
import { BAND, type TestBlocks, testArrays } from './test-blocks.ts'

const on = day('2026-11-08')
const span = { from: startOfDay(on), to: startOfDay(addDays(on, 1)) }
const at = (clock: string) => new Date(`2026-11-08T${clock}:00+05:30`)
function dayOfBlocks(given: TestBlocks): DayBlocks {
  return {
    ...testArrays(given),
    ...{ intervalMinutes: 30, blocksInDay: 48, blocksKnown: 48, energyKnownWh: wattHours(9_600), estimatedBlocks: [] },
    ...{ peakW: 400, peakAt: null, minVoltageDv: null, maxVoltageDv: null, minutesOut: null },
    ...{ minutesBelow: null, minutesAbove: null, minutesFarBelow: null, minutesFarAbove: null },
  }
}
const one = (given: TestBlocks) => new Map([[on, dayOfBlocks(given)]])

describe('voltage by blocks', () => {
  test('a block without supply has none, whatever was sent; one that was cut short has', () => {
    const blocks = voltageBlocks(
      one({
        voltageDv: (block) => (block < 4 ? ([1000, 2200, 0, null][block] ?? null) : 2300),
        outageMinutes: (block) => [30, 29][block] ?? 0,
      }),
    )
    expect(blocks).toHaveLength(45)
    expect(blocks[0]).toEqual({ startAt: at('00:30'), endAt: at('01:00'), voltageDv: 2200 })
  })

  test('the worst is furthest from the nominal voltage, the first of equals', () => {
    const found = (...volts: number[]) => {
      const blocks = voltageBlocks(one({ voltageDv: (block) => volts[block] ?? 2300 }))
      return worstBlock(blocks, 2300)
    }
    expect(found(2400, 2199, 2401)).toMatchObject({ voltageDv: 2199, startAt: at('00:30') })
    expect(found(2400, 2200)).toMatchObject({ voltageDv: 2400, startAt: at('00:00') })
    expect(found()).toMatchObject({ voltageDv: 2300 })
    expect(worstBlock([], 2300)).toBeNull()
  })

  test('runs join adjacent blocks of one side; an edge is inside', () => {
    const volts = [2162, 2161, 2150, 2439, 2438, 2500, null, 2500]
    const runs = voltageRuns(
      voltageBlocks(one({ voltageDv: (block) => (block < volts.length ? (volts[block] ?? null) : 2300) })),
      BAND,
    )
    expect(runs.map(({ side, from, to, minutes, worstDv }) => [side, from, to, minutes, worstDv])).toEqual([
      ['LOW', at('00:30'), at('01:30'), 60, 2150],
      ['HIGH', at('01:30'), at('02:00'), 30, 2439],
      ['HIGH', at('02:30'), at('03:00'), 30, 2500],
      ['HIGH', at('03:30'), at('04:00'), 30, 2500],
    ])
  })
})

test('frequency is the mean of what was sent', () => {
  expect(gridFrequency(one({ frequencyMhz: (block) => [49_900, 50_100, null, 0][block] ?? null }))).toEqual({
    ...{ meanMhz: 50_000, lowMhz: 49_900, highMhz: 50_100 },
  })
  expect(gridFrequency(one({}))).toBeNull()
})

describe('power factor', () => {
  test.each<[what: string, given: TestBlocks, expected: object | null]>([
    [
      'sent by the meter, weighed by energy',
      { energyWh: (block) => (block === 0 ? 900 : 10), powerFactorMilli: (block) => (block === 0 ? 900 : null) },
      { thousandths: 900, source: 'METER' },
    ],
    ['from kWh and kVAh', { energyWh: 190, apparentVah: 200 }, { thousandths: 950, source: 'APPARENT_ENERGY' }],
    [
      'what the meter sent before kVAh',
      { energyWh: 190, apparentVah: 200, powerFactorMilli: 980 },
      { thousandths: 980, source: 'METER' },
    ],
    [
      'from volts and amperes',
      { energyWh: 207, voltageDv: 2300, currentMa: 2000 },
      { thousandths: 900, source: 'VOLT_AMPERE' },
    ],
    [
      'over the powered part of a block',
      { energyWh: 69, voltageDv: 2300, currentMa: 2000, outageMinutes: 20 },
      { thousandths: 900, source: 'VOLT_AMPERE' },
    ],
    [
      'a little above one is rounding',
      { energyWh: 205, apparentVah: 200 },
      { thousandths: 1000, source: 'APPARENT_ENERGY' },
    ],
    ['far above one is nothing', { energyWh: 300, apparentVah: 200 }, null],
    ['without apparent energy, amperes or a factor', { energyWh: 200, voltageDv: 2300 }, null],
    ['without use', { energyWh: 0, apparentVah: 0, powerFactorMilli: 0 }, null],
  ])('%s', (_, given, expected) => {
    expect(powerFactor(one(given), 'SINGLE')).toEqual(expected)
  })

  test('is not made of volts and amperes where there are three phases', () => {
    expect(powerFactor(one({ energyWh: 207, voltageDv: 2300, currentMa: 2000 }), 'THREE')).toBeNull()
  })
})

const KNOWN: QualityDay = {
  ...{ on, state: 'KNOWN', blocksKnown: 48, blocksInDay: 48, supplyMinutes: 1440 },
  voltage: { lowDv: 2080, highDv: 2420, minutesBelow: 0, minutesAbove: 0, minutesFarBelow: 0, minutesFarAbove: 0 },
}
const told = (from: string, to: string | null, work: FoundInterruption['work'] = null): FoundInterruption => ({
  ...{ from: at(from), to: to ? at(to) : null, isApproximate: false, work, source: 'EVENTS' },
})
const facts = (quality: Partial<QualityDay>, given: TestBlocks, interruptions: FoundInterruption[] = []) =>
  dayFacts({ ...KNOWN, ...quality }, { blocks: dayOfBlocks(given), interruptions, span, band: BAND, fullMinutes: 1260 })

describe('facts of a day', () => {
  test('low in the evening: how long, how low, from when to when', () => {
    const volts = (block: number) => (block >= 36 && block < 43 ? 2150 - block : block === 2 ? 2160 : 2300)
    const found = facts({}, { voltageDv: volts, outageMinutes: 0 })
    expect(found.voltage).toMatchObject({
      isWhole: true,
      low: { minutes: 240, isFar: false, worstDv: 2108, run: { from: at('18:00'), to: at('21:30'), minutes: 210 } },
      high: null,
    })
    expect(findingOf(found)).toMatchObject({ kind: 'VOLTAGE', side: { side: 'LOW', minutes: 240 } })
  })

  test('outside the tolerable band is told', () => {
    expect(facts({}, { voltageDv: (block) => (block === 0 ? 2531 : 2300) }).voltage?.high).toMatchObject({
      isFar: true,
    })
    expect(facts({}, { voltageDv: (block) => (block === 0 ? 2530 : 2300) }).voltage?.high).toMatchObject({
      isFar: false,
    })
  })

  test('a day of 47 of 48 blocks is not whole, unless there was no supply in the other', () => {
    const voltageDv = (block: number) => (block === 5 ? null : 2300)
    expect(facts({}, { voltageDv, outageMinutes: 0 }).voltage?.isWhole).toBe(false)
    expect(facts({}, { voltageDv, outageMinutes: (block) => (block === 5 ? 30 : 0) }).voltage?.isWhole).toBe(true)
  })

  test('less than the hours of the full fixed charge comes first, then voltage, then any interruption', () => {
    const low = { voltageDv: (block: number) => (block === 0 ? 2100 : 2300) }
    const out = [told('10:00', '13:01')]
    expect(findingOf(facts({ supplyMinutes: 1259 }, low, out)).kind).toBe('BELOW_FULL')
    expect(findingOf(facts({ supplyMinutes: 1260 }, low, out)).kind).toBe('VOLTAGE')
    expect(findingOf(facts({ supplyMinutes: 1260 }, { voltageDv: 2300 }, out)).kind).toBe('OUT')
    expect(findingOf(facts({}, { voltageDv: 2300 })).kind).toBe('FINE')
  })

  test('of nothing is nothing; an interruption is known also where the day is not', () => {
    const nothing = facts({ voltage: null, supplyMinutes: null }, {})
    expect(nothing).toEqual({ on, voltage: null, supply: null })
    expect(findingOf(nothing).kind).toBe('UNKNOWN')
    const open = facts({ voltage: null, supplyMinutes: null }, {}, [told('10:00', null)])
    expect(open.supply).toMatchObject({ count: 1, minutes: 0, openCount: 1, supplyMinutes: null, isBelowFull: false })
  })

  test('a momentary one is no interruption', () => {
    const blink = { ...told('10:00', '10:00'), to: new Date(at('10:00').getTime() + 59_000) }
    expect(facts({}, { voltageDv: 2300 }, [blink]).supply).toMatchObject({ count: 0 })
  })
})

describe('strips of days', () => {
  const strips = (quality: Partial<QualityDay>, blocks: TestBlocks | null, interruptions: FoundInterruption[]) =>
    outageDays([{ ...KNOWN, ...quality }], {
      interruptions,
      blocks: new Map(blocks ? [[on, dayOfBlocks(blocks)]] : []),
      fullMinutes: 1260,
    })

  test('show what was cut to the day, and that it was too little', () => {
    const [strip] = strips({ supplyMinutes: 1200 }, {}, [
      told('20:00', '23:00'),
      { ...told('23:30', '23:30'), to: at('24:00') },
    ])
    expect(strip).toMatchObject({ minutes: 210, isBelowFull: true, unknown: [] })
    expect(strip?.parts.map(({ minutes }) => minutes)).toEqual([180, 30])
  })

  test('say what is not known of a day', () => {
    const some = (block: number) => (block >= 10 && block < 14 ? null : 0)
    expect(strips({ supplyMinutes: null }, { outageMinutes: some }, [told('20:00', '20:10')])[0]?.unknown).toEqual([
      { from: 300, to: 420 },
    ])
    expect(strips({ supplyMinutes: null }, null, [told('20:00', '20:10')])[0]?.unknown).toEqual([{ from: 0, to: 1440 }])
  })

  test('there is none for a day without an interruption', () => {
    expect(strips({}, {}, [])).toEqual([])
  })
})
