import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { postTransaction } from '#lib/ledger/post-transaction.ts'
import type { Db } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { officerWithAuthenticator, testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import { requestRefund } from './request-refund.ts'
import { startPayment } from './start-payment.ts'
import { makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'
import { agreeToRefund, TEST_CIRCLE } from './test-refunds.ts'

const MORNING = '2026-11-05T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

/** A home without a bill that has paid ₹500 ahead; the payment's id in the books. */
async function paidAhead() {
  const home = await makeHome(services)
  const { connectionId, actor } = home
  const started = await startPayment(services, actor, { connectionId, amountPaise: paise(50_000) })
  const id = started?.ok ? started.attemptId : ''
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id } })
  await tell(services, { paymentId: `pay_${id}`, reference, amount: 50_000 })
  const payment = await services.db.payment.findFirstOrThrow({ where: { reference: `pay_${id}` } })
  return { ...home, paymentId: payment.id }
}
const ask = (paymentId: string, refundId: string = randomUUID(), clerk = testOfficer('CLERK')) =>
  requestRefund(services, clerk, { refundId, paymentId, amountPaise: paise(5_000), reason: 'OTHER' })
async function asked(paymentId: string): Promise<string> {
  const refundId = randomUUID()
  expect(await ask(paymentId, refundId)).toEqual({ ok: true, refundId, isRepeat: false })
  return refundId
}
const stateOf = async (id: string) => (await services.db.refund.findFirstOrThrow({ where: { id } })).state
const written = (staffId: string) =>
  services.db.auditEntry.findMany({
    where: { actorId: staffId },
    select: { action: true, connectionId: true, detail: true },
  })

test('an id that is none, and one that is another refund’s, ask for nothing', async () => {
  const [{ paymentId }, other] = [await paidAhead(), await paidAhead()]
  const supervisor = testOfficer('SUPERVISOR')
  for (const id of ['', '7', "' or 1=1"]) {
    expect(await ask(id)).toEqual({ ok: false, reason: 'NO_PAYMENT' })
    expect(await ask(paymentId, id)).toEqual({ ok: false, reason: 'NO_PAYMENT' })
    expect(await decideRefund(services, supervisor, { refundId: id, agree: false })).toMatchObject({
      reason: 'NO_REFUND',
    })
  }
  const refundId = await asked(paymentId)
  expect(await ask(other.paymentId, refundId)).toEqual({ ok: false, reason: 'ID_TAKEN' })
  expect(await services.db.refund.count({ where: { paymentId: other.paymentId } })).toBe(0)
})

test('asking and refusing are written down, with what for', async () => {
  const { paymentId, connectionId } = await paidAhead()
  const [clerk, supervisor] = [testOfficer('CLERK'), testOfficer('SUPERVISOR')]
  const refund = randomUUID()
  await ask(paymentId, refund, clerk)
  await decideRefund(services, supervisor, { refundId: refund, agree: false })
  expect(await written(clerk.staffId)).toEqual([
    { action: 'refund.requested', connectionId, detail: { refund, amountPaise: 5_000, reason: 'OTHER' } },
  ])
  expect(await written(supervisor.staffId)).toEqual([
    { action: 'refund.rejected', connectionId, detail: { refund, amountPaise: 5_000, proof: null } },
  ])
  expect(await services.db.refund.findFirstOrThrow({ where: { id: refund } })).toMatchObject({
    ...{ state: 'REJECTED', endedAt: services.now(), decidedBy: supervisor.staffId },
  })
})

test('a refund that has to wait uses up no code', async () => {
  const [waiting, other] = [await paidAhead(), await paidAhead()]
  const [first, second] = [await asked(waiting.paymentId), await asked(other.paymentId)]
  const { consumerId } = waiting.actor
  await services.db.consumer.update({ where: { id: consumerId }, data: { mobileChangedAt: services.now() } })
  const { actor, code } = await officerWithAuthenticator(services, 'SUPERVISOR', TEST_CIRCLE)
  const agree = (refundId: string) => decideRefund(services, actor, { refundId, agree: true, code: code() })
  expect(await agree(first)).toEqual({ ok: false, reason: 'NOT_YET' })
  expect(await agree(second)).toEqual({ ok: true, state: 'AGREED' })
})

test('somebody’s number that changes while the code is looked at holds the money back', async () => {
  const { paymentId, actor: payer } = await paidAhead()
  const refundId = await asked(paymentId)
  const { actor, code } = await officerWithAuthenticator(services, 'SUPERVISOR', TEST_CIRCLE)
  /** The officer's code is taken in a transaction, after it was looked whether to wait. */
  const db = new Proxy(services.db, {
    get: (whole, name) => {
      if (name !== '$transaction') return Reflect.get(whole, name)
      return async (...args: Parameters<Db['$transaction']>) => {
        await whole.consumer.update({ where: { id: payer.consumerId }, data: { mobileChangedAt: services.now() } })
        return Reflect.apply(whole.$transaction, whole, args)
      }
    },
  })
  const decided = await decideRefund({ ...services, db }, actor, { refundId, agree: true, code: code() })
  expect([decided, await stateOf(refundId)]).toEqual([{ ok: false, reason: 'NOT_YET' }, 'REQUESTED'])
})

test('with neither advance nor bill to take it from nothing is decided', async () => {
  const { paymentId, connectionId } = await paidAhead()
  const refundId = await asked(paymentId)
  const at = services.now()
  await services.db.$transaction((tx) =>
    postTransaction(tx, {
      ...{ id: randomUUID(), kind: 'ADVANCE_USED', reference: `used ${refundId}`, connectionId },
      ...{ occurredAt: at, recordedAt: at },
      entries: [
        { account: 'ADVANCE', side: 'DEBIT', amountPaise: paise(50_000), connectionId },
        { account: 'REVENUE', side: 'CREDIT', amountPaise: paise(50_000) },
      ],
    }),
  )
  expect(await agreeToRefund(services, refundId)).toEqual({ ok: false, reason: 'NOTHING_LEFT' })
  expect([await stateOf(refundId), await advanceOf(services.db, connectionId)]).toEqual(['REQUESTED', 0n])
})
