import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings } from '#lib/ledger/bill-standings.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { paise } from '#lib/units/paise.ts'
import { recordCounterPayment } from './record-counter-payment.ts'
import { connectionOfReference, newReference } from './reference.ts'
import { startPayment } from './start-payment.ts'
import { type Home, makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

let services: TestServices
const COUNTER = { kind: 'system', name: 'test' } as const

beforeAll(async () => {
  services = await testServices('2026-11-07T10:00:00+05:30')
})
afterAll(() => services.close())

/** What is unpaid bill by bill (principal, surcharge), and what is paid ahead. */
async function booksOf({ connectionId }: Home) {
  const standings = await billStandings(services.db, connectionId)
  const bills = await services.db.bill.findMany({ where: { connectionId }, orderBy: { periodTo: 'asc' } })
  const unpaid = bills.map(({ id }) => {
    const open = standings.get(id)
    return [open?.unpaidPrincipalPaise ?? 0n, open?.unpaidSurchargePaise ?? 0n]
  })
  return { unpaid, ahead: await advanceOf(services.db, connectionId) }
}

/** Money that the gateway tells of, with its attempt when the home begins one first. */
async function attemptOf(home: Home, billId: string) {
  const started = await startPayment(services, home.actor, { billId })
  if (!started?.ok) throw new Error('The bill could not be paid.')
  return services.db.paymentAttempt.findFirstOrThrow({ where: { id: started.attemptId } })
}

describe('an attempt', () => {
  test('of day 5 pays the bill less both rebates, and the books are even', async () => {
    services.setTime('2026-11-07T23:50:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    const attempt = await attemptOf(home, bill.id)
    expect(attempt).toMatchObject({ amountPaise: 104_305n, rebatePaise: 3_195n })
    // Shown before midnight, paid after it: the promise holds while the attempt does.
    services.setTime('2026-11-08T00:02:00+05:30')
    await tell(services, { paymentId: 'pay_day5', reference: attempt.reference, amount: 104_305 })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 0n })
    const message = await services.db.message.findFirstOrThrow({ where: { toMobile: home.mobile } })
    expect(message.text).toContain('₹1,043.05 received on')
    expect(message.text).toContain('nothing left to pay')
  })

  test('is found by the connection in its reference, and by an older reference that names none', async () => {
    services.setTime('2026-11-07T12:00:00+05:30')
    const [home, stranger] = [await makeHome(services), await makeHome(services)]
    const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
    const attempt = await attemptOf(home, bill.id)
    expect(connectionOfReference(attempt.reference)).toBe(home.connectionId)
    // The same letters behind another connection are of nobody, and no money of the stranger's.
    const forged = newReference(stranger.connectionId).slice(0, 26) + attempt.reference.slice(26)
    await tell(services, { paymentId: 'pay_forged', reference: forged, amount: 50_000 })
    const lost = await services.db.payment.findFirstOrThrow({ where: { reference: 'pay_forged' } })
    expect(lost.connectionId).toBeNull()
    const older = `JA${randomUUID().replaceAll('-', '').toUpperCase()}`
    await services.db.paymentAttempt.updateMany({ where: { id: attempt.id }, data: { reference: older } })
    await tell(services, { paymentId: 'pay_older', reference: older, amount: 50_000 })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 0n })
  })

  test('of day 6 has no prompt rebate any more', async () => {
    services.setTime('2026-11-08T09:00:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    expect(await attemptOf(home, bill.id)).toMatchObject({ amountPaise: 106_435n, rebatePaise: 1_065n })
  })

  test('that ran out is paid all the same, without the promise that ran out with it', async () => {
    services.setTime('2026-11-07T23:40:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    const attempt = await attemptOf(home, bill.id)
    services.setTime('2026-11-08T12:00:00+05:30')
    await tell(services, { paymentId: 'pay_late', reference: attempt.reference, amount: 104_305 })
    expect(await booksOf(home)).toEqual({ unpaid: [[3_195n, 0n]], ahead: 0n })
    const after = await services.db.paymentAttempt.findFirstOrThrow({ where: { id: attempt.id } })
    expect(after.state).toBe('PAID')
  })

  test('heard of late keeps the rebate of the day on which the money moved', async () => {
    services.setTime('2026-11-07T12:00:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    const attempt = await attemptOf(home, bill.id)
    services.setTime('2026-11-09T12:00:00+05:30')
    const at = '2026-11-07T12:05:00+05:30'
    await tell(services, { paymentId: 'pay_heard_late', reference: attempt.reference, amount: 104_305, at })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 0n })
  })
})

