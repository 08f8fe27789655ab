import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getBill } from '#lib/billing/get-bill.ts'
import { getPrintableBill } from '#lib/billing/pdf/get-printable-bill.ts'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { getAttemptStatus } from '#lib/payments/get-attempt-status.ts'
import { getGuestReceipt } from '#lib/payments/get-guest-receipt.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { tell } from '#lib/payments/test-events.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { askedPayment } from './asked-payment.ts'
import { lookUp } from './look-up.ts'
import { openBill, requestBillCode } from './open-bill.ts'
import { payAsGuest } from './pay-as-guest.ts'
import { payLinkFor } from './pay-link.ts'
import { LOOK_UPS_PER_SOURCE_AND_HOUR } from './quick-pay-policy.ts'

const TEN = '2026-11-07T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(TEN)
})
afterAll(() => services.close())

let sources = 0
const somebody = (): AnonymousActor => ({ kind: 'anonymous', source: `192.0.2.${++sources}` })

async function homeWithBill() {
  services.setTime(TEN)
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
  return { home, bill }
}

const pay = ({ consumerNo }: Home, more: { isConfirmed?: boolean; seen?: string } = {}) =>
  payAsGuest(services, somebody(), { way: { consumerNo }, isConfirmed: true, seen: '104305', ...more })

const newestCode = async (mobile: string) => {
  const message = await services.db.message.findFirst({
    where: { toMobile: mobile, kind: 'OTP' },
    orderBy: { sequence: 'desc' },
  })
  return /\d{6}/.exec(message?.text ?? '')?.[0] ?? ''
}

test('a consumer number tells what is asked today and initials, and nothing that names anybody', async () => {
  const { home, bill } = await homeWithBill()
  const asked = await askedPayment(services, home)
  expect(asked).toEqual({
    ...{ connectionId: home.connectionId, billId: bill.id, amountPaise: 104_305n, rebatePaise: 3_195n },
    ...{ dueOn: '2026-11-17', isOverdue: false, holder: 'T…\u00a0H…', lastTwoDigits: home.mobile.slice(-2) },
  })
  const link = await payLinkFor(services.db, home.connectionId, services.now())
  expect(await askedPayment(services, { code: link.split('/').at(-1) ?? '' })).toEqual(asked)
})

test('a number that is paid, prepaid or nobody’s is answered alike', async () => {
  const { home, bill } = await homeWithBill()
  await tell(services, { paymentId: 'pay_quick_all', reference: bill.paymentReference, amount: 107_500 })
  const prepaid = await makeHome(services)
  await makeBill(services, prepaid, { of: '2026-10', own: 50_000, mode: 'PREPAID' })
  for (const way of [home, prepaid, await makeHome(services), { consumerNo: '000000' }, { code: '2222222222' }])
    expect(await askedPayment(services, way)).toBeNull()
})

test('somebody pays for somebody else, and sees what became of it, but not the account', async () => {
  const { home } = await homeWithBill()
  const started = await pay(home)
  if (!started.ok) throw new Error(started.reason)
  const { guest, attemptId } = started
  const asked = { connectionId: home.connectionId, attemptId }
  const attempt = await getAttempt(services, guest, asked)
  expect(attempt).toMatchObject({ state: 'SHOWN', amountPaise: 104_305n, rebatePaise: 3_195n })
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
  await tell(services, { paymentId: 'pay_by_guest', reference, amount: 104_305 })
  const paymentId = (await getAttempt(services, guest, asked))?.paymentId ?? ''
  const receipt = await getGuestReceipt(services, guest, { paymentId })
  expect(receipt).toMatchObject({ amountPaise: 104_305n, receiptNo: expect.any(String) })
  expect(Object.keys(receipt ?? {}).sort()).toEqual(['amountPaise', 'paidAt', 'receiptNo', 'reference', 'utr'])
  expect(await getAttemptStatus(services, guest, { attemptId })).toEqual({ state: 'PAID', isBillPaid: true })
  expect(await pay(home)).toEqual({ ok: false, reason: 'NOTHING_ASKED' })
})

test('nothing is begun before the payer has said yes to the amount that holds now', async () => {
  const { home } = await homeWithBill()
  expect(await pay(home, { isConfirmed: false })).toEqual({ ok: false, reason: 'NOT_CONFIRMED' })
  expect(await pay(home, { seen: '100' })).toEqual({ ok: false, reason: 'CHANGED' })
  // The days of the prompt rebate are over.
  services.setTime('2026-11-08T00:00:00+05:30')
  expect(await pay(home)).toEqual({ ok: false, reason: 'CHANGED' })
  expect(await services.db.paymentAttempt.count({ where: { connectionId: home.connectionId } })).toBe(0)
})

test('guests at once, and the holder beside them, have one attempt', async () => {
  const { home, bill } = await homeWithBill()
  const all = await Promise.all([
    ...Array.from({ length: 12 }, () => pay(home)),
    startPayment(services, home.actor, { billId: bill.id }),
  ])
  expect(new Set(all.map((started) => started?.ok && started.attemptId)).size).toBe(1)
})

