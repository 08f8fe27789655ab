import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { newMobile } from '#lib/messaging/test-messages.ts'
import { countRequest } from '#lib/operations/process-metrics.ts'
import { raiseAlarm } from '#lib/payments/raise-alarm.ts'
import { openDatabase } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { GET } from './route.ts'

const TOKEN = 'a-token-of-the-scraper-for-tests-01'
const OLD = 'the-token-that-is-being-replaced-02'
const held = globalThis as typeof globalThis & { portalServices?: Services }
let services: TestServices

beforeAll(async () => {
  vi.stubEnv('METRICS_TOKEN', `${TOKEN},${OLD}`)
  services = await testServices('2026-11-23T10:00:00+05:30')
  held.portalServices = services
})
afterAll(() => services.close())

const scrape = (authorization?: string) =>
  GET(new Request('http://localhost/api/metrics', { headers: authorization ? { authorization } : {} }))
const read = async () => (await scrape(`Bearer ${TOKEN}`)).text()

test('for whoever has no token there is no such page', async () => {
  for (const given of [undefined, '', 'Bearer', 'Bearer wrong', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`])
    expect((await scrape(given)).status, String(given)).toBe(404)
  expect((await scrape(`Bearer ${OLD}`)).status).toBe(200)
})

test('what waits, what is wrong and when files came is told, and no number or amount', async () => {
  const mobile = newMobile()
  await services.db.$transaction(async (tx) => {
    for (const kind of ['OTP', 'PAYMENT_RECEIVED'])
      await queueMessage(tx, { channel: 'SMS', to: mobile, kind, text: 'Canary 4,711', at: services.now() })
    await raiseAlarm(tx, 'WRONG_AMOUNT', 'pay_Canary', { at: services.now(), detail: { amount: '4,711' } })
  })
  await services.db.message.updateMany({ where: { toMobile: mobile }, data: { state: 'WAITING', sentAt: null } })
  const batch = { kind: 'daily-reads', source: 'head-end', contentHash: 'a'.repeat(64), rejected: 3 }
  await services.db.ingestBatch.create({ data: { ...batch, startedAt: services.now(), finishedAt: services.now() } })
  const at = new Date(services.now().getTime() - 7_200_000)
  await services.db.ledgerVerification.create({ data: { at, tookMs: 5, passed: 3, broken: ['INV7'] } })

  const told = await read()
  for (const line of [
    'portal_state_known 1',
    'portal_waiting{queue="codes"} 1',
    'portal_waiting{queue="sms"} 1',
    'portal_waiting{queue="whatsapp"} 0',
    'portal_waiting{queue="validation"} 1',
    'portal_waiting_oldest_seconds{queue="codes"} 0',
    'portal_payment_alarms{kind="WRONG_AMOUNT"} 1',
    'portal_ledger_broken_invariants 1',
    `portal_ledger_checked_timestamp_seconds ${at.getTime() / 1_000}`,
    `portal_ingest_last_timestamp_seconds{kind="daily-reads"} ${services.now().getTime() / 1_000}`,
    'portal_ingest_rejected_rows{kind="daily-reads"} 3',
  ])
    expect(told.split('\n')).toContain(line)
  // With a comma: figures of time and memory may hold any run of digits.
  for (const secret of [mobile, '4,711', 'Canary', 'head-end']) expect(told).not.toContain(secret)
})

test('requests are counted by what they were for, without their paths', async () => {
  countRequest('/c/6f1c0d5e-0000-4000-8000-000000000001/bills', 200, 0.04)
  countRequest('/api/login', 303, 0.2)
  countRequest('/desk', 503, 12)
  countRequest('/login', null, 1)
  const told = await read()
  expect(told).toContain('portal_http_requests_total{kind="page",status="2xx"} 1')
  expect(told).toContain('portal_http_requests_total{kind="api",status="3xx"} 1')
  expect(told).toContain('portal_http_requests_total{kind="desk",status="5xx"} 1')
  expect(told).toContain('portal_http_requests_total{kind="page",status="left"} 1')
  expect(told).toContain('portal_http_request_duration_seconds_bucket{le="0.05",kind="page"} 1')
  expect(told).not.toContain('6f1c0d5e')
})

test('while the database is away the process still tells of itself', async () => {
  const nowhere = openDatabase('postgresql://portal@127.0.0.1:1/away')
  held.portalServices = { ...services, db: nowhere }
  const told = await read()
  held.portalServices = services
  await nowhere.$disconnect()
  expect(told).toContain('portal_state_known 0')
  expect(told).toContain('process_resident_memory_bytes')
  expect(told).not.toContain('portal_waiting')
})
