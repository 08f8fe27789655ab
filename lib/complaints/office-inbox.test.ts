import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeOfficer, makeOffices } from '#lib/staff/test-desk.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { assignComplaints, officersOfComplaints } from './assign-complaints.ts'
import { decideComplaint } from './decide-complaint.ts'
import { getDeskDraft } from './desk-draft.ts'
import { escalateComplaint } from './escalate-complaint.ts'
import { getComplaint } from './get-complaint.ts'
import { getOfficeComplaint } from './get-office-complaint.ts'
import { type InboxFilter, listOfficeComplaints } from './list-office-complaints.ts'
import { type DeskEntry, registerAtDesk } from './register-at-desk.ts'
import { registerComplaint } from './register-complaint.ts'
import { writeOfficerMessage } from './write-officer-message.ts'

const WAITING: InboxFilter = { state: null, category: null, level: null, which: 'ALL', number: null, page: 1 }
let services: TestServices
let home: Home
let clerk: StaffActor
let supervisor: StaffActor
let near: { staffId: string }
let test1: { staffId: string }

beforeAll(async () => {
  services = await testServices('2026-11-20T10:00:00+05:30')
  await makeOffices(services)
  test1 = await makeOfficer(services, 'CLERK', { kind: 'SUBDIVISION', name: 'Test' })
  near = await makeOfficer(services, 'CLERK', { kind: 'SUBDIVISION', name: 'Near' })
  await makeOfficer(services, 'CLERK', { kind: 'SUBDIVISION', name: 'Far' })
  const boss = await makeOfficer(services, 'SUPERVISOR')
  clerk = { ...testOfficer('CLERK', { officeKind: 'SUBDIVISION', subdivisions: ['Test'] }), staffId: test1.staffId }
  supervisor = { ...testOfficer('SUPERVISOR', { subdivisions: ['Test', 'Near'] }), staffId: boss.staffId }
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-20T10:00:00+05:30')
  home = await makeHome(services)
})

async function complain(category = 'METER'): Promise<string> {
  const form = { requestKey: randomUUID(), category, since: 'Monday', detail: '', evidence: null }
  const made = await registerComplaint(services, home.actor, { connectionId: home.connectionId, ...form })
  if (!made?.ok) throw new Error('not registered')
  return made.complaintId
}

const inbox = (actor: StaffActor, more: Partial<InboxFilter> = {}) =>
  listOfficeComplaints(services, actor, { ...WAITING, ...more })
const idsIn = async (actor: StaffActor, more?: Partial<InboxFilter>) =>
  (await inbox(actor, more))?.rows.map(({ id }) => id)
const say = (text: string, reply = '') => ({ reply, text })

describe('the inbox', () => {
  test('shows what waits in the office, the most urgent first, and nothing of other offices', async () => {
    const meter = await complain('METER')
    const supply = await complain('SUPPLY')
    const mine = (await idsIn(clerk))?.filter((id) => [meter, supply].includes(id))
    expect(mine).toEqual([supply, meter])
    const elsewhere = await idsIn(testOfficer('SUPERVISOR', { subdivisions: ['Far'] }))
    expect(elsewhere).toEqual([])
    expect(await inbox(testOfficer('ADMINISTRATOR'))).toBeNull()
  })

  test('of a place that is no office’s waits in every circle, and in none of the offices below', async () => {
    const lost = await complain('METER')
    await services.db.complaint.update({ where: { id: lost }, data: { subdivision: 'UNASSIGNED' } })
    const far = testOfficer('SUPERVISOR', { subdivisions: ['Far'] })
    const division = testOfficer('SUPERVISOR', { officeKind: 'DIVISION', subdivisions: ['Test'] })
    expect(await idsIn(supervisor)).toContain(lost)
    expect(await idsIn(far)).toEqual([lost])
    for (const actor of [clerk, division]) {
      expect(await idsIn(actor)).not.toContain(lost)
      expect(await getOfficeComplaint(services, actor, { complaintId: lost })).toBeNull()
    }
    const give = (staffId: string) => assignComplaints(services, supervisor, { complaintIds: [lost], staffId })
    expect(await give(test1.staffId), 'who could not open it').toEqual({ ok: true, count: 0 })
    expect(await give(supervisor.staffId)).toEqual({ ok: true, count: 1 })
    const decision = { kind: 'RESOLVE', words: say('Found and done.') } as const
    expect(await decideComplaint(services, far, { complaintId: lost, decision })).toEqual({ ok: true })
  })

  test('is looked through by state, category, whose and number', async () => {
    const supply = await complain('SUPPLY')
    expect(await idsIn(clerk, { category: 'SUPPLY' })).toContain(supply)
    expect(await idsIn(clerk, { category: 'BILL' })).not.toContain(supply)
    expect(await idsIn(clerk, { which: 'OVERDUE' })).not.toContain(supply)
    services.setTime('2026-11-21T10:00:01+05:30')
    expect(await idsIn(clerk, { which: 'OVERDUE' })).toContain(supply)
    const number = (await inbox(clerk))?.rows.find(({ id }) => id === supply)?.number ?? ''
    expect(await idsIn(clerk, { number })).toEqual([supply])
    await decideComplaint(services, clerk, { complaintId: supply, decision: { kind: 'RESOLVE', words: say('Back.') } })
    expect(await idsIn(clerk)).not.toContain(supply)
    expect((await idsIn(clerk, { state: 'RESOLVED' }))?.[0]).toBe(supply)
  })
})

