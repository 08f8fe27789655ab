import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { noteSilence } from './gateway-silence.ts'
import { takePayment } from './take-payment.ts'

/** Money that only asking finds, and for how long no event may have come before that is an alarm. */
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-24T06:00:00+05:30')
})
afterAll(() => services.close())

const on = (time: string) => new Date(`2026-11-24T${time}+05:30`)
const heard = (receivedAt: string, processedAt: string | null) =>
  services.db.gatewayEvent.create({
    data: {
      ...{ eventId: randomUUID(), body: new Uint8Array(), receivedAt: on(receivedAt) },
      processedAt: processedAt === null ? null : on(processedAt),
    },
  })
/** Asking finds money, of nobody known. */
async function found(time: string): Promise<void> {
  const money = { id: `pay_${randomUUID()}`, status: 'CAPTURED', amountPaise: paise(100), currency: 'INR' } as const
  const said = { ...money, reference: 'NOBODY', utr: null, paidAt: on(time) }
  await services.db.$transaction((tx) => takePayment(tx, on(time), said, null))
}
async function isSilent(time: string): Promise<boolean> {
  await services.db.$transaction((tx) => noteSilence(tx, on(time)))
  return (await services.db.paymentAlarm.count({ where: { kind: 'WEBHOOK_SILENT', reference: '2026-11-24' } })) > 0
}
beforeEach(async () => {
  await services.db.gatewayEvent.deleteMany()
  await services.db.paymentAlarm.deleteMany({ where: { kind: 'WEBHOOK_SILENT' } })
})

test('within six hours of an event that was acted on nothing is silent, and after it two payments are', async () => {
  await heard('08:00:00', '10:00:00')
  await found('11:00:00')
  await found('12:00:00')
  expect([await isSilent('16:00:00'), await isSilent('16:00:01')]).toEqual([false, true])
})

test('one that waits to be acted on was heard when it came', async () => {
  await heard('12:30:00', '12:30:00')
  await heard('13:00:00', null)
  await found('14:00:00')
  expect(await isSilent('19:00:01')).toBe(false)
  await found('15:00:00')
  expect([await isSilent('19:00:00'), await isSilent('19:00:01')]).toEqual([false, true])
})

test('of money from before the last event that one told', async () => {
  await found('15:30:00')
  await found('15:40:00')
  await heard('16:00:00', '16:00:00')
  await heard('05:00:00', '05:00:00')
  expect(await isSilent('23:00:00')).toBe(false)
  await found('22:00:00')
  await found('22:30:00')
  expect(await isSilent('23:00:00')).toBe(true)
})
