import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AnonymousActor } from '#lib/identity/actor.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { decideComplaint } from './decide-complaint.ts'
import { getComplaint, getTrackedComplaint } from './get-complaint.ts'
import { registerComplaint } from './register-complaint.ts'
import { reopenComplaint } from './reopen-complaint.ts'
import { requestTracking, verifyTracking } from './track-complaint.ts'
import { writeMessage } from './write-message.ts'

const SOMEBODY: AnonymousActor = { kind: 'anonymous', source: '192.0.2.7' }
const say = (text: string) => ({ reply: '', text })
let services: TestServices
let home: Home
let complaintId: string
let number: string

beforeAll(async () => {
  services = await testServices('2026-11-20T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-20T10:00:00+05:30')
  home = await makeHome(services)
  ;({ complaintId, number } = await complain(home))
})

async function complain(by: Home): Promise<{ complaintId: string; number: string }> {
  const form = { requestKey: randomUUID(), category: 'BILL', since: 'October', detail: '', evidence: null }
  const registered = await registerComplaint(services, by.actor, { connectionId: by.connectionId, ...form })
  if (!registered?.ok) throw new Error('not registered')
  const asked = { connectionId: by.connectionId, complaintId: registered.complaintId }
  const thread = await getComplaint(services, by.actor, asked)
  return { complaintId: registered.complaintId, number: thread?.number ?? '' }
}

async function ask(of = number): Promise<string> {
  const asked = await requestTracking(services, SOMEBODY, { number: of })
  if (!asked.ok) throw new Error(asked.reason)
  return asked.challengeId
}

const codes = async (mobile = home.mobile) =>
  (await services.db.message.findMany({ where: { toMobile: mobile, kind: 'OTP' }, orderBy: { sequence: 'desc' } })).map(
    ({ text }) => /\d{6}/.exec(text)?.[0] ?? '',
  )

test('whoever has the mobile reads the thread as their own, writes in it and opens it again', async () => {
  const challengeId = await ask()
  const [code = ''] = await codes()
  const proven = await verifyTracking(services, SOMEBODY, { challengeId, number, code })
  if (!proven.ok) throw new Error(proven.reason)
  const { visitor } = proven
  expect(await writeMessage(services, visitor, { complaintId, text: 'Any news?', uploads: [] })).toEqual({ ok: true })
  await decideComplaint(services, testOfficer('CLERK'), {
    complaintId,
    decision: { kind: 'RESOLVE', words: say('Done.') },
  })
  expect(await reopenComplaint(services, visitor, { complaintId, reason: 'It is not.' })).toEqual({ ok: true })
  const said = (thread: Awaited<ReturnType<typeof getTrackedComplaint>>) =>
    thread?.events.map(({ kind, by }) => [kind, by])
  const expected = [
    ['REGISTERED', 'ME'],
    ['MESSAGE', 'ME'],
    ['RESOLVED', 'OFFICER'],
    ['REOPENED', 'ME'],
  ]
  expect(said(await getTrackedComplaint(services, visitor))).toEqual(expected)
  expect(said(await getComplaint(services, home.actor, { connectionId: home.connectionId, complaintId }))).toEqual(
    expected,
  )
})

test('a visitor sees this complaint and no other', async () => {
  const challengeId = await ask()
  const [code = ''] = await codes()
  const proven = await verifyTracking(services, SOMEBODY, { challengeId, number, code })
  if (!proven.ok) throw new Error(proven.reason)
  const other = await complain(home)
  const write = { complaintId: other.complaintId, text: 'Hello', uploads: [] }
  expect(await writeMessage(services, proven.visitor, write)).toBeNull()
})

test('the code of one complaint opens none of a stranger’s, whatever number comes with it', async () => {
  const stranger = await makeHome(services)
  const theirs = await complain(stranger)
  const challengeId = await ask()
  const [code = ''] = await codes()
  expect(await verifyTracking(services, SOMEBODY, { challengeId, number: theirs.number, code })).toMatchObject({
    ok: false,
    reason: 'expired',
  })
})

test('a number that no complaint has is answered like one that has, and nobody gets a code', async () => {
  const nowhere = 'C-2611-99999'
  const [known, unknown] = [await ask(), await ask(nowhere)]
  expect([known, unknown].map((id) => id.length)).toEqual([36, 36])
  expect(await codes()).toHaveLength(1)
  const wrong = (challengeId: string, of: string) =>
    verifyTracking(services, SOMEBODY, { challengeId, number: of, code: '000000' })
  expect(await wrong(unknown, nowhere)).toEqual(await wrong(known, number))
})

test('a code works once, and for five minutes', async () => {
  const challengeId = await ask()
  const [code = ''] = await codes()
  const verify = () => verifyTracking(services, SOMEBODY, { challengeId, number, code })
  const both = await Promise.all([verify(), verify()])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  services.setTime('2026-11-20T10:01:00+05:30')
  const later = await ask()
  services.setTime('2026-11-20T10:06:01+05:30')
  const [second = ''] = await codes()
  expect(await verifyTracking(services, SOMEBODY, { challengeId: later, number, code: second })).toEqual({
    ok: false,
    reason: 'expired',
  })
})

test('the wrong month beside the right count is another number', async () => {
  expect((await requestTracking(services, SOMEBODY, { number: 'nothing' })).ok).toBe(false)
  await ask(number.replace('C-2611', 'C-2610'))
  expect(await codes()).toEqual([])
})