describe('giving complaints to officers', () => {
  test('only officers below the office are offered, and only what they can open is given', async () => {
    const offered = (await officersOfComplaints(services, supervisor)).map(({ id }) => id)
    expect(offered).toEqual(expect.arrayContaining([test1.staffId, near.staffId, supervisor.staffId]))
    expect(offered).toHaveLength(3)
    const complaintIds = [await complain(), await complain()]
    const give = (staffId: string, actor = supervisor) => assignComplaints(services, actor, { complaintIds, staffId })
    expect(await give(near.staffId)).toEqual({ ok: true, count: 0 })
    expect(await give(test1.staffId)).toEqual({ ok: true, count: 2 })
    expect(await give(test1.staffId)).toEqual({ ok: true, count: 0 })
    expect(await idsIn(clerk, { which: 'MINE' })).toEqual(expect.arrayContaining(complaintIds))
    expect(await give(randomUUID())).toEqual({ ok: false, reason: 'NO_OFFICER' })
    expect(await give(test1.staffId, clerk)).toBeNull()
  })
})

describe('the thread at the desk', () => {
  test('is a row of the audit each time that it is looked at, and says whoever complained in part', async () => {
    const complaintId = await complain()
    const found = await getOfficeComplaint(services, clerk, { complaintId })
    expect(found).toMatchObject({ mayDecide: true, language: 'en', thread: { state: 'OPEN' } })
    expect(found?.mobile).not.toContain(home.mobile)
    expect(found?.thread.events[0]?.by).toBe('CONSUMER')
    const looks = await services.db.auditEntry.count({
      where: { action: 'complaint.looked', actorId: clerk.staffId, connectionId: home.connectionId },
    })
    expect(looks).toBe(1)
    expect(
      await getOfficeComplaint(services, testOfficer('CLERK', { subdivisions: ['Far'] }), { complaintId }),
    ).toBeNull()
  })

  test('a saved reply goes out in the language of whoever reads it', async () => {
    const complaintId = await complain()
    await services.db.complaint.update({ where: { id: complaintId }, data: { language: 'hi' } })
    await writeOfficerMessage(services, clerk, { complaintId, words: say('Ravi comes.', 'VISIT') })
    const asked = { connectionId: home.connectionId, complaintId }
    const thread = await getComplaint(services, home.actor, asked)
    expect(thread?.events.at(-1)).toMatchObject({
      by: 'OFFICER',
      text: 'हमारे कर्मचारी आपके यहाँ आकर देखेंगे। मीटर तक पहुँच खुली रखें।\nRavi comes.',
    })
    expect(await writeOfficerMessage(services, clerk, { complaintId, words: say('', 'NOTHING') })).toEqual({
      ok: false,
      reason: 'NO_TEXT',
    })
  })

  test('once it was taken further, the sub-division no longer decides', async () => {
    const complaintId = await complain()
    services.setTime('2026-12-10T10:00:00+05:30')
    expect(await escalateComplaint(services, home.actor, { complaintId })).toEqual({ ok: true })
    const resolve = (actor: StaffActor) =>
      decideComplaint(services, actor, { complaintId, decision: { kind: 'RESOLVE', words: say('Done.') } })
    expect(await resolve(clerk)).toEqual({ ok: false, reason: 'OTHER_LEVEL' })
    expect(await getOfficeComplaint(services, clerk, { complaintId })).toMatchObject({ mayDecide: false })
    expect(await resolve(supervisor)).toEqual({ ok: true })
  })

  test('once it was taken further, it waits for an officer who may decide, unless it has one', async () => {
    const [ofClerk, ofBoss] = [await complain(), await complain()]
    await assignComplaints(services, supervisor, { complaintIds: [ofClerk], staffId: test1.staffId })
    await assignComplaints(services, supervisor, { complaintIds: [ofBoss], staffId: supervisor.staffId })
    services.setTime('2026-12-10T10:00:00+05:30')
    for (const complaintId of [ofClerk, ofBoss]) await escalateComplaint(services, home.actor, { complaintId })
    expect(await idsIn(supervisor, { which: 'NOBODYS', level: 'DIVISION' })).toContain(ofClerk)
    expect(await idsIn(supervisor, { which: 'MINE' })).toContain(ofBoss)
  })
})

