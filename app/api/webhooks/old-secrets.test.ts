import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { whenChatsAreAnswered } from '#lib/messaging/chat/chat-worker.ts'
import { signWebhook } from '#lib/messaging/chat/read-webhook.ts'
import { webhookHeaders } from '#lib/payments/billing-webhook/sign-event.ts'
import { signBody } from '#lib/payments/gateway/razorpay-webhook.ts'
import { whenIdle } from '#lib/payments/inbox-worker.ts'
import { eventBody } from '#lib/payments/test-events.ts'
import { env } from '#lib/platform/env.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { POST as tellOfPayment } from './razorpay/route.ts'
import { POST as tellOfSms } from './sms/route.ts'
import { POST as tellOfChat } from './whatsapp/route.ts'

const [LAST_INSTANT, NEXT_DAY] = ['2026-11-20T23:59:59.999+05:30', '2026-11-21T00:00:00+05:30']
const held = globalThis as typeof globalThis & { portalServices?: unknown }
let services: TestServices

const keys = [1, 2].map((byte) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`)

beforeAll(async () => {
  for (const name of ['RAZORPAY_WEBHOOK_SECRET', 'WHATSAPP_APP_SECRET', 'MSG91_WEBHOOK_SECRET'])
    vi.stubEnv(name, 'new-secret, old-secret@2026-11-20')
  vi.stubEnv('BILLING_WEBHOOK_URL', 'https://billing.example/hook')
  vi.stubEnv('BILLING_WEBHOOK_SECRET', `${keys[0]},${keys[1]}@2026-11-20`)
  services = await testServices(LAST_INSTANT)
  held.portalServices = services
})
afterAll(async () => {
  await Promise.all([whenIdle(), whenChatsAreAnswered()])
  vi.unstubAllEnvs()
  held.portalServices = undefined
  await services.close()
})

let told = 0
/** A message of whoever knows the secret, at each door; `kept` counts what came in. */
const DOORS = {
  razorpay: {
    knock: (secret: string) => {
      told += 1
      const body = eventBody({ paymentId: `pay_${told}`, reference: 'NOBODY', amount: 100 }, services.now())
      const headers = { 'x-razorpay-signature': signBody(body, secret), 'x-razorpay-event-id': `evt_${told}` }
      return tellOfPayment(new Request('http://localhost/api/webhooks/razorpay', { method: 'POST', body, headers }))
    },
    kept: () => services.db.gatewayEvent.count(),
  },
  whatsapp: {
    knock: (secret: string) => {
      told += 1
      const timestamp = String(services.now().getTime() / 1_000)
      const messages = [{ from: '919300080077', id: `wamid.${told}`, timestamp, type: 'text', text: { body: 'Hi' } }]
      const metadata = { display_phone_number: '916510000000', phone_number_id: '106540352242922' }
      const value = { messaging_product: 'whatsapp', metadata, messages }
      const entry = [{ id: '1', changes: [{ field: 'messages', value }] }]
      const body = new TextEncoder().encode(JSON.stringify({ object: 'whatsapp_business_account', entry }))
      const headers = { 'x-hub-signature-256': signWebhook(body, secret) }
      return tellOfChat(new Request('http://localhost/api/webhooks/whatsapp', { method: 'POST', body, headers }))
    },
    kept: () => services.db.chatMessage.count(),
  },
  sms: {
    knock: (secret: string) => {
      told += 1
      const body = new URLSearchParams({ id: `sms ${told}`, sender: '919300080078', message: 'BILL 12' })
      const headers = { Authorization: `Bearer ${secret}` }
      return tellOfSms(new Request('http://localhost/api/webhooks/sms', { method: 'POST', body, headers }))
    },
    kept: () => services.db.message.count({ where: { toMobile: '9300080078' } }),
  },
}

test.each(Object.entries(DOORS))(
  'at the door of %s an old secret is believed to the end of its last day',
  async (_, door) => {
    const statusOf = async (secret: string) => (await door.knock(secret)).status
    services.setTime(LAST_INSTANT)
    expect([await statusOf('old-secret'), await statusOf('new-secret')]).toEqual([200, 200])
    services.setTime(NEXT_DAY)
    const before = await door.kept()
    expect([await statusOf('old-secret'), await statusOf('old-secret@2026-11-20')]).toEqual([401, 401])
    expect(await door.kept()).toBe(before)
    expect(await statusOf('new-secret')).toBe(200)
    expect(await door.kept()).toBe(before + 1)
  },
)

test('the billing system is told under an old key to the end of its last day', () => {
  const signaturesAt = (instant: string) => {
    const at = new Date(instant)
    const headers = webhookHeaders({ id: '1', body: '{}', at }, env().billingWebhook?.keysAt(at) ?? [])
    return headers['webhook-signature']?.split(' ').length
  }
  expect([signaturesAt(LAST_INSTANT), signaturesAt(NEXT_DAY)]).toEqual([2, 1])
})
