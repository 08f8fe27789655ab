import { describe, expect, test } from 'vitest'
import file from './event-sets.json' with { type: 'json' }
import { classOf, EVENT_SETS, type EventKind, meaningOf, numbersOf } from './event-sets.ts'

describe('sets of event numbers', () => {
  test.each([
    ['COMMON', 101, 'POWER_FAILURE', 'OCCURS'],
    ['COMMON', 102, 'POWER_FAILURE', 'RESTORED'],
    ['COMMON', 5, 'VOLTAGE_LOSS', 'OCCURS'],
    ['COMMON', 8, 'OVER_VOLTAGE', 'RESTORED'],
    ['COMMON', 9, 'LOW_VOLTAGE', 'OCCURS'],
    ['COMMON', 69, 'EARTH_LOADING', 'OCCURS'],
    ['COMMON', 205, 'LOW_PF', 'OCCURS'],
    ['COMMON', 302, 'DISCONNECTED', 'RESTORED'],
    ['IES', 1, 'LOW_VOLTAGE', 'OCCURS'],
    ['IES', 4, 'OVER_VOLTAGE', 'RESTORED'],
    ['IES', 69, 'NEUTRAL_DISTURBANCE', 'OCCURS'],
    ['IES', 102, 'POWER_FAILURE', 'RESTORED'],
    ['IES', 205, 'COVER_OPEN', 'OCCURS'],
    ['IES', 304, 'LOW_CREDIT_CUT', 'OCCURS'],
  ])('%s: %i is %s, %s', (set, id, kind, edge) => {
    expect(meaningOf(set, id)).toMatchObject({ kind, edge })
  })

  test('agree on 101/102, 201/202 and 301/302, and on little else', () => {
    const agreed = Array.from({ length: 400 }, (_, id) => id).filter((id) => {
      const [common, ies] = [meaningOf('COMMON', id), meaningOf('IES', id)]
      return common && ies && common.kind === ies.kind && common.edge === ies.edge
    })
    expect(agreed).toEqual([101, 102, 201, 202, 301, 302])
  })

  test.each([
    ['COMMON', 103],
    ['COMMON', 0],
    ['IES', 7],
    ['IES', 65_535],
    ['SOMEBODY', 101],
  ])('%s does not name %i', (set, id) => {
    expect(meaningOf(set, id)).toBeNull()
  })

  test('mark what is for vigilance alone', () => {
    const tamper = ([set, ids]: [string, number[]]) => ids.filter((id) => !meaningOf(set, id)?.isTamper)
    expect(
      tamper(['COMMON', [...range(51, 62), 65, 66, 69, 70, 81, 82, 83, 84, 201, 202, 203, 204, 207, 251]]),
    ).toEqual([])
    expect(tamper(['IES', [61, 62, 69, 70, 201, 202, 205, 305]])).toEqual([])
    for (const id of [1, 7, 9, 11, 101, 102, 301]) expect(meaningOf('COMMON', id)?.isTamper, String(id)).toBe(false)
  })

  test('name each number once, and kinds that have a class', () => {
    for (const set of EVENT_SETS) {
      const ids = file.sets[set].events.flatMap((entry) =>
        [entry.occurs, 'restored' in entry ? entry.restored : []].flat(),
      )
      expect(new Set(ids).size, set).toBe(ids.length)
      for (const { kind } of file.sets[set].events)
        expect(['supply', 'load', 'service', 'meter', 'tamper'], kind).toContain(classOf(kind as EventKind))
    }
  })

  test('tell the numbers of a kind', () => {
    expect(numbersOf('COMMON', 'POWER_FAILURE')).toEqual({ occurs: [101], restored: [102] })
    expect(numbersOf('COMMON', 'VOLTAGE_LOSS')).toEqual({ occurs: [1, 3, 5], restored: [2, 4, 6] })
    expect(numbersOf('SOMEBODY', 'POWER_FAILURE')).toEqual({ occurs: [], restored: [] })
  })
})

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
