import { expect, test } from 'vitest'
import { htmlOf } from '#components/charts/test-html-of.ts'
import { wattHours } from '#lib/units/energy.ts'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { BillHistory } from './bill-history.tsx'

const bill = (of: string, basis: 'ACTUAL' | 'PROVISIONAL' = 'ACTUAL') => ({
  ...{ month: month(of), energyWh: wattHours(186_000), payableByDuePaise: paise(107_500), basis },
})
const billed = [bill('2026-07'), bill('2026-08', 'PROVISIONAL'), bill('2026-10')]
const rowsOf = (html: string) =>
  [...html.matchAll(/<tr[^>]*><th scope="row"[^>]*>(.*?)<\/th>(.*?)<\/tr>/g)].map(([, name, cells]) => [
    name,
    ...[...(cells ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell),
  ])

test('the table of months says which are estimated and which have no bill, as the picture does', async () => {
  const html = await htmlOf(<BillHistory billed={billed} limitWh={null} locale="en" />)
  expect(rowsOf(html)).toEqual([
    ['July 2026', '186.0', '₹1,075.00'],
    ['August 2026', '186.0 (provisional)', '₹1,075.00'],
    ['September 2026', 'no bill', '–'],
    ['October 2026', '186.0', '₹1,075.00'],
  ])
})