describe('the standing QR of a bill', () => {
  test('paid early earns the rebates, and what is over is paid ahead', async () => {
    services.setTime('2026-11-04T10:00:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    await tell(services, { paymentId: 'pay_standing', reference: bill.paymentReference, amount: 107_500 })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 3_195n })
    const message = await services.db.message.findFirstOrThrow({ where: { toMobile: home.mobile } })
    expect(message.text).toContain('Nothing left to pay. ₹31.95 goes to your next bill.')
    // All of it is of one connection: it has no number of a share.
    const paid = await services.db.payment.findFirstOrThrow({ where: { reference: 'pay_standing' } })
    expect(paid).toMatchObject({ share: 0, billId: bill.id, attemptId: null })
  })

  test('and the attempt both paid: the second is paid ahead and used by the next bill', async () => {
    services.setTime('2026-11-12T10:00:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
    const attempt = await attemptOf(home, bill.id)
    await tell(services, { paymentId: 'pay_first', reference: bill.paymentReference, amount: 50_000 })
    await tell(services, { paymentId: 'pay_second', reference: attempt.reference, amount: 50_000 })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 50_000n })
    const { connectionId } = home
    expect(await services.db.ledgerTransaction.count({ where: { connectionId, kind: 'REBATE' } })).toBe(0)
    services.setTime('2026-12-02T10:00:00+05:30')
    await makeBill(services, home, { of: '2026-11', own: 20_000 })
    expect(await booksOf(home)).toEqual({
      unpaid: [
        [0n, 0n],
        [0n, 0n],
      ],
      ahead: 30_000n,
    })
  })
})

describe('amounts', () => {
  test('too small: the bill stays open with the rest; too large: the rest is paid ahead', async () => {
    services.setTime('2026-11-12T10:00:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
    await tell(services, { paymentId: 'pay_small', reference: bill.paymentReference, amount: 20_000 })
    expect(await booksOf(home)).toEqual({ unpaid: [[30_000n, 0n]], ahead: 0n })
    await tell(services, { paymentId: 'pay_large', reference: bill.paymentReference, amount: 40_000 })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 10_000n })
  })

  test('settle surcharge first, then the oldest bill', async () => {
    services.setTime('2026-11-12T10:00:00+05:30')
    const home = await makeHome(services)
    await makeBill(services, home, { of: '2026-08', own: 30_000 })
    const bill = await makeBill(services, home, { of: '2026-09', own: 40_000, surcharge: 300 })
    await tell(services, { paymentId: 'pay_dps', reference: bill.paymentReference, amount: 1_300 })
    expect(await booksOf(home)).toEqual({
      unpaid: [
        [29_000n, 0n],
        [40_000n, 0n],
      ],
      ahead: 0n,
    })
  })

  test('of nobody we know go to suspense, not back', async () => {
    await tell(services, { paymentId: 'pay_nobody', reference: 'UNKNOWN', amount: 777 })
    const where = { reference: 'UPI:pay_nobody', kind: 'PAYMENT' } as const
    const booked = await services.db.ledgerTransaction.findFirstOrThrow({ where, include: { entries: true } })
    expect(booked.entries.map(({ account, side, amountPaise }) => [account, side, amountPaise])).toEqual([
      ['GATEWAY_CLEARING', 'DEBIT', 777n],
      ['SUSPENSE', 'CREDIT', 777n],
    ])
  })

  test('in another currency are left for somebody to look at', async () => {
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
    const event = { paymentId: 'pay_usd', reference: bill.paymentReference, amount: 50_000, currency: 'USD' }
    await tell(services, event, 'evt_usd')
    expect(await booksOf(home)).toEqual({ unpaid: [[50_000n, 0n]], ahead: 0n })
    const alarm = await services.db.paymentAlarm.findFirstOrThrow({ where: { kind: 'WRONG_CURRENCY' } })
    expect(alarm.detail).toMatchObject({ currency: 'USD' })
  })
})

