import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signBody } from '#lib/payments/gateway/razorpay-webhook.ts'
import { whenIdle } from '#lib/payments/inbox-worker.ts'
import { eventBody } from '#lib/payments/test-events.ts'
import { env } from '#lib/platform/env.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { POST } from './route.ts'

const held = globalThis as typeof globalThis & { portalServices?: unknown }
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
  held.portalServices = services
})
afterAll(async () => {
  await whenIdle()
  held.portalServices = undefined
  await services.close()
})

const SECRET = () => env().gatewaySecretsAt(services.now())[0] ?? ''

async function post(body: Uint8Array<ArrayBuffer>, eventId: string | null, signature = signBody(body, SECRET())) {
  const headers = new Headers({ 'x-razorpay-signature': signature })
  if (eventId !== null) headers.set('x-razorpay-event-id', eventId)
  const answer = await POST(new Request('http://localhost/api/webhooks/razorpay', { method: 'POST', body, headers }))
  return answer.status
}

const body = () => eventBody({ paymentId: 'pay_route', reference: 'NOBODY', amount: 100 }, services.now())

describe("the gateway's webhook", () => {
  test('stores what is signed without the payer, and answers a repeat the same', async () => {
    const sent = body()
    expect(await post(sent, 'evt_route')).toBe(200)
    expect(await post(sent, 'evt_route')).toBe(200)
    const stored = await services.db.gatewayEvent.findUniqueOrThrow({ where: { eventId: 'evt_route' } })
    const [said, kept] = [sent, stored.body].map((bytes) => JSON.parse(new TextDecoder().decode(bytes)))
    expect(said.payload.payment.entity.vpa).toBe('payer@invalid')
    delete said.payload.payment.entity.vpa
    expect(kept).toEqual(said)
    await whenIdle()
    expect(await services.db.payment.count()).toBe(1)
  })

  test('stores nothing of what is not signed, or signed for other bytes or by another', async () => {
    const before = await services.db.gatewayEvent.count()
    const other = eventBody({ paymentId: 'pay_route', reference: 'NOBODY', amount: 99_999 }, services.now())
    expect(await post(other, 'evt_forged', signBody(body(), SECRET()))).toBe(401)
    expect(await post(body(), 'evt_forged', signBody(body(), 'guess'))).toBe(401)
    expect(await post(body(), 'evt_forged', '')).toBe(401)
    expect(await services.db.gatewayEvent.count()).toBe(before)
  })

  test('refuses an event without an id, and one larger than any event', async () => {
    expect(await post(body(), null)).toBe(400)
    expect(await post(body(), 'x'.repeat(101))).toBe(400)
    expect(await post(new Uint8Array(256 * 1024 + 1), 'evt_large')).toBe(413)
  })

  test('asks the gateway to come back while the database is away', async () => {
    const away = { gatewayEvent: { createMany: () => Promise.reject(new Error('connect ECONNREFUSED')) } }
    held.portalServices = { db: away, now: services.now }
    expect(await post(body(), 'evt_away')).toBe(503)
    held.portalServices = services
    expect(await post(body(), 'evt_away')).toBe(200)
  })
})
