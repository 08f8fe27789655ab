import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { endSessions } from '#lib/identity/end-sessions.ts'
import { type Browser, logIn, makePerson, newBrowser, type Person } from '#lib/identity/test-logins.ts'
import { refundWaits } from '#lib/linking/cooling.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import { getRefundable } from './get-refundable.ts'
import { listRefunds } from './list-refunds.ts'
import { requestRefund } from './request-refund.ts'
import { takePayment } from './take-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { agreeToRefund, TEST_CIRCLE } from './test-refunds.ts'

const MORNING = '2026-11-05T10:00:00+05:30'
const [CLERK, SUPERVISOR] = [testOfficer('CLERK', TEST_CIRCLE), testOfficer('SUPERVISOR', TEST_CIRCLE)]
const NOT_YET = { ok: false, reason: 'NOT_YET' }
const AGREED = { ok: true, state: 'AGREED' }
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

/** Hours, minutes and seconds after the morning. */
const later = (hours: number, seconds = 0) =>
  services.setTime(new Date(Date.parse(MORNING) + hours * 3_600_000 + seconds * 1_000).toISOString())

/** A payment of ₹500 by UPI for a connection; its id in the books. */
async function paid(home: { connectionId: string; consumerNo: string }): Promise<string> {
  const { paymentReference: reference } = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const id = `pay_${randomUUID().slice(0, 13)}`
  const money = { amountPaise: paise(50_000), currency: 'INR', reference, utr: null, paidAt: services.now() }
  await services.db.$transaction((tx) => takePayment(tx, services.now(), { id, status: 'CAPTURED', ...money }, null))
  return (await services.db.payment.findFirstOrThrow({ where: { reference: id } })).id
}
const ask = (paymentId: string, refundId = randomUUID()) =>
  requestRefund(services, CLERK, { refundId, paymentId, amountPaise: paise(5_000), reason: 'OTHER' })
async function asked(paymentId: string): Promise<string> {
  const refundId = randomUUID()
  expect(await ask(paymentId, refundId)).toMatchObject({ ok: true })
  return refundId
}
const decide = (refundId: string, agree: boolean) =>
  agree ? agreeToRefund(services, refundId) : decideRefund(services, SUPERVISOR, { refundId, agree })

test('no money goes back within 72 hours of a change of somebody’s number, asked for before it or after', async () => {
  const home = await makeHome(services)
  const paymentId = await paid(home)
  const [before, refused] = [await asked(paymentId), await asked(paymentId)]
  await services.db.consumer.update({
    where: { id: home.actor.consumerId },
    data: { mobileChangedAt: services.now() },
  })
  expect(await ask(paymentId)).toEqual({ ok: false, reason: 'COOLING' })
  expect(await decide(before, true)).toEqual(NOT_YET)
  // Nothing moves by a no.
  expect(await decide(refused, false)).toEqual({ ok: true, state: 'REJECTED' })
  later(24, 1)
  const after = await asked(paymentId)
  for (const hours of [24, 48, 71]) {
    later(hours, 3_599)
    expect(await decide(before, true), `${hours} hours`).toEqual(NOT_YET)
    expect(await decide(after, true), `${hours} hours`).toEqual(NOT_YET)
  }
  expect(await services.db.ledgerTransaction.count({ where: { kind: 'REFUND_AGREED' } })).toBe(0)
  later(72)
  expect([await decide(before, true), await decide(after, true)]).toEqual([AGREED, AGREED])
})

