import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { officerWithAuthenticator, testOfficer } from '#lib/staff/test-officer.ts'
import { paise } from '#lib/units/paise.ts'
import { decideRefund } from './decide-refund.ts'
import { requestRefund } from './request-refund.ts'
import { takePayment } from './take-payment.ts'
import { makeBill, makeHome } from './test-bills.ts'

const MORNING = '2026-11-05T10:00:00+05:30'
const CLERK = testOfficer('CLERK')
let services: TestServices

beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())
beforeEach(() => services.setTime(MORNING))

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const supervisor = () => officerWithAuthenticator(services, 'SUPERVISOR')
type Officer = Awaited<ReturnType<typeof supervisor>>

/** Refunds of ₹50 that wait for a second officer, of one payment of ₹500. */
async function waiting(count: number): Promise<string[]> {
  const { paymentReference: reference } = await makeBill(services, await makeHome(services), {
    of: '2026-10',
    own: 50_000,
  })
  const id = `pay_${randomUUID().slice(0, 13)}`
  const money = { amountPaise: paise(50_000), currency: 'INR', reference, utr: null, paidAt: services.now() }
  await services.db.$transaction((tx) => takePayment(tx, services.now(), { id, status: 'CAPTURED', ...money }, null))
  const { id: paymentId } = await services.db.payment.findFirstOrThrow({ where: { reference: id } })
  const ids = Array.from({ length: count }, () => randomUUID())
  for (const refundId of ids) {
    const wanted = { refundId, paymentId, amountPaise: paise(5_000), reason: 'OTHER' } as const
    expect(await requestRefund(services, CLERK, wanted)).toMatchObject({ ok: true })
  }
  return ids
}
const agree = ({ actor }: Officer, refundId: string, code: string) =>
  decideRefund(services, actor, { refundId, agree: true, code })
const stateOf = async (id: string) => (await services.db.refund.findFirstOrThrow({ where: { id } })).state
const audited = (officer: Officer) =>
  services.db.auditEntry.findMany({
    where: { actorId: officer.actor.staffId },
    orderBy: { id: 'asc' },
    select: { action: true, detail: true },
  })
const wrongFor = ({ code }: Officer) => (code() === '000000' ? '000001' : '000000')

test('agreeing takes the code that the officer’s own authenticator shows, and is written down with it', async () => {
  const [refundId = ''] = await waiting(1)
  const [meena, stranger] = [await supervisor(), await supervisor()]
  expect(await agree(meena, refundId, '12 34')).toEqual({ ok: false, reason: 'unreadable' })
  for (const code of [wrongFor(meena), stranger.code() === meena.code() ? wrongFor(meena) : stranger.code()])
    expect(await agree(meena, refundId, code)).toEqual({ ok: false, reason: 'wrong' })
  expect(await stateOf(refundId)).toBe('REQUESTED')
  expect(await services.db.ledgerTransaction.count({ where: { kind: 'REFUND_AGREED' } })).toBe(0)
  // Of half a minute ago it is no code of this moment.
  const old = meena.code()
  later(30)
  if (old !== meena.code()) expect(await agree(meena, refundId, old)).toEqual({ ok: false, reason: 'wrong' })

  const code = meena.code()
  expect(await agree(meena, refundId, `${code.slice(0, 3)} ${code.slice(3)}`)).toEqual({ ok: true, state: 'AGREED' })
  const entries = await audited(meena)
  const refused = { action: 'staff.refused', detail: { by: 'authenticator', wanted: 'refund.decide', reason: 'wrong' } }
  expect(entries).toEqual([
    ...Array(entries.length - 1).fill(refused),
    { action: 'refund.agreed', detail: { refund: refundId, amountPaise: 5_000, proof: 'authenticator' } },
  ])
  expect(entries.length).toBeGreaterThan(2)
  expect(JSON.stringify(entries)).not.toContain(code)
})

test('to refuse takes no code: nothing moves', async () => {
  const [refundId = ''] = await waiting(1)
  const { actor } = await supervisor()
  expect(await decideRefund(services, actor, { refundId, agree: false })).toEqual({ ok: true, state: 'REJECTED' })
})

test('a code is good for one refund, also for many at once, and the next one for the next', async () => {
  const [first = '', second = '', third = ''] = await waiting(3)
  const meena = await supervisor()
  const code = meena.code()
  const both = await Promise.all([first, second, first, second].map((refundId) => agree(meena, refundId, code)))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await agree(meena, third, code)).toEqual({ ok: false, reason: 'used' })
  expect((await Promise.all([first, second, third].map(stateOf))).toSorted()).toEqual([
    'AGREED',
    'REQUESTED',
    'REQUESTED',
  ])
  later(30)
  expect(await agree(meena, third, meena.code())).toEqual({ ok: true, state: 'AGREED' })
})

test('a code that was used to log in agrees to nothing', async () => {
  const [refundId = ''] = await waiting(1)
  const meena = await supervisor()
  await services.db.staffAccount.update({
    where: { id: meena.actor.staffId },
    data: { totpLastStep: Math.floor(services.now().getTime() / 30_000) },
  })
  expect(await agree(meena, refundId, meena.code())).toEqual({ ok: false, reason: 'used' })
  expect(await stateOf(refundId)).toBe('REQUESTED')
})

test('of two officers who agree at once, each with a code, one does', async () => {
  const [refundId = ''] = await waiting(1)
  const officers = [await supervisor(), await supervisor(), await supervisor()]
  const decided = await Promise.all(officers.map((officer) => agree(officer, refundId, officer.code())))
  expect(decided.filter(({ ok }) => ok)).toHaveLength(1)
  expect(decided.filter((one) => !one.ok && one.reason === 'DECIDED_ALREADY')).toHaveLength(2)
})

test('what would come to nothing takes no code: it is still good for another refund', async () => {
  const [decided = '', waits = ''] = await waiting(2)
  const [meena, ravi] = [await supervisor(), await supervisor()]
  expect(await agree(ravi, decided, ravi.code())).toMatchObject({ ok: true })
  expect(await agree(meena, decided, meena.code())).toEqual({ ok: false, reason: 'DECIDED_ALREADY' })
  expect(await agree(meena, waits, meena.code())).toEqual({ ok: true, state: 'AGREED' })
})

test('wrong codes are counted with those of logins, ten an hour, and then the right one does not help', async () => {
  const [refundId = ''] = await waiting(1)
  const meena = await supervisor()
  const wrong = wrongFor(meena)
  const tried = await Promise.all(Array.from({ length: 15 }, () => agree(meena, refundId, wrong)))
  const reasons = tried.map((one) => (one.ok ? 'ok' : one.reason))
  expect([
    reasons.filter((reason) => reason === 'wrong').length,
    reasons.filter((reason) => reason === 'locked').length,
  ]).toEqual([10, 5])
  expect(await agree(meena, refundId, meena.code())).toEqual({ ok: false, reason: 'locked' })
  // Another officer is not held up by it.
  const ravi = await supervisor()
  expect(await agree(ravi, refundId, ravi.code())).toEqual({ ok: true, state: 'AGREED' })
})

test('an authenticator that was reset, or an account that was disabled, agrees to nothing', async () => {
  const [refundId = ''] = await waiting(1)
  for (const data of [{ totpSecret: null }, { disabledAt: services.now() }]) {
    const meena = await supervisor()
    await services.db.staffAccount.update({ where: { id: meena.actor.staffId }, data })
    expect(await agree(meena, refundId, meena.code())).toEqual({ ok: false, reason: 'wrong' })
  }
  expect(await stateOf(refundId)).toBe('REQUESTED')
})
