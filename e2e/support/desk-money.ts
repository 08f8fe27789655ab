import { randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { expect } from '../fixtures.ts'
import { connectionPath, logIn } from './log-in.ts'
import { post } from './officer.ts'
import type { Portal } from './portal.ts'

/** What waits at the desk for somebody: a payment by UPI of which a part is asked back, and a wish to pay over months. */
export type DeskMoney = { connection: string; payment: string; refund: string; request: string }

/** Lets a consumer pay ten rupees by UPI and ask for instalments, and a clerk ask one rupee of it back. */
export async function makeDeskMoney(
  { consumer, clerk, decider }: Record<'consumer' | 'clerk' | 'decider', BrowserContext>,
  portal: Portal,
  mobile: string,
): Promise<DeskMoney> {
  const page = await consumer.newPage()
  await logIn(page, portal, mobile)
  const connection = connectionPath(page).slice(3)
  await post(consumer.request, portal, '/api/payments/instalments', { connection, instalments: '2' })
  const begun = await post(consumer.request, portal, '/api/payments/start', {
    connection,
    amount: '10.00',
    key: randomUUID(),
  })
  const paying = await (await consumer.request.get(begun.headers().location ?? '/')).text()
  const uri = /href="(upi:[^"]+)"/.exec(paying)?.[1]?.replaceAll('&amp;', '&')
  const paid = await consumer.request.post('/demo/upi/pay', { data: { uri, outcome: 'success' } })
  expect(paid.ok()).toBe(true)

  await post(clerk.request, portal, '/api/desk/look', { connection, reason: 'PAYMENT', note: '' })
  const seen = await (await clerk.request.get(`/desk/connections/${connection}`)).text()
  const payment = /\/desk\/refunds\/([0-9a-f-]{36})/.exec(seen)?.[1] ?? ''
  const refund = randomUUID()
  const asked = await post(clerk.request, portal, '/api/desk/refunds/request', {
    ...{ payment, refund, amount: '1.00', reason: 'PAID_TWICE' },
  })
  expect(asked.headers().location).toBe('/desk/refunds?done=requested')
  const waiting = await (await decider.request.get('/desk/instalments')).text()
  const request = /name="request" value="([0-9a-f-]{36})"/.exec(waiting)?.[1] ?? ''
  return { connection, payment, refund, request }
}
