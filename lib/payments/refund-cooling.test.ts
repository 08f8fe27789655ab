import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import { requestRefund } from './request-refund.ts'
import { takePayment } from './take-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'

const [CLERK, SUPERVISOR] = [testOfficer('CLERK'), testOfficer('SUPERVISOR')]
let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterAll(() => services.close())

test('no money goes back within a day of a change of somebody’s number, asked for before it or after', async () => {
  const home = await makeHome(services)
  const { paymentReference: reference } = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const money = { amountPaise: paise(50_000), currency: 'INR', reference, utr: null, paidAt: services.now() }
  await services.db.$transaction((tx) =>
    takePayment(tx, services.now(), { id: 'pay_cooling', status: 'CAPTURED', ...money }, null),
  )
  const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where: { reference: 'pay_cooling' } })
  const ask = (refundId = randomUUID()) =>
    requestRefund(services, CLERK, { refundId, paymentId, amountPaise: paise(10_000), reason: 'OTHER' })
  const decide = (refundId: string, agree: boolean) => decideRefund(services, SUPERVISOR, { refundId, agree })

  const [before, refused] = [randomUUID(), randomUUID()]
  expect([await ask(before), await ask(refused)]).toMatchObject([{ ok: true }, { ok: true }])
  await services.db.consumer.update({
    where: { id: home.actor.consumerId },
    data: { mobileChangedAt: services.now() },
  })
  expect(await ask()).toEqual({ ok: false, reason: 'COOLING' })
  expect(await decide(before, true)).toEqual({ ok: false, reason: 'COOLING' })
  // Nothing moves by a no.
  expect(await decide(refused, false)).toEqual({ ok: true, state: 'REJECTED' })
  services.setTime('2026-11-06T10:00:01+05:30')
  expect(await decide(before, true)).toEqual({ ok: true, state: 'AGREED' })
  expect(await ask()).toMatchObject({ ok: true })
})
