import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IES_CODES } from '#lib/metering/ies-codes.ts'
import { compare, fraction, multiply } from '#lib/units/rounding.ts'
import { decimalOf, layoutOf } from './meter-data-layout.ts'
import { positionalMeasures } from './meter-data-measures.ts'

const AT = ['intervals', 0]
const known = IES_CODES.map(({ shortCode }) => shortCode)
/** Quantities in any order, some of which the portal has no place for; each has a value, and may have a time. */
const quantities = fc.uniqueArray(
  fc.record({
    readingType: fc.constantFrom(...known, 'kWh exp', 'kvarh Q1', 'V_R'),
    value: fc.integer({ min: 0, max: 10_000_000 }).map((whole) => whole / 1000),
    hasTime: fc.boolean(),
    status: fc.constantFrom(undefined, 'VALID', 'ESTIMATED', 'MANUAL', 'SUSPECT', 'REJECTED'),
    multiplier: fc.constantFrom(1, 0.001, 1000),
  }),
  { selector: ({ readingType }) => readingType, minLength: 1 },
)
const TIME = '2026-05-04T19:30:00+05:30'

describe('rows of places', () => {
  test('every value comes back under its quantity, with its own time and verdict, whatever the order', () => {
    fc.assert(
      fc.property(quantities, (said) => {
        const set = {
          name: 'S',
          payloadDescriptors: said.map(({ readingType, multiplier }) => ({ readingType, multiplier })),
          compactSequences: [
            {
              name: 'Q',
              // Values backwards and times after them: places are not the numbers of descriptors.
              sequenceItems: [
                ...said.toReversed().map(({ readingType }) => ({ readingType, attribute: 'value' as const })),
                ...said
                  .filter(({ hasTime }) => hasTime)
                  .map(({ readingType }) => ({ readingType, attribute: 'occurredAt' as const })),
              ],
            },
          ],
        }
        const payloads = [
          ...said.toReversed().map(({ value }) => value),
          ...said.filter(({ hasTime }) => hasTime).map(() => TIME),
        ]
        const overrides = said.flatMap(({ status }, descriptorIndex) =>
          status === undefined ? [] : [{ descriptorIndex, validationStatus: status }],
        )
        const found = layoutOf(set, 'Q')
        if (!found.ok) throw new Error(found.reason)
        const read = positionalMeasures(payloads, overrides, found.layout, AT)
        if (!read.ok) throw new Error(read.reason)
        const expected = said.filter(({ readingType }) => known.includes(readingType))
        expect(read.measures).toHaveLength(expected.length)
        for (const { readingType, value, hasTime, status, multiplier } of expected) {
          const measure = read.measures.find(({ code }) => code.shortCode === readingType)
          const scaled = multiply(decimalOf(value) ?? fraction(0n), decimalOf(multiplier) ?? fraction(0n))
          expect(compare(measure?.value ?? fraction(-1n), scaled)).toBe(0)
          expect(measure?.occurredAt).toBe(hasTime ? TIME : undefined)
          const doubted = status === 'SUSPECT' || status === 'REJECTED' ? 'DOUBTED' : undefined
          expect(measure?.status).toBe(
            doubted ?? (status === 'ESTIMATED' || status === 'MANUAL' ? 'ESTIMATED' : 'VALID'),
          )
        }
      }),
    )
  })

  test('a row that is longer or shorter than its sequence is none', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), fc.integer({ min: 0, max: 5 }), (payloads, length) => {
        fc.pre(payloads.length !== length)
        const set = { name: 'S', payloadDescriptors: known.slice(0, length).map((readingType) => ({ readingType })) }
        const found = layoutOf(set, undefined)
        expect(found.ok && positionalMeasures(payloads, [], found.layout, AT)).toMatchObject({
          ...{ ok: false, path: ['intervals', 0, 'payloads'] },
          reason: `has ${payloads.length} values where the sequence has ${length}`,
        })
      }),
    )
  })

  test('numbers are exact, as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (thousandths) => {
        expect(decimalOf(thousandths / 1000)).toEqual(fraction(BigInt(thousandths), 1000n))
      }),
    )
    expect(decimalOf(1e-7)).toEqual(fraction(1n, 10_000_000n))
    expect(decimalOf(1e30)).toBeNull()
  })
})
