import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { HomeBill } from '#lib/billing/home-view.ts'
import { month } from '#lib/units/ist.ts'
import { HomeLinks } from './home-links.tsx'

const BILL = { id: 'b', month: month('2026-10'), hasEarlier: true } as HomeBill

function ways(bill: HomeBill | null, canComplain = true): string[] {
  const html = renderToStaticMarkup(<HomeLinks bill={bill} connectionId="c" canComplain={canComplain} locale="en" />)
  return [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href as string)
}

it('leads from Home to the bill’s PDF, why it is different, a complaint, notices and another connection', () => {
  const all = ['/c/c/bills/b/pdf', '/c/c/bills/b/compare', '/c/c/complaints/new', '/account/notices', '/link']
  expect(ways(BILL)).toEqual(all)
})

it('compares no first bill, shows none before it came, and complains only for whom the record is open', () => {
  expect(ways({ ...BILL, hasEarlier: false })).not.toContain('/c/c/bills/b/compare')
  expect(ways(null)).toEqual(['/c/c/complaints/new', '/account/notices', '/link'])
  expect(ways(BILL, false)).not.toContain('/c/c/complaints/new')
})
