import { expect, test } from 'vitest'
import { calculate } from './calculator.ts'
import { exampleBook } from './example-tariff.ts'

const book = exampleBook()
const february = { category: 'HOME', from: '2026-02-01', to: '2026-02-28', units: '101' }

function fieldsOf(input: unknown): string[] {
  const result = calculate(book, input)
  return result.ok ? [] : result.errors.map((error) => error.field)
}

test('answers with numbers only, in the agreed shape', () => {
  expect(calculate(book, february)).toStrictEqual({
    ok: true,
    answer: {
      lines: [
        { code: 'FIXED', amountPaise: 9000, order: 'EXAMPLE-NEW' },
        { code: 'ENERGY', amountPaise: 60600, order: 'EXAMPLE-NEW', units: '101' },
        { code: 'FPPPA', amountPaise: -1061 },
        { code: 'DUTY', amountPaise: 707 },
        { code: 'SUBSIDY', amountPaise: -15150 },
        { code: 'ROUNDING', amountPaise: 4 },
      ],
      currentDemandPaise: 54096,
      payableByDuePaise: 54100,
      payableAfterDuePaise: 54900,
      promptRebatePaise: 1068,
      digitalRebatePaise: 534,
    },
  })
})

test('with the days of a part of the period it answers with their costs alone', () => {
  const { units: _, ...rest } = february
  const running = calculate(book, { ...rest, dailyUnits: ['50', '50', '1'] })
  // 9000 x 3/28 + 101 x (600 + 7 - 150) - 1061 (FPPPA)
  expect(running).toStrictEqual({ ok: true, answer: { costPaise: [0, 0, 46_060] } })
  const whole = calculate(book, { ...rest, to: '2026-02-03', dailyUnits: ['50', '50', '1'] })
  expect(whole).toMatchObject({ answer: { currentDemandPaise: 61_210, costPaise: expect.any(Array) } })
})

test.each([
  ['no object', [], ['']],
  ['nothing', {}, ['category', 'from', 'to']],
  ['no units', { ...february, units: undefined }, ['units']],
  ['units as a number', { ...february, units: 101 }, ['units']],
  ['units too fine', { ...february, units: '1.0001' }, ['units']],
  ['units below zero', { ...february, units: '-1' }, ['units']],
  ['units with an exponent', { ...february, units: '1e3' }, ['units']],
  ['too many units', { ...february, units: '10000000.001' }, ['units']],
  ['units that contradict the days', { ...february, dailyUnits: ['1'] }, ['units']],
  ['a broken day', { ...february, units: undefined, dailyUnits: ['1', 'x'] }, ['dailyUnits[1]']],
  ['no days', { ...february, units: undefined, dailyUnits: [] }, ['dailyUnits']],
  ['too many days', { ...february, to: '2026-02-01', units: '2', dailyUnits: ['1', '1'] }, ['dailyUnits']],
  ['a day that is none', { ...february, to: '2026-02-29' }, ['to']],
  ['an end before the beginning', { ...february, to: '2026-01-31' }, ['to']],
  ['a period too long', { ...february, to: '2027-02-03' }, ['to']],
  ['a day before the first order', { ...february, from: '2023-03-31', to: '2023-04-02' }, ['from']],
  ['an unknown category', { ...february, category: 'toString' }, ['category']],
  ['an unknown field', { ...february, unit: '1' }, ['unit']],
  ['a shop without its load', { ...february, category: 'SHOP' }, ['sanctionedLoadKw']],
  ['a pump without its load', { ...february, category: 'PUMP', sanctionedLoadKw: '3' }, ['sanctionedLoadHp']],
  ['unknown words', { ...february, mode: 'LATER', voltage: 'EHT' }, ['mode', 'voltage']],
  ['supply of 25 hours', { ...february, supplyHoursPerDay: '25' }, ['supplyHoursPerDay']],
  [
    'amounts that are none',
    { ...february, arrearsPaise: -1, advancePaise: 0.5, daysLate: '3' },
    ['arrearsPaise', 'advancePaise', 'daysLate'],
  ],
  ['an amount without end', { ...february, arrearsPaise: Number.MAX_VALUE }, ['arrearsPaise']],
])('%s is refused by its field', (_, input, fields) => {
  expect(fieldsOf(input)).toEqual(fields)
})

test('the bounds themselves are accepted, and the answer stays a safe number', () => {
  const most = { ...february, to: '2027-02-02', category: 'SHOP', sanctionedLoadKw: '1000000', units: '10000000' }
  const result = calculate(book, { ...most, arrearsPaise: 10_000_000_000_000, daysLate: 36_525 })
  expect(result.ok).toBe(true)
  expect(calculate(book, { ...february, units: '0' })).toMatchObject({ answer: { payableByDuePaise: 0 } })
})