describe('after a login at a browser that was new to somebody of the connection', () => {
  /** Somebody who has had this browser for a month, with a payment that a clerk asks to give back. */
  async function atHome(): Promise<{ asha: Person; phone: Browser; refundId: string }> {
    const asha = await makePerson(services)
    const phone = newBrowser()
    later(-30 * 24)
    await logIn(services, phone, asha)
    services.setTime(MORNING)
    return { asha, phone, refundId: await asked(await paid(asha)) }
  }

  test('no money goes back within 72 hours, and at once after one at a browser that they have', async () => {
    const { asha, phone, refundId } = await atHome()
    await logIn(services, phone, asha)
    const other = await atHome()
    expect(await decide(other.refundId, true)).toEqual(AGREED)

    later(0, 60)
    await logIn(services, newBrowser(), asha)
    expect(await decide(refundId, true)).toEqual(NOT_YET)
    // A repeat at a browser that is known by now moves nothing on.
    later(48)
    await logIn(services, phone, asha)
    later(72, 59)
    expect(await decide(refundId, true)).toEqual(NOT_YET)
    later(72, 60)
    expect(await decide(refundId, true)).toEqual(AGREED)
  })

  test('nor does it where the browser was forgotten on purpose, or its person has left', async () => {
    const { asha, refundId } = await atHome()
    const { actor } = await logIn(services, newBrowser(), asha)
    expect(await endSessions(services, actor, 'all')).toMatchObject({ ok: true })
    expect(await services.db.knownDevice.count({ where: { consumerId: asha.consumerId } })).toBe(0)
    expect(await decide(refundId, true)).toEqual(NOT_YET)
    later(1)
    await services.db.mobileLink.updateMany({
      where: { connectionId: asha.connectionId },
      data: { endedAt: services.now() },
    })
    expect(await decide(refundId, true)).toEqual(NOT_YET)
    later(72)
    expect(await decide(refundId, true)).toEqual(AGREED)
  })

  test('the first login of all counts, as whoever has got the SIM of somebody without one makes it', async () => {
    const ravi = await makePerson(services)
    const refundId = await asked(await paid(ravi))
    await logIn(services, newBrowser(), ravi)
    expect(await decide(refundId, true)).toEqual(NOT_YET)
    later(72)
    expect(await decide(refundId, true)).toEqual(AGREED)
  })

  test('and after a device’s key was set up', async () => {
    const { asha, refundId } = await atHome()
    const { consumerId } = asha
    const key = { credentialId: randomUUID(), publicKey: Buffer.from('key'), counter: 0, device: 'Chrome, Android' }
    const at = services.now()
    await services.db.passkey.create({ data: { consumerId, ...key, createdAt: at, numberProvenAt: at } })
    expect(await decide(refundId, true)).toEqual(NOT_YET)
    later(72)
    expect(await decide(refundId, true)).toEqual(AGREED)
  })

  test('strangers’ logins hold nothing up', async () => {
    const { refundId } = await atHome()
    const stranger = await makePerson(services)
    await logIn(services, newBrowser(), stranger)
    expect(await decide(refundId, true)).toEqual(AGREED)
  })

  test('officers see why, since when and until when, before they ask and in the list', async () => {
    const { asha, refundId } = await atHome()
    later(1)
    await logIn(services, newBrowser(), asha)
    const { paymentId } = await services.db.refund.findFirstOrThrow({ where: { id: refundId } })
    const waits = {
      why: 'DEVICE',
      since: new Date('2026-11-05T11:00:00+05:30'),
      until: new Date('2026-11-08T11:00:00+05:30'),
    }
    const row = async () => (await listRefunds(services, CLERK))?.find(({ id }) => id === refundId)
    expect(await row()).toMatchObject({ waits })
    expect(await getRefundable(services, CLERK, paymentId)).toMatchObject({ waits })
    // The newest of several is what it waits for.
    later(2)
    const { consumerId, connectionId } = asha
    await services.db.consumer.update({ where: { id: consumerId }, data: { mobileChangedAt: services.now() } })
    expect(await row()).toMatchObject({ waits: { why: 'NUMBER', since: services.now() } })
    later(74)
    expect(await row()).toMatchObject({ waits: null })
    expect(await getRefundable(services, CLERK, paymentId)).toMatchObject({ waits: null })
    expect(await refundWaits(services, [connectionId])).toEqual(new Map())
  })

  test('of agreeing and such a login at once, the refund is agreed to before the login or not at all', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { asha, refundId } = await atHome()
      const [decided] = await Promise.all([decide(refundId, true), logIn(services, newBrowser(), asha)])
      expect([AGREED, NOT_YET]).toContainEqual(decided)
      // Whoever comes after the login is refused, whichever it was.
      const again = decided.ok ? { ok: false, reason: 'DECIDED_ALREADY' } : NOT_YET
      expect(await decide(refundId, true)).toEqual(again)
      const booked = await services.db.ledgerTransaction.count({
        where: { kind: 'REFUND_AGREED', reference: { endsWith: refundId } },
      })
      expect(booked).toBe(decided.ok ? 1 : 0)
    }
  })
})
