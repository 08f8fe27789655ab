import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { TestSimSwap } from '#lib/identity/test-sim-swap.ts'
import { decideRefund } from '#lib/payments/decide-refund.ts'
import { requestRefund } from '#lib/payments/request-refund.ts'
import { takePayment } from '#lib/payments/take-payment.ts'
import { type Home, makeBill, makeHome } from '#lib/payments/test-bills.ts'
import { agreeToRefund, TEST_CIRCLE } from '#lib/payments/test-refunds.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { officerWithAuthenticator, testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { beginNumberChange, getNumberChange } from './number-change.ts'
import { takeNumberCode } from './take-number-code.ts'
import { codeTo, visitor } from './test-links.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
const AGREED = { ok: true, state: 'AGREED' }
const NEW_SIM = { ok: false, reason: 'NEW_SIM' }
const operator = new TestSimSwap()
const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
let services: TestServices

beforeAll(async () => {
  for (const [name, value] of Object.entries(await operator.listen())) vi.stubEnv(name, value)
  services = await testServices(MORNING)
})
afterAll(async () => {
  await Promise.all([services.close(), operator.close()])
  vi.unstubAllEnvs()
  log.mockRestore()
})
beforeEach(() => {
  services.setTime(MORNING)
  operator.manner = 'knows'
  operator.newSims.clear()
  operator.asked.length = 0
})

const begin = (actor: ConsumerActor, mobile: string, source: string) =>
  beginNumberChange(services, actor, { mobile, source })
const give = async (actor: ConsumerActor, mobile: string, source: string) =>
  takeNumberCode(services, actor, { code: (await codeTo(services, mobile)) ?? '', source })
const heldUp = (actorId: string) =>
  services.db.auditEntry.findMany({ where: { action: 'sim.new', actorId }, select: { detail: true } })

/** A payment of ₹500 of a home that a clerk asks to give ₹50 back of. */
async function asked(home: Home): Promise<string> {
  const { paymentReference: reference } = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  const id = `pay_${randomUUID().slice(0, 13)}`
  const money = { amountPaise: paise(50_000), currency: 'INR', reference, utr: null, paidAt: services.now() }
  await services.db.$transaction((tx) => takePayment(tx, services.now(), { id, status: 'CAPTURED', ...money }, null))
  const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where: { reference: id } })
  const refundId = randomUUID()
  const wish = { refundId, paymentId, amountPaise: paise(5_000), reason: 'OTHER' } as const
  expect(await requestRefund(services, testOfficer('CLERK', TEST_CIRCLE), wish)).toMatchObject({ ok: true })
  return refundId
}

test('whoever has got a number’s SIM changes no login number with it, and begins anew once the SIM is old', async () => {
  const { actor, mobile } = await makeHome(services)
  const { mobile: next, actor: away } = visitor()
  operator.newSims.add(mobile)
  await begin(actor, next, away.source)
  // The right code three times at once, and once more.
  const tries = await Promise.all([1, 2, 3].map(() => give(actor, mobile, away.source)))
  expect(tries.every(({ ok }) => !ok)).toBe(true)
  expect(tries).toContainEqual({ ok: false, reason: 'new-sim' })
  expect(await getNumberChange(services, actor)).toBeNull()
  expect(await give(actor, mobile, away.source)).toEqual({ ok: false, reason: 'gone' })
  expect(await codeTo(services, next), 'nothing goes to the new number').toBeNull()
  expect(operator.asked[0]).toEqual({ path: '/sim-swap/v2/check', phoneNumber: `+91${mobile}`, maxAge: 72 })
  expect(await heldUp(actor.consumerId)).toEqual([{ detail: { wanted: 'number.change' } }])
  // Its owner hears of it where no SIM is needed.
  const notices = await services.db.notification.findMany({ where: { consumerId: actor.consumerId } })
  expect(notices.map(({ textEn }) => textEn)).toEqual([expect.stringContaining(`••${next.slice(-2)}`)])

  operator.newSims.clear()
  services.setTime('2026-11-26T10:00:01+05:30')
  await begin(actor, next, away.source)
  expect(await give(actor, mobile, away.source)).toEqual({ ok: true, next: 'new', sent: true })
  expect(await give(actor, next, away.source)).toEqual({ ok: true, next: 'done' })
})

test('a wrong code asks no operator', async () => {
  const { actor, mobile } = await makeHome(services)
  const { mobile: next, actor: away } = visitor()
  await begin(actor, next, away.source)
  const code = (await codeTo(services, mobile)) === '000000' ? '111111' : '000000'
  expect(await takeNumberCode(services, actor, { code, source: away.source })).toMatchObject({ reason: 'wrong' })
  expect(operator.asked).toEqual([])
})

test('no money goes back while anybody of the connection has a new SIM, and only a right code asks', async () => {
  const home = await makeHome(services)
  const sister = await makeHome(services)
  const link = { consumerId: sister.actor.consumerId, role: 'MEMBER', proof: 'INVITED' } as const
  await services.db.mobileLink.create({
    data: { ...link, connectionId: home.connectionId, linkedAt: new Date('2026-01-01') },
  })
  const refundId = await asked(home)
  operator.newSims.add(sister.mobile)
  const { actor, code } = await officerWithAuthenticator(services, 'SUPERVISOR', TEST_CIRCLE)
  for (const none of ['', code() === '000000' ? '111111' : '000000'])
    expect(await decideRefund(services, actor, { refundId, agree: true, code: none })).toMatchObject({ ok: false })
  expect(operator.asked).toEqual([])
  expect(await decideRefund(services, actor, { refundId, agree: true, code: code() })).toEqual(NEW_SIM)
  expect(operator.asked.map(({ phoneNumber }) => phoneNumber).sort()).toEqual(
    [home.mobile, sister.mobile].map((mobile) => `+91${mobile}`).sort(),
  )
  expect(await heldUp(actor.staffId)).toEqual([{ detail: { wanted: 'refund.decide' } }])
  expect(await services.db.ledgerTransaction.count({ where: { kind: 'REFUND_AGREED' } })).toBe(0)

  // Whoever has left is asked about for 72 hours more.
  await services.db.mobileLink.updateMany({
    where: { connectionId: home.connectionId, consumerId: sister.actor.consumerId },
    data: { endedAt: services.now() },
  })
  expect(await agreeToRefund(services, refundId)).toEqual(NEW_SIM)
  services.setTime('2026-11-26T10:00:01+05:30')
  expect(await agreeToRefund(services, refundId)).toEqual(AGREED)
})

test('an operator that does not answer holds nobody up, and is a fault', async () => {
  log.mockClear()
  const { actor, mobile, ...home } = await makeHome(services)
  const { mobile: next, actor: away } = visitor()
  operator.manner = 500
  operator.newSims.add(mobile)
  await begin(actor, next, away.source)
  expect(await give(actor, mobile, away.source)).toEqual({ ok: true, next: 'new', sent: true })
  expect(await agreeToRefund(services, await asked({ actor, mobile, ...home }))).toEqual(AGREED)
  expect(log.mock.calls.map(([line]) => JSON.parse(String(line)).fault)).toEqual(['SIM_SWAP', 'SIM_SWAP'])
})
