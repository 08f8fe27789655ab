import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day, eachDay } from '#lib/units/ist.ts'
import { apart } from './spans.ts'

const FIRST = day('2024-02-20')
const span = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -2, max: 12 }))
  .map(([start, days]) => ({ from: addDays(FIRST, start), to: addDays(FIRST, start + days) }))

test('spans apart are the same days in order, each once, with a day between two', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
      const found = apart(spans)
      const days = new Set(spans.flatMap(({ from, to }) => (from <= to ? eachDay(from, to) : [])))
      expect(found.flatMap(({ from, to }) => eachDay(from, to))).toEqual([...days].sort())
      for (const [index, { from }] of found.entries()) {
        const before = found[index - 1]
        if (before) expect(addDays(before.to, 1) < from).toBe(true)
      }
    }),
  )
})

test('the spans given stay as they are', () => {
  const given = [
    { from: FIRST, to: addDays(FIRST, 3) },
    { from: addDays(FIRST, 2), to: addDays(FIRST, 9) },
  ]
  const before = structuredClone(given)
  apart(given)
  expect(given).toEqual(before)
})
