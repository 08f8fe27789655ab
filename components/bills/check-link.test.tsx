import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { BillView } from '#lib/billing/get-bill.ts'
import { parseEvidence } from '#lib/complaints/evidence-source.ts'
import { CheckLink } from './check-link.tsx'

const BILL = { id: 'b', connectionId: 'c' } as BillView
const shown = (canComplain: boolean) =>
  renderToStaticMarkup(<CheckLink bill={BILL} canComplain={canComplain} locale="hi" />)

it('leads from a bill to its check and, for whom the record is open, to a complaint that takes it along', () => {
  expect(shown(true)).toContain('href="/c/c/bills/b/check"')
  const evidence = /complaints\/new\?evidence=([^"]+)"/.exec(shown(true))?.[1]
  expect(parseEvidence(evidence ?? '')).toEqual({ kind: 'BILL', billId: 'b' })
  expect(shown(false)).toContain('href="/c/c/bills/b/check"')
  expect(shown(false)).not.toContain('complaints')
})