test('a guest of one bill finds nothing of another', async () => {
  const { home } = await homeWithBill()
  const other = await homeWithBill()
  const [mine, theirs] = [await pay(home), await pay(other.home)]
  if (!mine.ok || !theirs.ok) throw new Error('not started')
  const { guest } = mine
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: theirs.attemptId } })
  await tell(services, { paymentId: 'pay_of_other', reference, amount: 104_305 })
  const { id: paymentId } = await services.db.payment.findFirstOrThrow({
    where: { connectionId: other.home.connectionId },
  })
  const { attemptId } = theirs
  for (const connectionId of [home.connectionId, other.home.connectionId])
    expect(await getAttempt(services, guest, { connectionId, attemptId })).toBeNull()
  expect(await getAttemptStatus(services, guest, { attemptId })).toBeNull()
  expect(await getGuestReceipt(services, guest, { paymentId })).toBeNull()
  expect(await startPayment(services, guest, { billId: other.bill.id })).toBeNull()
  expect(await startPayment(services, guest, { connectionId: home.connectionId, amountPaise: null })).toBeNull()
})

test('the code of the mobile on record opens the newest bill, and no other', async () => {
  services.setTime(TEN)
  const home = await makeHome(services)
  const older = await makeBill(services, home, { of: '2026-09', own: 5_000 })
  await tell(services, { paymentId: 'pay_older', reference: older.paymentReference, amount: 5_000 })
  await makeBill(services, home, { of: '2026-10', own: 100_000 })
  const { home: other, bill: foreign } = await homeWithBill()
  const asked = await requestBillCode(services, somebody(), home)
  if (!asked.ok) throw new Error(asked.reason)
  const { challengeId } = asked
  const code = await newestCode(home.mobile)
  // With another number's cookie it opens nothing of either.
  expect(await openBill(services, somebody(), { challengeId, consumerNo: other.consumerNo, code })).toMatchObject({
    ok: false,
  })
  const both = await Promise.all(
    [1, 2].map(() => openBill(services, somebody(), { challengeId, consumerNo: home.consumerNo, code })),
  )
  const [opened] = both.filter(({ ok }) => ok)
  if (both.filter(({ ok }) => ok).length !== 1 || !opened?.ok) throw new Error('not opened once')
  const { guest } = opened
  const read = (connectionId: string, billId: string) => getBill(services, guest, { connectionId, billId })
  expect(await read(home.connectionId, guest.billId)).toMatchObject({ month: '2026-10' })
  const paper = { connectionId: home.connectionId, billId: guest.billId, languages: ['hi'] as const }
  expect((await getPrintableBill(services, guest, paper))?.sheets).toHaveLength(1)
  for (const billId of [older.id, foreign.id, randomUUID(), "' or 1=1"]) {
    expect(await read(home.connectionId, billId)).toBeNull()
    expect(await getPrintableBill(services, guest, { ...paper, billId })).toBeNull()
  }
  expect(await read(other.connectionId, foreign.id)).toBeNull()
  // What a reader pays needs no other proof.
  const paid = await payAsGuest(services, somebody(), { way: guest, isConfirmed: true, seen: '100000' })
  expect(paid).toMatchObject({ ok: true, guest: { billId: guest.billId } })
})

test('a number that nobody has, or that no mobile is linked to, is asked for a code like any other', async () => {
  const { home } = await homeWithBill()
  await services.db.mobileLink.updateMany({
    where: { connectionId: home.connectionId },
    data: { endedAt: services.now() },
  })
  expect((await askedPayment(services, home))?.lastTwoDigits).toBeNull()
  for (const consumerNo of [home.consumerNo, '000001']) {
    const asked = await requestBillCode(services, somebody(), { consumerNo })
    if (!asked.ok) throw new Error(asked.reason)
    const { challengeId } = asked
    expect(await openBill(services, somebody(), { challengeId, consumerNo, code: '000000' })).toMatchObject({
      reason: 'wrong',
    })
  }
  expect(await newestCode(home.mobile)).toBe('')
})

test('numbers are read by their form, and one address looks up so many and no more', async () => {
  services.setTime('2026-11-07T12:00:00+05:30')
  const actor = somebody()
  expect(await lookUp(services, actor, '1000 4428 0028')).toEqual({ ok: true, consumerNo: '100044280028' })
  expect(await lookUp(services, actor, ' ')).toEqual({ ok: false, reason: 'missing' })
  for (const typed of ['9000000028', 'Ranchi, 12', "1' or 1=1"])
    expect(await lookUp(services, actor, typed)).toEqual({ ok: false, reason: 'unreadable' })
  const again = await Promise.all(
    Array.from({ length: LOOK_UPS_PER_SOURCE_AND_HOUR }, () => lookUp(services, actor, '100044280028')),
  )
  expect(again.filter(({ ok }) => ok)).toHaveLength(LOOK_UPS_PER_SOURCE_AND_HOUR - 1)
  expect(await lookUp(services, somebody(), '100044280028')).toMatchObject({ ok: true })
})
