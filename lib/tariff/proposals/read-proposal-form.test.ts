import { expect, test } from 'vitest'
import { day, month } from '#lib/units/ist.ts'
import { fraction } from '#lib/units/rounding.ts'
import { decimalText } from '../decimal-text.ts'
import { exampleBook } from '../example-tariff.ts'
import { orderOn, schemeOn } from '../in-force.ts'
import { changeRows } from './change-rows.ts'
import { READING_CHOICES, readProposalForm } from './read-proposal-form.ts'
import { bookForPeriod, bookWith, firstDayOfChange, type TariffChange } from './tariff-change.ts'

const book = exampleBook()
const read = (fields: Record<string, string>) => readProposalForm(book, new URLSearchParams(fields))
const ORDER = {
  ...{ kind: 'ORDER', id: 'TEST-2027', from: '2027-04-01' },
  ...{ 'energy.HOME': '6.5', 'energy.SHOP': ' 7.25 ', 'energy.PUMP': '0.125' },
  ...{ 'fixed.HOME': '100', 'fixed.SHOP': '150', 'fixed.PUMP': '30' },
}

test('an order in rupees becomes rates in paise, each on the basis that it had', () => {
  const { change, errors, reasons } = read(ORDER)
  expect({ errors, reasons }).toEqual({ errors: [], reasons: [] })
  expect(change.orders?.[0]?.categories).toEqual({
    HOME: { energy: '650', fixed: { basis: 'PER_CONNECTION', paise: '10000' }, confidence: 'H' },
    SHOP: { energy: '725', fixed: { basis: 'PER_KW', paise: '15000' }, confidence: 'H' },
    PUMP: { energy: '12.5', fixed: { basis: 'PER_HP', paise: '3000' }, confidence: 'H' },
  })
  expect(firstDayOfChange(change)).toBe('2027-04-01')
})

test('each field that cannot be read is named, and all at once', () => {
  const { errors } = read({ ...ORDER, id: '', from: '2027-02-29', 'energy.SHOP': '1e3', 'fixed.PUMP': '' })
  expect(errors).toEqual([
    { field: 'id', reason: 'NOT_A_NAME' },
    { field: 'from', reason: 'NOT_A_DAY' },
    { field: 'energy.SHOP', reason: 'NOT_AN_AMOUNT' },
    { field: 'fixed.PUMP', reason: 'NOT_AN_AMOUNT' },
  ])
  expect(read({ kind: 'FPPPA', month: '2027-13', charge: '₹1' }).errors.map(({ field }) => field)).toEqual([
    'month',
    'charge',
  ])
  const subsidy = { kind: 'SUBSIDY', id: 'TEST', from: '2027-01-01', 'has.HOME': 'yes' }
  expect(read(subsidy).errors).toEqual([{ field: 'band1.upTo', reason: 'NO_BAND' }])
  // Money without the units that it is for must not vanish from what a second officer sees.
  expect(read({ ...subsidy, 'band1.upTo': '200', 'band2.pays': '2.05' }).errors).toEqual([
    { field: 'band2.upTo', reason: 'NOT_AN_AMOUNT' },
  ])
})

test('what is readable and cannot be is said with its place', () => {
  expect(read({ ...ORDER, 'energy.HOME': '-1' }).reasons).toEqual([
    'orders[0].categories.HOME.energy: is not between 0 and 1000000',
  ])
  expect(
    read({ kind: 'DUTY', from: '2027-04-01', 'percent.HOME': '101', 'percent.SHOP': '5', 'percent.PUMP': '0' }).reasons,
  ).toEqual(['duties[0].percent.HOME: is not between 0 and 100'])
})

test('a duty is taken by the hundred or by the unit, in rupees as officers write them', () => {
  const byUnit = { kind: 'DUTY_PER_UNIT', from: '2027-04-01', 'perUnit.HOME': '0.15', 'perUnit.SHOP': '0.3' }
  expect(read(byUnit).errors).toEqual([{ field: 'perUnit.PUMP', reason: 'NOT_AN_AMOUNT' }])
  const { change, errors, reasons } = read({ ...byUnit, 'perUnit.PUMP': '0' })
  expect({ errors, reasons }).toEqual({ errors: [], reasons: [] })
  expect(change.duties).toEqual([
    {
      ...{ effectiveFrom: '2027-04-01', mode: 'PER_KWH', confidence: 'H' },
      paisePerKwh: { HOME: '15', SHOP: '30', PUMP: '0' },
    },
  ])
  expect(changeRows(book, change).find((row) => row.what === 'DUTY' && row.category === 'HOME')).toMatchObject({
    after: { mode: 'PER_KWH', value: fraction(15n) },
  })
})

test('a subsidy names who gets it, pays in bands, and all of one that is left empty', () => {
  const { change, errors, reasons } = read({
    ...{ kind: 'SUBSIDY', id: 'TEST-125', from: '2027-04-01', 'has.HOME': 'yes', 'has.PUMP': 'yes' },
    ...{ 'band1.upTo': '125', 'band2.upTo': '400', 'band2.pays': '2.05' },
  })
  expect({ errors, reasons }).toEqual({ errors: [], reasons: [] })
  const changed = bookWith(book, change)
  if (!changed.ok) throw new Error(changed.reasons.join())
  expect(schemeOn(changed.book, day('2027-04-01'), 'PUMP')?.id).toBe('TEST-125')
  expect(schemeOn(changed.book, day('2027-03-31'), 'HOME')?.id).toBe('EXAMPLE-100')
  const rows = changeRows(book, change)
  expect(rows.map((row) => [row.what, 'category' in row && row.category])).toEqual([
    ['SUBSIDY', 'HOME'],
    ['SUBSIDY', 'PUMP'],
  ])
  expect(rows[1]).toMatchObject({ before: [], after: [{ kind: 'FULL_WAIVER' }, { kind: 'PER_KWH' }] })
})

