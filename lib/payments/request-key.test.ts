import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { forgetKeys } from './request-key.ts'
import { startPayment } from './start-payment.ts'
import { type Home, makeHome } from './test-bills.ts'

const MORNING = '2026-11-05T10:00:00+05:30'
let services: TestServices
let home: Home

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime(MORNING)
  await services.db.paymentRequest.deleteMany()
  home = await makeHome(services)
})

const ahead = (amount: number, key: string, who = home) =>
  startPayment(services, who.actor, { connectionId: who.connectionId, amountPaise: paise(amount) }, { key })
const made = ({ connectionId } = home) => services.db.paymentAttempt.count({ where: { connectionId } })

test('a key begins one payment, of one amount and for one person, however many ask at once', async () => {
  const key = randomUUID()
  const started = await Promise.all(Array.from({ length: 8 }, () => ahead(10_000, key)))
  expect(new Set(started.map((one) => one?.ok && one.attemptId)).size).toBe(1)
  expect(started.filter((one) => one?.ok && !one.isRepeat)).toHaveLength(1)
  expect(await ahead(10_001, key)).toMatchObject({ ok: false, reason: 'KEY_TAKEN' })
  expect(await made()).toBe(1)
  const other = await makeHome(services)
  expect(await ahead(10_001, key, other)).toMatchObject({ ok: true, isRepeat: false })
})

test.each(['', 'seven77', 'a key with blanks', 'é'.repeat(8), 'k'.repeat(256)])('%j is no key', async (key) => {
  expect(await ahead(10_000, key)).toMatchObject({ ok: false, reason: 'BAD_KEY' })
  expect(await made()).toBe(0)
})

test('is known for a week, and then begins anew', async () => {
  const [old, young] = ['k'.repeat(8), 'k'.repeat(255)]
  await ahead(10_000, old)
  services.setTime('2026-11-05T10:00:00.001+05:30')
  await ahead(10_000, young)
  services.setTime('2026-11-12T10:00:00+05:30')
  expect(await forgetKeys(services)).toBe(0)
  expect(await ahead(10_000, old)).toMatchObject({ isRepeat: true })
  services.setTime('2026-11-12T10:00:00.001+05:30')
  expect(await forgetKeys(services)).toBe(1)
  expect([await ahead(10_000, old), await ahead(10_000, young)]).toMatchObject([
    { isRepeat: false },
    { isRepeat: true },
  ])
})
