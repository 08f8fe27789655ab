import { describe, expect, test } from 'vitest'
import type { Interruption } from './interruptions.ts'
import { blockInterruptions, notToldByEvents, type OutageBlock } from './outage-blocks.ts'

const at = (clock: string) => new Date(`2026-11-08T${clock}:00+05:30`)
/** `10:00/20`: twenty minutes without supply in the half hour from ten. */
const blocks = (...words: string[]): OutageBlock[] =>
  words.map((word) => {
    const [clock = '', minutes] = word.split('/')
    return { startAt: at(clock), intervalMinutes: 30, minutesOut: Number(minutes) }
  })
const clock = (instant: Date | null) =>
  instant && new Date(instant.getTime() + 330 * 60_000).toISOString().slice(11, 16)

describe('interruptions out of blocks', () => {
  test.each<[words: string[], expected: string[]]>([
    [['10:00/20'], ['10:00 to 10:20']],
    [['10:00/20', '10:30/30', '11:00/30', '11:30/5'], ['10:10 to 11:35']],
    [['10:00/30', '10:30/30'], ['10:00 to 11:00']],
    [['10:00/9', '10:30/9'], ['10:21 to 10:39']],
    // Three minutes with supply lie somewhere in the second block: it cannot be one interruption with the third.
    [
      ['10:00/3', '10:30/27', '11:00/27'],
      ['10:27 to 10:57', '11:00 to 11:27'],
    ],
    [
      ['10:00/30', '11:00/30'],
      ['10:00 to 10:30', '11:00 to 11:30'],
    ],
    [
      ['10:00/30', '10:30/12', '11:00/30'],
      ['10:00 to 10:42', '11:00 to 11:30'],
    ],
    [[], []],
  ])('%j', (words, expected) => {
    const found = blockInterruptions(blocks(...words))
    expect(found.map(({ from, to }) => `${clock(from)} to ${clock(to)}`)).toEqual(expected)
    expect(found.every(({ isApproximate }) => isApproximate)).toBe(true)
    const minutes = found.reduce((sum, { from, to }) => sum + ((to as Date).getTime() - from.getTime()) / 60_000, 0)
    expect(minutes).toBe(blocks(...words).reduce((sum, { minutesOut }) => sum + minutesOut, 0))
  })
})

describe('blocks that no event tells', () => {
  const told = (from: string, to: string | null): Interruption => ({
    from: at(from),
    to: to ? at(to) : null,
    isApproximate: false,
  })
  const left = (events: Interruption[]) =>
    notToldByEvents(blocks('10:00/5', '14:00/30', '18:00/10'), events).map(({ startAt }) => clock(startAt))

  test.each<[what: string, events: Interruption[], expected: string[]]>([
    ['no events', [], ['10:00', '14:00', '18:00']],
    ['within, over and at the end of a block', [told('10:10', '10:15'), told('13:00', '15:00')], ['18:00']],
    ['one that ends as the block begins', [told('13:30', '14:00')], ['10:00', '18:00']],
    ['one that begins as the block ends', [told('14:30', '14:40')], ['10:00', '14:00', '18:00']],
    ['an unknown end covers what follows, up to the next failure', [told('12:00', null)], ['10:00']],
    ['an unknown end before another', [told('12:00', null), told('16:00', '16:05')], ['10:00', '18:00']],
  ])('%s', (_, events, expected) => {
    expect(left(events)).toEqual(expected)
  })
})
