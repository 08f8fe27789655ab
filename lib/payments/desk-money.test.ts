import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeOfficer, makeOffices } from '#lib/staff/test-desk.ts'
import { officerWithAuthenticator, testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideInstalments } from './decide-instalments.ts'
import { decideRefund } from './decide-refund.ts'
import { getRefundable } from './get-refundable.ts'
import { listInstalmentRequests } from './list-instalment-requests.ts'
import { listRefunds } from './list-refunds.ts'
import { moneyHealth } from './money-health.ts'
import { requestInstalments } from './request-instalments.ts'
import { requestRefund } from './request-refund.ts'
import { type Home, makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

const MORNING = '2026-11-12T10:00:00+05:30'
const ELSEWHERE = testOfficer('SUPERVISOR', { subdivisions: ['Elsewhere'] })
let services: TestServices
let home: Home
let paymentId: string

beforeAll(async () => {
  services = await testServices(MORNING)
  await makeOffices(services)
})
afterAll(() => services.close())
beforeEach(async () => {
  home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 600_000 })
  await tell(services, { paymentId: `pay_${home.consumerNo}`, reference: bill.paymentReference, amount: 100_000 })
  const found = await services.db.payment.findFirstOrThrow({ where: { reference: `pay_${home.consumerNo}` } })
  paymentId = found.id
})

/** An officer whose name stands in the books. */
async function named(role: 'CLERK' | 'SUPERVISOR'): Promise<StaffActor> {
  const { staffId } = await makeOfficer(services, role)
  return { ...testOfficer(role), staffId }
}
async function asked(actor: StaffActor, amount: number): Promise<string> {
  const refundId = randomUUID()
  const wanted = { refundId, paymentId, amountPaise: paise(amount), reason: 'PAID_TWICE' } as const
  expect(await requestRefund(services, actor, wanted)).toMatchObject({ ok: true })
  return refundId
}
const own = (rows: Awaited<ReturnType<typeof listRefunds>>) =>
  rows?.filter(({ connection }) => connection?.id === home.connectionId)

describe('the list of refunds', () => {
  test('offers the decision to a second officer with leave, and to nobody else', async () => {
    const [clerk, supervisor] = [await named('CLERK'), await named('SUPERVISOR')]
    const one = await asked(clerk, 10_000)
    const two = await asked(supervisor, 20_000)
    const may = async (actor: StaffActor) =>
      Object.fromEntries(own(await listRefunds(services, actor))?.map(({ id, mayDecide }) => [id, mayDecide]) ?? [])
    expect(await may(clerk)).toEqual({ [one]: false, [two]: false })
    expect(await may(supervisor)).toEqual({ [one]: true, [two]: false })
    expect(await listRefunds(services, ELSEWHERE)).toEqual([])
    expect(await listRefunds(services, testOfficer('CAMP_OFFICER'))).toBeNull()
  })

  test('names who asked and who decided', async () => {
    const [clerk, supervisor] = [await named('CLERK'), await named('SUPERVISOR')]
    const refundId = await asked(clerk, 10_000)
    await decideRefund(services, supervisor, { refundId, agree: false })
    const [row] = own(await listRefunds(services, clerk)) ?? []
    expect(row).toMatchObject({ id: refundId, state: 'REJECTED', requestedBy: expect.stringContaining('Test Officer') })
    expect(row?.decidedBy).not.toBe(row?.requestedBy)
  })

  test('shows what was decided last first, however long ago it was asked for', async () => {
    const [clerk, supervisor] = [await named('CLERK'), await named('SUPERVISOR')]
    const first = await asked(clerk, 1_000)
    services.setTime('2026-11-12T10:05:00+05:30')
    const second = await asked(clerk, 2_000)
    await decideRefund(services, supervisor, { refundId: second, agree: false })
    services.setTime('2026-11-12T10:06:00+05:30')
    await decideRefund(services, supervisor, { refundId: first, agree: false })
    services.setTime(MORNING)
    expect(own(await listRefunds(services, clerk))?.map(({ id }) => id)).toEqual([first, second])
  })

  test('two officers who decide at once, one for it and one against, come to one decision', async () => {
    const clerk = await named('CLERK')
    for (let round = 0; round < 5; round += 1) {
      const refundId = await asked(clerk, 1_000)
      const [one, two] = [await officerWithAuthenticator(services, 'SUPERVISOR'), await named('SUPERVISOR')]
      const decided = await Promise.all([
        decideRefund(services, one.actor, { refundId, agree: true, code: one.code() }),
        decideRefund(services, two, { refundId, agree: false }),
      ])
      expect(decided.filter(({ ok }) => ok)).toHaveLength(1)
      expect(decided).toContainEqual({ ok: false, reason: 'DECIDED_ALREADY' })
    }
  })
})

describe('a payment to give back', () => {
  test('says what is left of it, to officers of its office', async () => {
    const clerk = await named('CLERK')
    await asked(clerk, 30_000)
    expect(await getRefundable(services, clerk, paymentId)).toMatchObject({
      amountPaise: 100_000n,
      leftPaise: 70_000n,
      connection: { consumerNo: home.consumerNo },
    })
    expect(await getRefundable(services, ELSEWHERE, paymentId)).toBeNull()
    expect(await getRefundable(services, testOfficer('CAMP_OFFICER'), paymentId)).toBeNull()
    expect(await getRefundable(services, clerk, 'no-id')).toBeNull()
    const where = { action: 'staff.refused', actorId: ELSEWHERE.staffId, connectionId: home.connectionId }
    expect(await services.db.auditEntry.count({ where })).toBe(1)
  })
})

describe('requests for instalments', () => {
  test('wait for an officer of the office, and then say what was decided', async () => {
    const request = await requestInstalments(services, home.actor, { connectionId: home.connectionId, instalments: 3 })
    const requestId = request?.ok ? request.requestId : ''
    const officer = testOfficer('BILLING_OFFICER')
    const seen = async (actor: StaffActor) =>
      (await listInstalmentRequests(services, actor))?.filter(({ id }) => id === requestId)
    expect(await seen(officer)).toMatchObject([{ state: 'REQUESTED', amountPaise: 500_000n, instalments: 3 }])
    expect(await seen(ELSEWHERE)).toEqual([])
    expect(await seen(testOfficer('CLERK'))).toBeUndefined()
    await decideInstalments(services, officer, { requestId, agree: true })
    expect(await seen(officer)).toMatchObject([{ state: 'AGREED' }])
  })
})

describe('the health of the money', () => {
  test('counts what is nobody’s, what raised an alarm and what waits', async () => {
    const officer = testOfficer('BILLING_OFFICER')
    const before = await moneyHealth(services, officer)
    await tell(services, { paymentId: 'pay_nobody', reference: 'NOBODY', amount: 12_300 })
    const event = { eventId: 'evt_waits', body: new Uint8Array([1]), receivedAt: services.now(), error: 'no' }
    await services.db.gatewayEvent.create({ data: event })
    const after = await moneyHealth(services, officer)
    expect((after?.suspensePaise ?? 0n) - (before?.suspensePaise ?? 0n)).toBe(12_300n)
    expect(after?.alarms).toContainEqual({ kind: 'UNKNOWN_REFERENCE', count: 1, oldestAt: services.now() })
    expect(after?.queues.inbox).toEqual({
      count: (before?.queues.inbox.count ?? 0) + 1,
      oldestAt: services.now(),
      failed: (before?.queues.inbox.failed ?? 0) + 1,
    })
    expect(await moneyHealth(services, testOfficer('CLERK'))).toBeNull()
  })
})
