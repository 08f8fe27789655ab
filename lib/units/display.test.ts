import { expect, test } from 'vitest'
import { formatDays, formatFinancialYear, formatShortDay, spacedConsumerNo } from './display.ts'
import { spokenUnits, wattHours } from './energy.ts'
import { day, month } from './ist.ts'

const said = (days: string[], locale: 'hi' | 'en') => formatDays(days.map(day), locale).replaceAll('\u00a0', ' ')

test('days of a sentence stand together where they follow each other', () => {
  expect(said(['2026-11-13', '2026-11-14'], 'hi')).toBe('13 और 14 नवंबर')
  expect(said(['2026-10-03', '2026-10-07', '2026-10-08', '2026-10-09'], 'en')).toBe('3 October, 7 – 9 October')
  expect(said(['2026-10-31', '2026-11-01'], 'en')).toBe('31 October and 1 November')
  expect(said(['2026-10-30', '2026-10-31', '2026-11-01'], 'hi')).toBe('30 अक्टूबर – 1 नवंबर')
})

test('a short date is one word to a line break', () => {
  expect(formatShortDay(day('2026-11-26'), 'hi')).toBe('26\u00a0नवं.')
  expect(formatShortDay(day('2026-11-26'), 'en')).toBe('26\u00a0Nov')
})

test('a financial year is named by both of its years', () => {
  expect(['2026-04', '2029-04', '2099-04'].map((april) => formatFinancialYear(month(april)))).toEqual([
    ...['2026-27', '2029-30', '2099-00'],
  ])
})

test('a consumer number is grouped as it is read aloud', () => {
  expect(spacedConsumerNo('100044280028')).toBe('1000\u00a04428\u00a00028')
})

test('whole units are said without a decimal', () => {
  expect(spokenUnits(wattHours(1000))).toBe('1')
  expect(spokenUnits(wattHours(41_876))).toBe('41.9')
  expect(spokenUnits(wattHours(1_201_000))).toBe('1,201')
})
