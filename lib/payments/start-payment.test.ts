import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { getAttempt } from './get-attempt.ts'
import { getReceipt } from './get-receipt.ts'
import { listPayments } from './list-payments.ts'
import { listUndecided } from './list-undecided.ts'
import { createAttempt } from './open-attempt.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'
import { readUpiLink } from './upi-link.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-07T10:00:00+05:30')
})
afterAll(() => services.close())

async function homeWithBill() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
  const start = async () => {
    const started = await startPayment(services, home.actor, { billId: bill.id })
    if (!started?.ok) throw new Error('The bill could not be paid.')
    return started.attemptId
  }
  const view = (attemptId: string) => getAttempt(services, home.actor, { connectionId: home.connectionId, attemptId })
  return { home, bill, start, view }
}

test('fifty clicks at once make one attempt', async () => {
  const { bill, start } = await homeWithBill()
  const clicks = await Promise.allSettled(Array.from({ length: 50 }, start))
  expect(clicks.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(new Set(clicks.map((click) => click.status === 'fulfilled' && click.value)).size).toBe(1)
  expect(await services.db.paymentAttempt.count({ where: { billId: bill.id } })).toBe(1)
})

test('a second open attempt is refused by the database itself, for a bill and without one', async () => {
  const { home, bill } = await homeWithBill()
  const { connectionId } = home
  for (const billId of [bill.id, null]) {
    const terms = { billId, amountPaise: paise(10_000), rebatePaise: ZERO_PAISE, isChosen: true }
    const open = () => createAttempt(services.db, services.now(), { ...terms, connectionId })
    await open()
    const second = await open().then(
      () => 'opened',
      ({ code }) => code,
    )
    expect(second).toBe('P2002')
  }
})

test('an attempt is the same while its amount is right and its time lasts', async () => {
  services.setTime('2026-11-07T23:50:00+05:30')
  const { start, view } = await homeWithBill()
  const first = await start()
  expect(await start()).toBe(first)
  // Day 6: the prompt rebate is over, so that another amount is asked.
  services.setTime('2026-11-08T00:01:00+05:30')
  const second = await start()
  expect(second).not.toBe(first)
  expect(await view(first)).toMatchObject({ state: 'EXPIRED', upiLink: null })
  services.setTime('2026-11-08T00:20:00+05:30')
  const third = await start()
  expect(third).not.toBe(second)
  expect(await view(third)).toMatchObject({ state: 'SHOWN', amountPaise: 106_435n, rebatePaise: 1_065n })
})

test('an attempt that the bank is at is not replaced until its fate is known or a day has passed', async () => {
  services.setTime('2026-11-07T23:50:00+05:30')
  const { home, start, view } = await homeWithBill()
  const first = await start()
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: first } })
  await tell(services, { paymentId: 'pay_slow', reference, amount: 104_305, kind: 'authorized' })
  services.setTime('2026-11-08T00:30:00+05:30')
  expect(await start()).toBe(first)
  expect(await view(first)).toMatchObject({ state: 'UNKNOWN', upiLink: null })
  const { connectionId, actor } = home
  const undecided = { id: first, amountPaise: 104_305n }
  expect(await listUndecided(services, actor, { connectionId })).toEqual([undecided])
  const stranger = await makeHome(services)
  expect(await listUndecided(services, stranger.actor, { connectionId })).toEqual([])
  services.setTime('2026-11-09T00:30:00+05:30')
  expect(await start()).not.toBe(first)
})

test('the page carries a link with the amount of the server, and no link once all is paid', async () => {
  services.setTime('2026-11-07T10:00:00+05:30')
  const { home, bill, start, view } = await homeWithBill()
  const attemptId = await start()
  const link = (await view(attemptId))?.upiLink ?? ''
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
  expect(readUpiLink(link)).toMatchObject({ vpa: 'demo@invalid', reference, amountPaise: 104_305n })
  await tell(services, { paymentId: 'pay_standing_qr', reference: bill.paymentReference, amount: 107_500 })
  expect(await view(attemptId)).toMatchObject({ isBillPaid: true, upiLink: null, paymentId: null })
  const again = await startPayment(services, home.actor, { billId: bill.id })
  expect(again).toMatchObject({ ok: false, reason: 'NOTHING_DUE' })
})

test('an older bill is paid with the newer one that it stands on', async () => {
  const { home, bill } = await homeWithBill()
  services.setTime('2026-12-03T10:00:00+05:30')
  const newer = await makeBill(services, home, { of: '2026-11', own: 20_000 })
  expect(await startPayment(services, home.actor, { billId: bill.id })).toMatchObject({ reason: 'NEWER_BILL' })
  const started = await startPayment(services, home.actor, { billId: newer.id })
  const attempt = await services.db.paymentAttempt.findFirstOrThrow({ where: { billId: newer.id } })
  expect(started).toMatchObject({ ok: true, attemptId: attempt.id })
  expect(attempt.amountPaise).toBe(127_500n)
})

test('a receipt says what the money settled, and strangers find nothing', async () => {
  services.setTime('2026-11-07T10:00:00+05:30')
  const { home, bill, start, view } = await homeWithBill()
  const stranger = await makeHome(services)
  const attemptId = await start()
  const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
  await tell(services, { paymentId: 'pay_receipt', reference, amount: 104_305 })
  const paymentId = (await view(attemptId))?.paymentId ?? ''
  const { connectionId } = home
  const receipt = await getReceipt(services, home.actor, { connectionId, paymentId })
  expect(receipt).toMatchObject({ amountPaise: 104_305n, rebatePaise: 3_195n, paidAheadPaise: 0n, unpaidNowPaise: 0n })
  expect(receipt?.settled).toEqual([
    { billId: bill.id, billNo: bill.billNo, month: '2026-10', amountPaise: 104_305n, isSurcharge: false },
  ])
  expect(await listPayments(services, home.actor, { connectionId })).toMatchObject([
    { id: paymentId, receiptNo: receipt?.receiptNo, billMonth: '2026-10' },
  ])

  const other = stranger.actor
  expect(await startPayment(services, other, { billId: bill.id })).toBeNull()
  expect(await startPayment(services, home.actor, { billId: randomUUID() })).toBeNull()
  expect(await startPayment(services, home.actor, { billId: "' or 1=1" })).toBeNull()
  for (const place of [connectionId, stranger.connectionId]) {
    expect(await getAttempt(services, other, { connectionId: place, attemptId })).toBeNull()
    expect(await getReceipt(services, other, { connectionId: place, paymentId })).toBeNull()
  }
  expect(await listPayments(services, other, { connectionId })).toBeNull()
})
