import { describe, expect, test } from 'vitest'
import { interruptionIndex } from './interruption-index.ts'
import { type Interruption, isMomentary, type PowerEvent, pairInterruptions, partWithin } from './interruptions.ts'
import { type AnnouncedWork, classify } from './planned-work.ts'

/** A time of 8 November 2026, IST; other days as `9T06:00`. */
function at(time: string): Date {
  const [day, clock] = time.includes('T') ? time.split('T') : ['8', time]
  return new Date(`2026-11-${day?.padStart(2, '0')}T${clock?.length === 5 ? `${clock}:00` : clock}+05:30`)
}

/** `-10:00` a failure, `+10:35` a restoration. */
const events = (...words: string[]): PowerEvent[] =>
  words.map((word) => ({ at: at(word.slice(1)), edge: word.startsWith('-') ? 'OCCURS' : 'RESTORED' }))

/** `10:00 to 10:35`, `~` before an approximate end, `?` for an unknown one. */
function written(found: readonly Interruption[]): string[] {
  const time = (instant: Date) => {
    const local = new Date(instant.getTime() + 330 * 60_000).toISOString()
    const day = Number(local.slice(8, 10))
    return `${day === 8 ? '' : `${day}T`}${local.slice(11, local.slice(17, 19) === '00' ? 16 : 19)}`
  }
  return found.map(
    ({ from, to, isApproximate }) => `${time(from)} to ${isApproximate ? '~' : ''}${to ? time(to) : '?'}`,
  )
}

describe('pairs of failure and restoration', () => {
  const none: string[] = []
  test.each<[what: string, events: string[], voltage: string[], expected: string[]]>([
    ['a failure opens, the next restoration closes', ['-10:00', '+10:35'], none, ['10:00 to 10:35']],
    ['two in a day', ['-10:00', '+10:35', '-18:00', '+18:20'], none, ['10:00 to 10:35', '18:00 to 18:20']],
    ['in any order of arrival', ['+18:20', '-10:00', '-18:00', '+10:35'], none, ['10:00 to 10:35', '18:00 to 18:20']],
    ['over midnight', ['-23:50', '+9T00:10'], none, ['23:50 to 9T00:10']],
    ['a restoration without its failure is passed over', ['+06:00', '-10:00', '+10:35'], none, ['10:00 to 10:35']],
    ['a second restoration is passed over', ['-10:00', '+10:35', '+11:00'], none, ['10:00 to 10:35']],
    [
      'no restoration: the first later reading with voltage',
      ['-10:00'],
      ['09:30', '11:30', '12:00'],
      ['10:00 to ~11:30'],
    ],
    ['a reading at the instant of the failure is not later', ['-10:00'], ['10:00', '10:30'], ['10:00 to ~10:30']],
    [
      'no restoration before another failure',
      ['-10:00', '-15:00', '+16:00'],
      ['11:30'],
      ['10:00 to ~11:30', '15:00 to 16:00'],
    ],
    [
      'a reading at the next failure still counts for the first',
      ['-10:00', '-15:00', '+16:00'],
      ['15:00'],
      ['10:00 to ~15:00', '15:00 to 16:00'],
    ],
    [
      'no reading in between: the end is unknown, and no reading after the next failure makes it known',
      ['-10:00', '-15:00', '+16:00'],
      ['16:30'],
      ['10:00 to ?', '15:00 to 16:00'],
    ],
    ['nothing after the failure', ['-10:00'], none, ['10:00 to ?']],
    [
      'a failure that is told twice with nothing between',
      ['-10:00', '-10:01', '+10:30'],
      none,
      ['10:00 to ?', '10:01 to 10:30'],
    ],
    [
      'both at once, while off: back and off again',
      ['-10:00', '+10:30', '-10:30', '+11:00'],
      none,
      ['10:00 to 10:30', '10:30 to 11:00'],
    ],
    ['both at once, while on: off and back', ['+10:00', '-10:00'], none, ['10:00 to 10:00']],
    ['the meter’s own word is better than an earlier reading', ['-10:00', '+12:00'], ['11:00'], ['10:00 to 12:00']],
    ['nothing at all', none, ['10:00'], none],
  ])('%s', (_, words, voltage, expected) => {
    expect(written(pairInterruptions(events(...words), voltage.map(at)))).toEqual(expected)
  })
})

