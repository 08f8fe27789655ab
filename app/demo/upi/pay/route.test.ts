import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { POST as webhook } from '#app/api/webhooks/razorpay/route.ts'
import { demoRedelivery } from '#lib/payments/gateway/demo-deliver.ts'
import { readDemoLog } from '#lib/payments/gateway/demo-log.ts'
import { whenIdle } from '#lib/payments/inbox-worker.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { upiLink } from '#lib/payments/upi-link.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { POST } from './route.demo.ts'

const held = globalThis as typeof globalThis & { portalServices?: unknown }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'demo-gateway-'))
let services: TestServices

beforeAll(async () => {
  vi.stubEnv('PORTAL_DATA_DIR', folder)
  services = await testServices('2026-11-12T10:00:00+05:30')
  held.portalServices = services
  vi.stubGlobal('fetch', toWebhook)
})
afterAll(async () => {
  held.portalServices = undefined
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  fs.rmSync(folder, { recursive: true })
  await services.close()
})

// The gateway's calls reach the portal's webhook without a server in between.
const toWebhook = (address: string, init: RequestInit) => webhook(new Request(address, init))
const send = (body: BodyInit, type: string, more: Record<string, string> = {}) =>
  POST(
    new Request('http://localhost/demo/upi/pay', { method: 'POST', body, headers: { 'content-type': type, ...more } }),
  )
const pay = async (body: object) => {
  const answer = await send(JSON.stringify(body), 'application/json')
  return { status: answer.status, body: (await answer.json()) as { ok: boolean; statuses?: number[]; reason?: string } }
}

async function attempted() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const started = await startPayment(services, home.actor, { billId: bill.id })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  const attempt = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
  const payment = { vpa: 'demo@invalid', payeeName: 'JBVNL DEMO', note: 'Bill', amountPaise: paise(50_000) }
  const state = async () => (await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attempt.id } })).state
  return { uri: upiLink({ ...payment, reference: attempt.reference }), state }
}

describe("the demo's bank", () => {
  test('pays, and repeats its word as often as asked', async () => {
    const { uri, state } = await attempted()
    const paid = await pay({ uri, outcome: 'success', copies: 20 })
    expect(paid).toMatchObject({ status: 200, body: { ok: true, statuses: Array.from({ length: 20 }, () => 200) } })
    expect(await state()).toBe('PAID')
    expect(await services.db.payment.count()).toBe(1)
  })

  test('fails, or leaves it open', async () => {
    const { uri, state } = await attempted()
    await pay({ uri, outcome: 'pending' })
    expect(await state()).toBe('PENDING')
    await pay({ uri, outcome: 'failure' })
    expect(await state()).toBe('FAILED')
    await pay({ uri })
    expect(await state()).toBe('PAID')
  })

  test('pays nobody real, and reads nothing but UPI', async () => {
    const { uri, state } = await attempted()
    const real = uri.replace('demo%40invalid', 'somebody%40bank')
    expect(await pay({ uri: real })).toMatchObject({ status: 400, body: { reason: 'NOT_DEMO' } })
    expect(await pay({ uri: 'https://example.org' })).toMatchObject({ status: 400, body: { reason: 'NOT_UPI' } })
    expect(await pay({ uri, copies: 100_000 })).toMatchObject({ status: 400 })
    expect(await state()).toBe('CREATED')
  })

  test('takes the form of its own page and leads back there, and no form of another site', async () => {
    const { uri, state } = await attempted()
    const form = new URLSearchParams({ uri, outcome: 'success', copies: '' })
    const type = 'application/x-www-form-urlencoded'
    expect((await send(form, type, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(await state()).toBe('CREATED')
    const answer = await send(form, type, { 'sec-fetch-site': 'same-origin' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/demo?paid=success'])
    expect(await state()).toBe('PAID')
  })

  test('comes back with what the portal did not take, until it does', async () => {
    const { uri, state } = await attempted()
    const before = await services.db.gatewayEvent.count()
    const broken = vi
      .fn()
      .mockRejectedValueOnce(new Error('nobody answers'))
      .mockResolvedValue(new Response('', { status: 503 }))
    vi.stubGlobal('fetch', broken)
    expect(await pay({ uri, copies: 2 })).toMatchObject({ status: 200, body: { ok: true, statuses: [0, 503] } })
    const redeliver = demoRedelivery()
    expect(await redeliver()).toBe(0)
    expect(await state()).toBe('CREATED')

    vi.stubGlobal('fetch', toWebhook)
    expect(await redeliver()).toBe(1)
    await whenIdle()
    expect(await state()).toBe('PAID')
    expect(await redeliver()).toBe(0)
    expect(await services.db.gatewayEvent.count()).toBe(before + 1)
  })

  test('agrees with the books in the end', async () => {
    const verified = await verifyLedger(services, readDemoLog())
    expect(readDemoLog().filter(({ kind }) => kind === 'captured')).toHaveLength(4)
    expect(verified.flatMap(({ id, broken }) => broken.map((found) => `${id} ${found}`))).toEqual([])
  })
})