describe('taking a complaint down at the counter', () => {
  const entry = (more: Partial<DeskEntry> = {}): DeskEntry => ({
    ...{
      requestKey: randomUUID(),
      campDayId: null,
      outcome: null,
      device: null,
      consumerNo: home.consumerNo,
      subdivision: '',
      language: 'hi',
    },
    ...{ mobile: '90000 07777', category: 'MOBILE', since: 'always', detail: '' },
    ...more,
  })

  test('registers it once under the key of the form, and tells the mobile that was given', async () => {
    const taken = entry()
    const all = await Promise.all(Array.from({ length: 5 }, () => registerAtDesk(services, clerk, taken)))
    expect(new Set(all.map((one) => (one?.ok ? one.complaintId : one?.reasons))).size).toBe(1)
    const told = await services.db.message.count({ where: { toMobile: '9000007777', kind: 'COMPLAINT_REGISTERED' } })
    expect(told).toBe(1)
    const [first] = all
    const row = await services.db.complaint.findUnique({ where: { id: first?.ok ? first.complaintId : '' } })
    expect(row).toMatchObject({
      connectionId: home.connectionId,
      subdivision: 'Test',
      door: 'COUNTER',
      consumerId: null,
    })
  })

  test('without a consumer number it goes to a sub-division of the office', async () => {
    const nobodys = entry({ consumerNo: '', mobile: '' })
    expect(await registerAtDesk(services, clerk, { ...nobodys, subdivision: 'Far' })).toEqual({
      ok: false,
      reasons: ['NO_SUBDIVISION'],
    })
    expect(await registerAtDesk(services, clerk, { ...nobodys, subdivision: 'Test' })).toMatchObject({ ok: true })
  })

  test('another office’s consumer number is no number, and what was typed is kept for this officer', async () => {
    const wrong = entry({ mobile: '12', since: '' })
    const far = testOfficer('CLERK', { subdivisions: ['Far'] })
    expect(await registerAtDesk(services, far, wrong)).toEqual({
      ok: false,
      reasons: ['NO_SINCE', 'NO_CONNECTION', 'BAD_MOBILE'],
    })
    expect(await getDeskDraft(services, far, wrong.requestKey)).toMatchObject({ mobile: '12', category: 'MOBILE' })
    expect(await getDeskDraft(services, clerk, wrong.requestKey)).toBeNull()
    expect(await registerAtDesk(services, testOfficer('ADMINISTRATOR'), entry())).toBeNull()
  })

  test('what was typed is kept where a picture of two units would be cut through', async () => {
    const wrong = entry({ since: '', detail: `.${'😀'.repeat(3_000)}` })
    expect(await registerAtDesk(services, clerk, wrong)).toEqual({
      ok: false,
      reasons: ['NO_SINCE', 'DETAIL_TOO_LONG'],
    })
    expect((await getDeskDraft(services, clerk, wrong.requestKey))?.detail).toBe(`.${'😀'.repeat(1_999)}\ufffd`)
  })

  test('a consumer’s own form cannot be claimed by its key', async () => {
    const requestKey = randomUUID()
    const form = { requestKey, category: 'BILL', since: 'May', detail: '', evidence: null }
    await registerComplaint(services, home.actor, { connectionId: home.connectionId, ...form })
    expect(await registerAtDesk(services, clerk, entry({ requestKey }))).toEqual({ ok: false, reasons: ['BAD_KEY'] })
  })
})
