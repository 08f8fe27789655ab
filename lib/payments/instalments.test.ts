import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { decideInstalments } from './decide-instalments.ts'
import { getInstalments } from './get-instalments.ts'
import { instalmentPlan } from './instalment-plan.ts'
import { requestInstalments } from './request-instalments.ts'
import { type Home, makeBill, makeHome } from './test-bills.ts'
import { tell } from './test-events.ts'

const OFFICER = testOfficer('BILLING_OFFICER')
let services: TestServices
let home: Home
let stranger: Home

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-12T10:00:00+05:30')
  home = await makeHome(services)
  stranger = await makeHome(services)
})

const ask = (instalments: number, actor = home.actor) =>
  requestInstalments(services, actor, { connectionId: home.connectionId, instalments })
const seen = (actor = home.actor) => getInstalments(services, actor, { connectionId: home.connectionId })

describe('a plan', () => {
  const parts = (rupees: number, months: number, from: string) =>
    instalmentPlan(paise(rupees * 100), months, day(from)).map(({ dueOn, amountPaise }) => [dueOn, Number(amountPaise)])

  test('is in whole rupees, what is over in the first month', () => {
    expect(parts(1000.5, 3, '2026-11-12')).toEqual([
      ['2026-12-12', 33_450],
      ['2027-01-12', 33_300],
      ['2027-02-12', 33_300],
    ])
  })

  test('ends earlier in a month without the day', () => {
    expect(parts(300, 3, '2026-11-30').map(([on]) => on)).toEqual(['2026-12-30', '2027-01-30', '2027-02-28'])
  })
})

describe('asking to pay in instalments', () => {
  test('offers what the unpaid amount comes to, and keeps what was asked for until the utility answers', async () => {
    await makeBill(services, home, { of: '2026-10', own: 600_000 })
    expect((await seen())?.offers.map(({ instalments, plan }) => [instalments, Number(plan[1]?.amountPaise)])).toEqual([
      [2, 300_000],
      [3, 200_000],
      [4, 150_000],
      [5, 120_000],
      [6, 100_000],
    ])
    const asked = await ask(3)
    expect(await ask(3)).toEqual({ ok: false, reason: 'ALREADY_ASKED' })
    expect(await seen()).toMatchObject({ offers: [], request: { state: 'REQUESTED', amountPaise: 600_000n } })

    services.setTime('2026-11-20T10:00:00+05:30')
    if (!asked?.ok) throw new Error('not asked')
    expect(await decideInstalments(services, OFFICER, { requestId: asked.requestId, agree: true })).toEqual({
      ok: true,
    })
    const { request } = (await seen()) ?? {}
    expect(request).toMatchObject({ state: 'AGREED' })
    expect(request?.plan.map(({ dueOn }) => dueOn)).toEqual(['2026-12-20', '2027-01-20', '2027-02-20'])
    const audit = await services.db.auditEntry.findMany({
      where: { connectionId: home.connectionId, action: { startsWith: 'instalments.' } },
      orderBy: { id: 'asc' },
    })
    expect(audit.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['instalments.requested', 'consumer'],
      ['instalments.decided', 'staff'],
    ])
  })

  test('is refused for one month, for more than there may be, and where little or nothing is unpaid', async () => {
    await makeBill(services, home, { of: '2026-10', own: 99_900 })
    for (const count of [1, 7, 2.5, Number.NaN]) expect(await ask(count)).toEqual({ ok: false, reason: 'NOT_A_COUNT' })
    expect(await ask(2)).toEqual({ ok: false, reason: 'TOO_LITTLE' })
    expect(await seen()).toMatchObject({ offers: [], request: null, unpaidPaise: 99_900n })
  })

  test('is for what is unpaid, whatever the bill had asked for', async () => {
    const bill = await makeBill(services, home, { of: '2026-10', own: 600_000 })
    await tell(services, { paymentId: `pay_${bill.id}`, reference: bill.paymentReference, amount: 400_000 })
    await ask(2)
    expect((await seen())?.request).toMatchObject({ amountPaise: 200_000n })
  })

  test('is for its own people: a stranger finds nothing', async () => {
    await makeBill(services, home, { of: '2026-10', own: 600_000 })
    expect(await ask(2, stranger.actor)).toBeNull()
    expect(await seen(stranger.actor)).toBeNull()
    expect(await services.db.instalmentRequest.count({ where: { connectionId: home.connectionId } })).toBe(0)
  })

  test('is decided by an officer with leave, of the office of the home', async () => {
    await makeBill(services, home, { of: '2026-10', own: 600_000 })
    const asked = await ask(3)
    const requestId = asked?.ok ? asked.requestId : ''
    const decide = (actor: StaffActor) => decideInstalments(services, actor, { requestId, agree: true })
    expect(await decide(testOfficer('CLERK'))).toEqual({ ok: false, reason: 'NOT_ALLOWED' })
    const elsewhere = testOfficer('BILLING_OFFICER', { subdivisions: ['Elsewhere'] })
    expect(await decide(elsewhere)).toEqual({ ok: false, reason: 'NO_REQUEST' })
    expect((await seen())?.request).toMatchObject({ state: 'REQUESTED' })
    const written = await services.db.auditEntry.findMany({
      where: { action: 'staff.refused' },
      orderBy: { id: 'asc' },
    })
    expect(written.map(({ detail, connectionId }) => ({ ...(detail as object), connectionId }))).toMatchObject([
      { by: 'role', connectionId: null },
      { by: 'office', connectionId: home.connectionId },
    ])
  })

  test('pressed many times at once is one request', async () => {
    await makeBill(services, home, { of: '2026-10', own: 600_000 })
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(2)))
    expect(answers.filter((answer) => answer?.ok)).toHaveLength(1)
  })

  test('is decided once, and may be asked again after a refusal', async () => {
    await makeBill(services, home, { of: '2026-10', own: 600_000 })
    const asked = await ask(2)
    if (!asked?.ok) throw new Error('not asked')
    const decide = (agree: boolean) => decideInstalments(services, OFFICER, { requestId: asked.requestId, agree })
    const answers = await Promise.all([decide(false), decide(false)])
    expect(answers).toContainEqual({ ok: true })
    expect(answers).toContainEqual({ ok: false, reason: 'DECIDED_ALREADY' })
    expect(await decide(true)).toEqual({ ok: false, reason: 'DECIDED_ALREADY' })
    expect(await decideInstalments(services, OFFICER, { requestId: 'none', agree: true })).toMatchObject({ ok: false })
    expect((await ask(4))?.ok).toBe(true)
  })
})
