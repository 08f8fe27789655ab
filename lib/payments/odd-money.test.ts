import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { getAttempt } from './get-attempt.ts'
import { getCounterPayment } from './get-counter-payment.ts'
import { getReceipt } from './get-receipt.ts'
import { startPayment } from './start-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-05T10:00:00+05:30')
})
afterAll(() => services.close())

async function homeWithBill() {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  return { home, bill }
}

describe('money in another currency', () => {
  const messages = (mobile: string) =>
    services.db.message.findMany({ where: { toMobile: mobile, kind: 'PAYMENT_NOT_RUPEES' } })

  test('is told once to the people of the connection', async () => {
    const { home, bill } = await homeWithBill()
    const event = { paymentId: 'pay_usd', reference: bill.paymentReference, amount: 50_000, currency: 'USD' }
    await tell(services, event)
    await tell(services, event)
    const told = await messages(home.mobile)
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('A payment in USD came')])
    const alarms = await services.db.paymentAlarm.findMany({ where: { reference: 'pay_usd' } })
    expect(alarms.map(({ kind }) => kind)).toEqual(['WRONG_CURRENCY'])
  })

  test('of nobody known raises the alarm alone', async () => {
    await tell(services, { paymentId: 'pay_gbp', reference: 'UNKNOWN', amount: 50_000, currency: 'GBP' })
    expect(await services.db.paymentAlarm.count({ where: { reference: 'pay_gbp' } })).toBe(1)
    expect(await services.db.message.count({ where: { text: { contains: 'GBP' } } })).toBe(0)
  })

  test('stands on the page of its attempt, which can still be paid', async () => {
    const { home, bill } = await homeWithBill()
    const started = await startPayment(services, home.actor, { billId: bill.id })
    const attemptId = started?.ok ? started.attemptId : ''
    const { reference } = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attemptId } })
    const view = () => getAttempt(services, home.actor, { connectionId: home.connectionId, attemptId })
    expect((await view())?.foreignCurrency).toBeNull()
    await tell(services, { paymentId: 'pay_eur', reference, amount: 50_000, currency: 'EUR' })
    expect(await view()).toMatchObject({ foreignCurrency: 'EUR', state: 'SHOWN', isBillPaid: false })
  })
})

test('money of another amount than the QR asked for is booked, alarmed, and told on its receipt', async () => {
  const { home, bill } = await homeWithBill()
  await tell(services, { paymentId: 'pay_less', reference: bill.paymentReference, amount: 20_000 })
  await tell(services, { paymentId: 'pay_exact', reference: bill.paymentReference, amount: 50_000 })
  const receiptOf = async (reference: string) => {
    const { id } = await services.db.payment.findFirstOrThrow({ where: { reference } })
    return getReceipt(services, home.actor, { connectionId: home.connectionId, paymentId: id })
  }
  expect(await receiptOf('pay_less')).toMatchObject({ askedPaise: 50_000n, amountPaise: 20_000n })
  expect(await receiptOf('pay_exact')).toMatchObject({ askedPaise: null, paidAheadPaise: 20_000n })
  const alarms = await services.db.paymentAlarm.findMany({ where: { reference: { in: ['pay_less', 'pay_exact'] } } })
  expect(alarms).toMatchObject([
    { kind: 'WRONG_AMOUNT', reference: 'pay_less', detail: { asked: '₹500.00', paid: '₹200.00' } },
  ])
})

test('a payment that is told again with another amount stays as it was, and one for nobody known is held: alarms', async () => {
  const { home, bill } = await homeWithBill()
  for (const amount of [50_000, 60_000])
    await tell(services, { paymentId: 'pay_again', reference: bill.paymentReference, amount })
  await tell(services, { paymentId: 'pay_nobody', reference: 'NOBODY', amount: 700 })
  const { connectionId } = home
  expect(await services.db.payment.findMany({ where: { connectionId }, select: { amountPaise: true } })).toEqual([
    { amountPaise: 50_000n },
  ])
  const alarms = await services.db.paymentAlarm.findMany({
    where: { reference: { in: ['pay_again', 'pay_nobody'] } },
    orderBy: { reference: 'asc' },
  })
  expect(alarms).toMatchObject([
    { kind: 'AMOUNT_CHANGED', detail: { known: '₹500.00', told: '₹600.00' } },
    { kind: 'UNKNOWN_REFERENCE', detail: { amount: '₹7.00' } },
  ])
})

describe('the amount at a counter', () => {
  test('has the prompt rebate and not the digital one', async () => {
    const home = await makeHome(services)
    await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    expect((await getCounterPayment(services, home.actor, home))?.asking).toMatchObject({
      ...{ unpaidPaise: 107_500n, promptRebatePaise: 2_130n, counterPaise: 105_370n, digitalRebatePaise: 1_065n },
    })
  })

  test('is nothing where nothing is due, and a stranger learns none', async () => {
    const home = await makeHome(services)
    expect(await getCounterPayment(services, home.actor, home)).toEqual({ asking: null })
    const stranger = await makeHome(services)
    expect(await getCounterPayment(services, stranger.actor, home)).toBeNull()
  })
})
