import { expect, test } from 'vitest'
import { htmlOf } from '#components/charts/test-html-of.ts'
import { wattHours } from '#lib/units/energy.ts'
import { addDays, day } from '#lib/units/ist.ts'
import { LastDaysCard } from './last-days-card.tsx'

const days = Array.from({ length: 14 }, (_, index) => ({
  on: addDays(day('2026-11-13'), index),
  energyWh: index === 4 ? null : wattHours(6_000 + index * 100),
  measured: index !== 7,
}))
const rowsOf = (html: string) =>
  [...html.matchAll(/<th scope="row"[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)].map(([, name, value]) => [name, value])

test('the table of the last days tells an estimated day from a read and a missing one', async () => {
  const shown = async (locale: 'hi' | 'en') =>
    rowsOf(await htmlOf(<LastDaysCard days={days} connectionId="c" locale={locale} />)).map(([, units]) => units)
  const [hindi, english] = [await shown('hi'), await shown('en')]
  expect(english.slice(6, 9)).toEqual(['6.6', '6.7 (estimated)', '6.8'])
  expect(hindi[7]).toBe('6.7 (अनुमानित)')
  expect(english[4]).not.toMatch(/\d/)
})