test('rebates, surcharge, hours of supply and readings replace their part from a first day, and what cannot be read is named', () => {
  const form = {
    ...{ kind: 'REBATES', from: '2027-04-01', promptPercent: '2.5', promptWithinDays: '7', digitalPercent: '1' },
    ...{ digitalMaxPaise: '300', prepaidPercentOfEnergy: '3' },
  }
  const rebates = read(form)
  expect(rebates).toMatchObject({ errors: [], reasons: [] })
  expect(firstDayOfChange(rebates.change)).toBe('2027-04-01')
  expect(changeRows(book, rebates.change)).toContainEqual({
    ...{ what: 'TERM', name: 'digitalMaxPaise' },
    ...{ before: { numerator: 25_000n, denominator: 1n }, after: { numerator: 30_000n, denominator: 1n } },
  })
  expect(read({ ...form, promptWithinDays: '2.5', promptPercent: 'two' }).errors).toEqual([
    { field: 'promptPercent', reason: 'NOT_AN_AMOUNT' },
    { field: 'promptWithinDays', reason: 'NOT_WHOLE' },
  ])
  const late = { kind: 'SURCHARGE', from: '2027-04-01', percentPerMonth: '1.25', monthDays: '15' }
  const surcharge = read(late)
  expect(surcharge).toMatchObject({ errors: [], reasons: [] })
  expect(surcharge.change.laterDelayedPayment).toEqual([
    {
      ...{ effectiveFrom: '2027-04-01', percentPerMonth: '1.25', confidence: 'H' },
      counting: 'PART_MONTH_AS_MONTH_OF_15_DAYS',
    },
  ])
  expect(changeRows(book, surcharge.change)).toContainEqual({
    ...{ what: 'TERM', name: 'counting' },
    ...{ before: 'PART_MONTH_AS_MONTH_OF_30_DAYS', after: 'PART_MONTH_AS_MONTH_OF_15_DAYS' },
  })
  expect(['', '0', '15.5', '100', '15_DAYS'].map((monthDays) => read({ ...late, monthDays }).errors)).toEqual(
    Array(5).fill([{ field: 'monthDays', reason: 'NOT_A_LENGTH' }]),
  )
  const hours = { kind: 'SUPPLY_HOURS', from: '2027-04-01', LT: '22.5', HT: '24' }
  const supply = read(hours)
  expect(supply).toMatchObject({ errors: [], reasons: [] })
  expect(changeRows(book, supply.change)).toEqual([
    { what: 'TERM', name: 'LT', before: fraction(21n), after: fraction(45n, 2n) },
    { what: 'TERM', name: 'HT', before: fraction(23n), after: fraction(24n) },
  ])
  expect(['', 'all', '0', '24.5', '0.001'].map((HT) => read({ ...hours, HT }).errors)).toEqual(
    Array(5).fill([{ field: 'HT', reason: 'NOT_HOURS' }]),
  )
  const words = Object.fromEntries(READING_CHOICES.map(({ name, choices }) => [name, choices[1] ?? '']))
  const numbers = { supplyHoursMinimumDaysPercent: '80', wattsPerHorsepower: '746' }
  const readings = read({ kind: 'READINGS', from: '2027-04-01', ...words, ...numbers })
  expect(readings).toMatchObject({ errors: [], reasons: [] })
  expect(readings.change.laterReadings).toMatchObject([{ subsidyLimits: 'PER_BILL', rebatesAddUp: false }])
  expect(changeRows(book, readings.change)).toHaveLength(10)
  expect(read({ kind: 'READINGS', from: '2027-04-01', ...words, ...numbers, dutyBase: 'ALL' }).reasons).toEqual([
    expect.stringContaining('laterReadings[0].dutyBase'),
  ])
})

test('rates are laid beside those that would hold without the change', () => {
  const rows = changeRows(book, read(ORDER).change)
  const energy = rows.find((row) => row.what === 'ENERGY' && row.category === 'PUMP')
  if (energy?.what !== 'ENERGY' || !energy.before || !energy.after) throw new Error('no such row')
  expect([decimalText(energy.before), decimalText(energy.after)]).toEqual(['412.5', '12.5'])
  expect(changeRows(book, read({ kind: 'FPPPA', month: '2026-03', charge: '-0.1' }).change)).toMatchObject([
    { what: 'FPPPA', before: { numerator: 20n }, after: { numerator: -10n } },
  ])
})

test('brought to a period of the past, a change holds from its first day to its last and nowhere else', () => {
  const period = { from: day('2025-04-20'), to: day('2025-05-19'), month: month('2025-05') }
  const moved = bookForPeriod(book, read(ORDER).change, period)
  if (!moved.ok) throw new Error(moved.reasons.join())
  // EXAMPLE-NEW begins within the period and makes room.
  expect(['2025-04-19', '2025-04-20', '2025-05-19'].map((on) => orderOn(moved.book, day(on))?.id)).toEqual([
    'EXAMPLE-OLD',
    'TEST-2027',
    'TEST-2027',
  ])
  const fuel: TariffChange = { fppa: [{ month: '2028-01', paisePerKwh: '7' }] }
  const charged = bookForPeriod(book, fuel, period)
  if (!charged.ok) throw new Error(charged.reasons.join())
  expect(charged.book.fppa.map((charge) => charge.month)).toEqual(['2025-05', '2026-02', '2026-03'])
})
