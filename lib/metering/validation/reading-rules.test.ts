import { describe, expect, test } from 'vitest'
import { addDays, day, type IstDay } from '#lib/units/ist.ts'
import { findWrongClock } from './clock.ts'
import { findGaps, GAP_DAYS, type KnownDay } from './gap.ts'
import { findRegisterBack } from './register-back.ts'
import { findSpike } from './spike.ts'
import { findFlatDay, findStandstills } from './stuck.ts'

const LIMITS = { spikePercent: 180, spikeFloorW: 3000 }
const MON = day('2026-11-02')
const at = (offset: number): IstDay => addDays(MON, offset)

describe('a spike', () => {
  const half = (...high: (number | null)[]) => ({
    intervalMinutes: 30,
    energyWh: [...high, ...Array<number>(48 - high.length).fill(200)],
  })
  test.each([
    ['exceeds the third-highest by more than 180 %', half(2801, 1000, 1000), { peakWh: 2801, thirdWh: 1000 }],
    ['not by 180 % exactly', half(2800, 1000, 1000), null],
    ['two high blocks are a spike still', half(4000, 4000), { peakWh: 4000, thirdWh: 200 }],
    ['three are a load', half(4000, 4000, 4000), null],
    ['a kettle in a small home is none', half(1499), null],
    ['from the floor on it is one', half(1500), { peakWh: 1500, thirdWh: 200 }],
    ['above nothing at all', { intervalMinutes: 60, energyWh: [...Array<number>(23).fill(0), 5000] }, { block: 23 }],
    [
      'an hour is measured by its power',
      { intervalMinutes: 60, energyWh: [2900, ...Array<number>(23).fill(100)] },
      null,
    ],
    [
      'half a day is judged',
      { intervalMinutes: 60, energyWh: [5000, ...Array(11).fill(9), ...Array(12).fill(null)] },
      {},
    ],
    ['less is not', { intervalMinutes: 60, energyWh: [5000, ...Array(10).fill(9), ...Array(13).fill(null)] }, null],
  ])('%s', (_, blocks, expected) => {
    const found = findSpike(blocks, LIMITS)
    if (expected) expect(found).toMatchObject(expected)
    else expect(found).toBeNull()
  })
})

describe('a meter that stands still', () => {
  const days = (text: string) =>
    [...text].flatMap((sign, offset) =>
      sign === '.' ? [] : [{ on: at(offset), energyWh: sign === '5' ? 5000 : 0, isOut: sign === 'x' }],
    )
  test.each([
    ['three days after use', '5000', [3]],
    ['is told once a run', '5000000', [3]],
    ['and once for each run', '50005000', [3, 7]],
    ['not before the third day', '500', []],
    ['not where nothing was ever used', '00000', []],
    ['not without supply', '50x00', []],
    ['not over a day that is missing', '50.00', []],
    ['use before a missing day is use', '5.000', [4]],
  ])('%s', (_, text, expected) => {
    expect(findStandstills(days(text), 3).map(({ onDay }) => onDay)).toEqual(expected.map(at))
  })

  const flat = { intervalMinutes: 30, blocksKnown: 48, energyKnownWh: 48 * 150, peakW: 300, isEstimated: false }
  test.each([
    ['every block alike', flat, { blockWh: 150 }],
    ['one that differs', { ...flat, energyKnownWh: 48 * 150 - 1 }, null],
    ['nothing at all is no flat day', { ...flat, energyKnownWh: 0, peakW: 0 }, null],
    ['a day that lacks a block', { ...flat, blocksKnown: 47, energyKnownWh: 47 * 150 }, null],
    ['a day that was estimated', { ...flat, isEstimated: true }, null],
  ])('%s', (_, sums, expected) => expect(findFlatDay(sums)).toEqual(expected))
})

describe('a gap', () => {
  // A row a day: t a total, b blocks, B both; p a day whose blocks lack the first, l the last, m one in the middle.
  const whole = [1, 1, 1, 1]
  const lacking: Record<string, (number | null)[]> = { p: [null, 1, 1, 1], l: [1, 1, 1, null], m: [1, null, 1, 1] }
  const gapsOf = (text: string, blocksInDay: number | null = 4) => {
    const days: KnownDay[] = [...text].flatMap((sign, offset) => {
      if (sign === '.') return []
      const known = sign === 't' ? null : { known: lacking[sign] ? 3 : 4, of: 4 }
      return [{ on: at(offset), hasTotal: sign === 't' || sign === 'B', blocks: known }]
    })
    const found = findGaps(days, blocksInDay, (on) => {
      const offset = [...text].findIndex((_, index) => at(index) === on)
      return lacking[text[offset] as string] ?? whole
    })
    return found.map(
      ({ onDay, detail }) => `${[...text].findIndex((_, index) => at(index) === onDay)}:${detail.missing}`,
    )
  }
  test.each([
    ['a day between two', 'B.B', ['1:4']],
    ['two days', 'B..B', ['1:4', '2:4']],
    ['the end is none: more may come', 'BB..', []],
    ['a day whose total alone came', 'BtB', ['1:4']],
    ['a meter whose blocks begin later', 'ttB', []],
    ['a block in the middle', 'm', ['0:1']],
    ['the last block, before another day', 'lb', ['0:1']],
    ['the last block of the last day', 'bl', []],
    ['the first block, after another day', 'bp', ['1:1']],
    ['the first block of the first day', 'pb', []],
  ])('%s', (_, text, expected) => expect(gapsOf(text)).toEqual(expected))

  test('a meter without blocks has none, and a silence is no gap', () => {
    expect(gapsOf('t.t', null)).toEqual([])
    expect(gapsOf(`B${'.'.repeat(GAP_DAYS - 1)}B`)).toHaveLength(GAP_DAYS - 1)
    expect(gapsOf(`B${'.'.repeat(GAP_DAYS)}B`)).toEqual([])
  })
})

test.each([
  ['within the day', '2026-11-02T19:30:00+05:30', false],
  ['at its end', '2026-11-03T00:00:00+05:30', false],
  ['a minute later', '2026-11-03T00:01:00+05:30', true],
  ['the day before', '2026-11-01T23:59:00+05:30', true],
])('a clock: the highest demand %s', (_, instant, isWrong) => {
  expect(findWrongClock(MON, new Date(instant)) !== null).toBe(isWrong)
  expect(findWrongClock(MON, null)).toBeNull()
})

test.each([
  ['lower than before', 1000, 999, {}, { beforeWh: 1000, afterWh: 999 }],
  ['the same', 1000, 1000, {}, null],
  ['after an estimate', 1000, 999, { isEstimated: true }, null],
])('a register: %s', (_, beforeWh, afterWh, estimate, expected) => {
  const [before, after] = [new Date('2026-11-01T18:30:00Z'), new Date('2026-11-02T18:30:00Z')]
  const found = findRegisterBack(
    { at: before, energyWh: beforeWh, isEstimated: false, ...estimate },
    { at: after, energyWh: afterWh, isEstimated: false },
  )
  if (expected) expect(found).toEqual({ ...expected, before: before.toISOString() })
  else expect(found).toBeNull()
})