const between = (from: string, to: string | null): Interruption => ({
  from: at(from),
  to: to === null ? null : at(to),
  isApproximate: false,
})

describe('momentary', () => {
  test.each([
    ['10:00:00', '10:00:00', true],
    ['10:00:00', '10:00:59', true],
    ['10:00:00', '10:01:00', false],
    ['23:59:40', '9T00:00:20', true],
    ['10:00:00', null, false],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(isMomentary(between(from, to))).toBe(expected)
  })
})

describe('the part within a span', () => {
  const day = { from: at('00:00'), to: at('9T00:00') }
  test.each<[from: string, to: string | null, minutes: number | null | undefined]>([
    ['10:00', '10:35', 35],
    ['10:00:00', '10:01:29', 1],
    ['10:00:00', '10:01:30', 2],
    ['7T23:00', '01:30', 90],
    ['23:30', '9T01:30', 30],
    ['7T12:00', '9T12:00', 1440],
    ['23:59:50', '9T00:05', 1],
    ['7T23:00', '00:00', undefined],
    ['9T00:00', '9T00:10', undefined],
    ['00:00', '00:10', 10],
    ['10:00', null, null],
    ['7T23:00', null, undefined],
    ['9T00:00', null, undefined],
  ])('%s to %s: %s minutes', (from, to, minutes) => {
    expect(partWithin(between(from, to), day)?.minutes).toBe(minutes)
  })
})

describe('planned work', () => {
  const work: AnnouncedWork = { id: 'N-1', from: at('14:00'), to: at('15:00') }
  test.each([
    ['14:10', '14:50', true],
    ['13:00', '16:00', true],
    ['13:50', '14:01', true],
    ['14:59', '18:00', true],
    ['13:00', '14:00', false],
    ['15:00', '15:20', false],
    ['14:00', '14:00', true],
    ['14:30', null, true],
    ['13:30', null, false],
  ])('%s to %s: %s', (from, to, planned) => {
    expect(classify(between(from, to), [work]).work !== null).toBe(planned)
  })
})

describe('what a month comes to', () => {
  const november = { from: at('1T00:00'), to: new Date(at('30T00:00').getTime() + 86_400_000) }
  const october = { from: new Date(at('1T00:00').getTime() - 31 * 86_400_000), to: at('1T00:00') }
  const planned: AnnouncedWork[] = [{ id: 'N-1', from: at('3T14:00'), to: at('3T16:00') }]
  const overMonths = { ...between('1T02:00', '1T02:00'), from: new Date(at('1T00:00').getTime() - 45 * 60_000) }
  const found = [
    overMonths,
    between('3T14:10', '3T15:25'),
    between('5T10:00:00', '5T10:00:40'),
    between('8T20:05', '8T20:40'),
    between('12T11:20', null),
  ].map((one) => classify(one, planned))

  test('counts, minutes, the longest, and momentary ones apart', () => {
    expect(interruptionIndex(found, november)).toMatchObject({
      count: 4,
      plannedCount: 1,
      minutes: 120 + 75 + 35,
      plannedMinutes: 75,
      openCount: 1,
      longest: { minutes: 120 },
      momentaryCount: 1,
    })
  })

  test('what reaches over the month’s end counts in both, each with its own minutes', () => {
    expect(interruptionIndex(found, october)).toMatchObject({ count: 1, minutes: 45, momentaryCount: 0 })
    const both = interruptionIndex(found, { from: october.from, to: november.to })
    expect(both).toMatchObject({ count: 4, minutes: 45 + 120 + 75 + 35 })
  })

  test('nothing is nothing', () => {
    expect(interruptionIndex([], november)).toMatchObject({ count: 0, minutes: 0, longest: null, openCount: 0 })
  })
})

test('a part keeps what it is a part of', () => {
  const one = classify(between('10:00', '10:35'), [])
  expect(partWithin(one, { from: at('10:30'), to: at('11:00') })).toEqual({
    ...one,
    from: at('10:30'),
    minutes: 5,
  })
})
