import { describe, expect, it } from 'vitest'
import { day, eachDay, startOfDay } from '#lib/units/ist.ts'
import {
  type DayPeak,
  dayPeak,
  daysAbove,
  isSettled,
  loadDays,
  loadState,
  type MeterPeak,
  unknownDays,
} from './load-days.ts'

const NONE: MeterPeak = {
  registerW: null,
  registerAt: null,
  blockW: null,
  blockAt: null,
  blocksKnown: 0,
  intervalMinutes: null,
}
const evening = new Date('2026-11-08T19:30:00+05:30')
const morning = new Date('2026-11-08T06:00:00+05:30')
const blocks = (watts: number, known = 48): MeterPeak => ({
  ...NONE,
  ...{ blockW: watts, blockAt: evening, blocksKnown: known, intervalMinutes: 30 },
})

describe('a demand against the load', () => {
  it('is above when it is strictly above, near from nine tenths on, and exactly at the load only near', () => {
    expect([2001, 2000, 1800, 1799, 0].map((watts) => loadState(watts, 2000))).toEqual([
      'ABOVE',
      'NEAR',
      'NEAR',
      'WITHIN',
      'WITHIN',
    ])
    // 90 % of 2.205 kW lies between two watts.
    expect([1984, 1985].map((watts) => loadState(watts, 2205))).toEqual(['WITHIN', 'NEAR'])
  })
})

describe('the peak of a day', () => {
  it('is the register’s where there is one, whatever the blocks say', () => {
    const both = { ...blocks(2600, 40), registerW: 2450, registerAt: morning }
    expect(dayPeak([both])).toMatchObject({
      watts: 2450,
      at: morning,
      source: 'REGISTER',
      isTimeIndicative: false,
      blocksMissing: 0,
    })
  })

  it('takes its time from the blocks when the register has none, and says so', () => {
    expect(dayPeak([{ ...blocks(2600), registerW: 2450 }])).toMatchObject({
      ...{ watts: 2450, at: evening, isTimeIndicative: true },
    })
    expect(dayPeak([{ ...NONE, registerW: 2450 }])).toMatchObject({ watts: 2450, at: null, isTimeIndicative: false })
  })

  it('is not known of nothing; a meter without demand or blocks is nothing', () => {
    expect(dayPeak([])).toBeNull()
    expect(dayPeak([NONE])).toBeNull()
  })

  it('of 47 of 48 blocks lacks one, of a meter changed at noon lacks none', () => {
    expect(dayPeak([blocks(1500, 47)])).toMatchObject({ watts: 1500, source: 'BLOCKS', blocksMissing: 1 })
    expect(dayPeak([blocks(1500, 20), blocks(2100, 28)])).toMatchObject({ watts: 2100, blocksMissing: 0 })
    expect(dayPeak([blocks(1500, 20), { ...NONE, registerW: 2300 }])).toMatchObject({ watts: 2300, blocksMissing: 0 })
  })
})

describe('the days of a month', () => {
  const days = eachDay(day('2024-02-26'), day('2024-03-02'))
  const peak = (watts: number, blocksMissing = 0): DayPeak => ({
    ...{ watts, at: startOfDay(day('2024-02-26')), source: 'BLOCKS', isTimeIndicative: true },
    ...{ blocksMissing, intervalMinutes: 30 },
  })
  const peaks = new Map([
    [day('2024-02-26'), peak(2300)],
    // A leap day; its blocks reach 1.9 kW, and one did not come.
    [day('2024-02-29'), peak(1900, 1)],
    [day('2024-03-01'), peak(2300)],
  ])
  const today = day('2024-03-02')
  // The load rises from 2 to 3 kW on the leap day.
  const limitOn = (on: string) => (on < '2024-02-29' ? 2000 : 3000)
  const shown = loadDays(days, { peaks, limitOn, today })

  it('hold each day against the load of that very day; missing is neither above nor near', () => {
    expect(shown.map(({ on, state }) => [on.slice(5), state])).toEqual([
      ['02-26', 'ABOVE'],
      ['02-27', 'UNKNOWN'],
      ['02-28', 'UNKNOWN'],
      ['02-29', 'WITHIN'],
      ['03-01', 'WITHIN'],
      ['03-02', 'FUTURE'],
    ])
  })

  it('are not known where nothing came or a block is missing; a day above needs no more', () => {
    expect(unknownDays(shown, today)).toEqual(['2024-02-27', '2024-02-28', '2024-02-29'])
    const [partly] = loadDays([day('2024-02-26')], {
      peaks: new Map([[day('2024-02-26'), peak(2300, 9)]]),
      limitOn,
      today,
    })
    expect(partly && isSettled(partly)).toBe(true)
  })

  it('without terms are held against nothing: no load on record is no load of zero', () => {
    const [unheld] = loadDays([day('2024-02-26')], { peaks, limitOn: () => null, today })
    expect(unheld).toMatchObject({ state: 'UNKNOWN', peak: { watts: 2300 } })
  })

  it('list those above, the highest first', () => {
    const all = loadDays(days, {
      peaks: new Map(days.map((on, n) => [on, peak(2100 + n * 10)])),
      limitOn: () => 2000,
      today,
    })
    expect(daysAbove(all).map(({ on }) => on)).toEqual(days.toReversed())
  })
})
