import { describe, expect, test } from 'vitest'
import { wattHours } from '#lib/units/energy.ts'
import { day, eachDay } from '#lib/units/ist.ts'
import type { DayBlockSums } from './merge-block-days.ts'
import { type KnownQuality, qualityDays } from './quality-days.ts'
import { qualityFigures } from './quality-figures.ts'
import type { FoundInterruption } from './read-interruptions.ts'

const days = eachDay(day('2026-11-01'), day('2026-11-06'))
const at = (time: string) => new Date(`2026-11-${time}:00+05:30`)
const told = (from: string, to: string | null): FoundInterruption => ({
  ...{ from: at(from), to: to ? at(to) : null, isApproximate: false, work: null, source: 'EVENTS' },
})
const sums = (replaced: Partial<DayBlockSums> = {}): DayBlockSums => ({
  ...{
    intervalMinutes: 30,
    blocksInDay: 48,
    blocksKnown: 48,
    energyKnownWh: wattHours(9_000),
    peakW: 900,
    peakAt: null,
  },
  ...{ minVoltageDv: 2200, maxVoltageDv: 2400, minutesOut: 0, minutesBelow: 0, minutesAbove: 0 },
  ...{ minutesFarBelow: 0, minutesFarAbove: 0, ...replaced },
})
const NOTHING: KnownQuality = { sums: new Map(), supplyMinutes: new Map(), interruptions: [], eventsReach: null }
const shown = (known: Partial<KnownQuality>, last = '2026-11-05') =>
  qualityDays(days, { ...NOTHING, ...known }, day(last))
const supply = (known: Partial<KnownQuality>) => shown(known).map(({ supplyMinutes }) => supplyMinutes)

describe('a day', () => {
  test('that nobody read is missing, not bad; one that is not over is to come', () => {
    const found = shown({ sums: new Map([[days[0] as (typeof days)[0], sums()]]) })
    expect(found.map(({ state }) => state)).toEqual(['KNOWN', 'MISSING', 'MISSING', 'MISSING', 'MISSING', 'FUTURE'])
    expect(found[1]).toMatchObject({ voltage: null, supplyMinutes: null })
  })

  test('of a meter without voltage has none', () => {
    const none = { minVoltageDv: null, maxVoltageDv: null, minutesBelow: null, minutesAbove: null }
    expect(shown({ sums: new Map([[day('2026-11-01'), sums(none)]]) })[0]).toMatchObject({
      state: 'KNOWN',
      voltage: null,
    })
  })
})

describe('supply of a day', () => {
  const eventsReach = { from: at('01T12:00'), to: at('05T00:00') }

  test('is the blocks’ word where all of them told', () => {
    expect(supply({ supplyMinutes: new Map([[day('2026-11-02'), 1215]]) })).toEqual([
      null,
      1215,
      null,
      null,
      null,
      null,
    ])
  })

  test('is else that of events, between the first and the last of them', () => {
    const interruptions = [told('01T13:00', '01T14:00'), told('03T10:00', '03T13:45'), told('04T23:00', '05T00:00')]
    expect(supply({ eventsReach, interruptions })).toEqual([null, 1440, 1215, 1380, null, null])
  })

  test('over midnight belongs to both days', () => {
    expect(supply({ eventsReach, interruptions: [told('02T23:30', '03T01:00')] })).toEqual([
      null,
      1410,
      1380,
      1440,
      null,
      null,
    ])
  })

  test('is not known where an interruption has no end, until the next one begins', () => {
    const interruptions = [told('02T10:00', null), told('03T12:00', '03T12:30')]
    expect(supply({ eventsReach, interruptions })).toEqual([null, null, null, 1440, null, null])
  })

  test('counts what blocks told beside events', () => {
    const interruptions = [told('03T10:00', '03T11:00'), { ...told('03T15:00', '03T15:20'), source: 'BLOCKS' as const }]
    expect(supply({ eventsReach, interruptions })[2]).toBe(1360)
  })
})

describe('figures of some days', () => {
  const known = new Map([
    [day('2026-11-01'), sums({ minVoltageDv: 2080, minutesBelow: 210 })],
    [day('2026-11-02'), sums({ maxVoltageDv: 2561, minutesAbove: 90, minutesFarAbove: 30 })],
    [day('2026-11-03'), sums({ blocksKnown: 47 })],
  ])
  const supplyMinutes = new Map([
    [day('2026-11-01'), 1259],
    [day('2026-11-02'), 1260],
    [day('2026-11-03'), 1440],
  ])

  test('add up; days without readings are in none but coverage', () => {
    const figures = qualityFigures(shown({ sums: known, supplyMinutes }), 1260)
    expect(figures).toMatchObject({ days: 5, daysKnown: 3, daysWithVoltage: 3, blocksKnown: 143, blocksExpected: 240 })
    expect(figures.voltage).toEqual({
      ...{ minutesBelow: 210, minutesAbove: 90, minutesFarBelow: 0, minutesFarAbove: 30 },
      daysOutside: ['2026-11-01', '2026-11-02'],
      lowest: { on: '2026-11-01', voltageDv: 2080 },
      highest: { on: '2026-11-02', voltageDv: 2561 },
    })
    // Exactly 21 hours are enough.
    expect(figures.supply).toEqual({ daysKnown: 3, averageMinutes: 3959 / 3, daysBelow: ['2026-11-01'] })
  })

  test('without a tariff no day is below anything; without readings there is no figure', () => {
    expect(qualityFigures(shown({ sums: known, supplyMinutes }), null).supply?.daysBelow).toEqual([])
    expect(qualityFigures(shown({}), 1260)).toEqual({
      ...{
        days: 5,
        daysKnown: 0,
        daysWithVoltage: 0,
        blocksKnown: 0,
        blocksExpected: 240,
        voltage: null,
        supply: null,
      },
    })
  })
})