describe('the counter', () => {
  test('gives the prompt rebate and no digital one, and a QR paid afterwards is paid ahead', async () => {
    services.setTime('2026-11-06T15:00:00+05:30')
    const home = await makeHome(services)
    const bill = await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    const paidAt = new Date('2026-11-05T11:00:00+05:30')
    const payment = { channel: 'COUNTER', reference: 'C-1', consumerNo: home.consumerNo, paidAt } as const
    const amountPaise = paise(105_370)
    expect(await recordCounterPayment(services, COUNTER, { ...payment, amountPaise })).toMatchObject({ ok: true })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 0n })
    await tell(services, { paymentId: 'pay_after_counter', reference: bill.paymentReference, amount: 107_500 })
    expect(await booksOf(home)).toEqual({ unpaid: [[0n, 0n]], ahead: 107_500n })
  })

  test('tells of the same receipt again: nothing; with another amount or number: refused', async () => {
    services.setTime('2026-11-12T10:00:00+05:30')
    const [home, other] = [await makeHome(services), await makeHome(services)]
    const payment = { channel: 'COUNTER', reference: 'C-2', paidAt: services.now(), amountPaise: paise(5_000) } as const
    const record = (change: object) =>
      recordCounterPayment(services, COUNTER, { ...payment, consumerNo: home.consumerNo, ...change })
    const first = await record({})
    expect(first).toMatchObject({ ok: true, isRepeat: false })
    expect(await record({})).toEqual({ ...first, isRepeat: true })
    const taken = { ok: false, reason: 'REFERENCE_TAKEN' }
    expect(await record({ amountPaise: paise(6_000) })).toEqual(taken)
    expect(await record({ consumerNo: other.consumerNo })).toEqual(taken)
    expect(await record({ consumerNo: '000000' })).toEqual({ ok: false, reason: 'NO_CONNECTION' })
    expect(await record({ channel: 'BBPS' })).toMatchObject({ ok: true, isRepeat: false })
    expect(await booksOf(home)).toEqual({ unpaid: [], ahead: 10_000n })
  })

  test('paid before a bill was issued late: the bill is settled as of the day it was paid', async () => {
    const home = await makeHome(services)
    const paidAt = new Date('2026-10-20T11:00:00+05:30')
    const payment = { channel: 'COUNTER', reference: 'C-3', consumerNo: home.consumerNo, paidAt } as const
    await recordCounterPayment(services, COUNTER, { ...payment, amountPaise: paise(9_000) })
    const bill = await makeBill(services, home, { of: '2026-09', own: 30_000 })
    expect(await booksOf(home)).toEqual({ unpaid: [[21_000n, 0n]], ahead: 0n })
    const where = { reference: `${bill.billNo}/1` }
    expect(await services.db.ledgerTransaction.findFirst({ where })).toMatchObject({ occurredAt: paidAt })
  })

  test('heard of after the next bill came: the rebates are those of the bill that was out when it was paid', async () => {
    services.setTime('2026-11-03T10:00:00+05:30')
    const home = await makeHome(services)
    await makeBill(services, home, { of: '2026-10', own: 107_500, prompt: 2_130, digital: 1_065 })
    services.setTime('2026-12-02T10:00:00+05:30')
    await makeBill(services, home, { of: '2026-11', own: 50_000, prompt: 1_000, digital: 500 })
    const record = (reference: string, paidAt: string, amount: number) =>
      recordCounterPayment(services, COUNTER, {
        ...{ channel: 'COUNTER', reference, consumerNo: home.consumerNo },
        ...{ amountPaise: paise(amount), paidAt: new Date(paidAt) },
      })
    await record('C-4', '2026-11-05T11:00:00+05:30', 105_370)
    expect(await booksOf(home)).toEqual({
      unpaid: [
        [0n, 0n],
        [50_000n, 0n],
      ],
      ahead: 0n,
    })
    // Paid before the November bill was out: it is no early payment of that bill.
    await record('C-5', '2026-11-30T11:00:00+05:30', 49_000)
    expect((await booksOf(home)).unpaid[1]).toEqual([1_000n, 0n])
  })
})
