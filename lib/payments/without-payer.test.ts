import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testServices } from '#lib/platform/test-database.ts'
import { withoutPayer } from './without-payer.ts'

const after = (said: unknown) =>
  new TextDecoder().decode(
    withoutPayer(new TextEncoder().encode(typeof said === 'string' ? said : JSON.stringify(said))),
  )

test('sums, references and times stay, and who paid goes at whatever depth', () => {
  const payment = { id: 'pay_1', amount: 50_000, notes: { reference: 'A1' }, acquirer_data: { rrn: '600012345678' } }
  const payer = { contact: '+919000000101', email: null, vpa: 'usha@okbank', upi: { vpa: 'usha@okbank' }, card: {} }
  const event = (entity: object) => ({ event: 'payment.captured', payload: { payment: { entity } }, created_at: 1 })
  expect(JSON.parse(after(event({ ...payment, ...payer })))).toEqual(event(payment))
  const transfer = { payload: { list: [{ amount: 1, payer_bank_account: { name: 'Usha Devi' } }] } }
  expect(JSON.parse(after(transfer))).toEqual({ payload: { list: [{ amount: 1 }] } })
})

test('nothing stays of what is no JSON', () => {
  for (const broken of ['', 'contact=9000000101', '{"contact":"9000000101"', '['.repeat(200_000)])
    expect(after(broken)).toBe('')
  expect(withoutPayer(Uint8Array.of(0xff, 0x22))).toHaveLength(0)
})

test('events that were stored with their payer say the same afterwards, without', async () => {
  const services = await testServices('2026-11-12T10:00:00+05:30')
  const entity = {
    amount: 1,
    ids: [3, { customer_id: 'cust_1', id: 'a' }, 1],
    contact: '+919000000102',
    none: {},
    list: [],
  }
  const stored = {
    whole: JSON.stringify({ event: 'qr_code.credited', payload: { qr_code: { entity }, payment: { entity } } }),
    'no JSON': 'contact=9000000102',
    'no text': '{"contact":"\\u0000"}',
  }
  for (const [eventId, said] of Object.entries(stored)) {
    const body = new TextEncoder().encode(said)
    await services.db.gatewayEvent.create({ data: { eventId, body, receivedAt: services.now() } })
  }
  const migrations = path.join(path.dirname(path.dirname(import.meta.dirname)), 'prisma', 'migrations')
  const script = fs.readFileSync(path.join(migrations, '20261128092000_no_payers', 'migration.sql'), 'utf8')
  await services.asOwner().$transaction(async (tx) => {
    for (const statement of script.split(/;\n\n/)) await tx.$executeRawUnsafe(statement)
  })
  const bodies = await services.db.gatewayEvent.findMany({ select: { eventId: true, body: true } })
  const said = Object.fromEntries(bodies.map(({ eventId, body }) => [eventId, new TextDecoder().decode(body)]))
  expect(JSON.parse(said.whole ?? '')).toEqual(JSON.parse(after(JSON.parse(stored.whole))))
  expect([said['no JSON'], said['no text']]).toEqual(['', ''])
  await services.close()
})
