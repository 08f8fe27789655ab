import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decideComplaint } from '#lib/complaints/decide-complaint.ts'
import { type DeskEntry, type DeskOutcome, registerAtDesk } from '#lib/complaints/register-at-desk.ts'
import { campsCsv } from '#lib/export/camps-csv.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day } from '#lib/units/ist.ts'
import { callNext } from './call-next.ts'
import { isWorkingDay } from './camp-day-rules.ts'
import { cancelCampDay } from './cancel-camp-day.ts'
import { getOfficeCamp } from './get-office-camp.ts'
import { issueToken } from './issue-token.ts'
import { listCampDays } from './list-camp-days.ts'
import { listOfficeCamps } from './list-office-camps.ts'
import { nextCamp } from './next-camp.ts'
import { type NewCampDay, saveCampDay } from './save-camp-day.ts'

const SEED: SystemActor = { kind: 'system', name: 'tests' }
const CLERK = testOfficer('CLERK', { subdivisions: ['Test'] })
const SUPERVISOR = testOfficer('SUPERVISOR')
const FAR = testOfficer('SUPERVISOR', { subdivisions: ['Far'] })
let services: TestServices
let home: Home
let places = 0
let campDayId: string

beforeAll(async () => {
  services = await testServices('2026-11-20T11:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-20T11:00:00+05:30')
  home = await makeHome(services)
  campDayId = await announced()
})

const camp = (more: Partial<NewCampDay> = {}): NewCampDay => ({
  ...{ placeHi: `जगह ${++places}`, placeEn: `Place ${places}`, directionsHi: 'दफ़्तर', directionsEn: 'The office' },
  ...{ position: null, subdivision: 'Test', heldOn: day('2026-11-20'), opensAtMinute: 600, closesAtMinute: 960 },
  ...more,
})

async function announced(more?: Partial<NewCampDay>): Promise<string> {
  const saved = await saveCampDay(services, SEED, camp(more))
  if (!saved?.ok) throw new Error('not announced')
  return saved.campDayId
}

const entry = (more: Partial<DeskEntry> = {}): DeskEntry => ({
  ...{ requestKey: randomUUID(), campDayId, consumerNo: home.consumerNo, subdivision: '', mobile: '' },
  ...{ language: 'hi', category: 'MOBILE', since: 'always', detail: '', outcome: null, device: null },
  ...more,
})
const say = (text: string) => ({ reply: '', text })
const settled: DeskOutcome = { kind: 'RESOLVE', promisedOn: null, words: say('Linked.') }
const promised: DeskOutcome = { kind: 'PROMISE', promisedOn: day('2026-11-24'), words: say('We come.') }

async function take(more?: Partial<DeskEntry>): Promise<string> {
  const taken = await registerAtDesk(services, CLERK, entry(more))
  if (!taken?.ok) throw new Error('not taken')
  return taken.complaintId
}

describe('announcing a camp', () => {
  test('is for supervisors, of places of their own office, on working days to come', async () => {
    const save = (more: Partial<NewCampDay>, officer = SUPERVISOR) => saveCampDay(services, officer, camp(more))
    expect(await save({}, CLERK)).toBeNull()
    expect(await save({ subdivision: 'Far' })).toEqual({ ok: false, reason: 'NO_SUBDIVISION' })
    expect(await save({ heldOn: day('2026-11-19') })).toEqual({ ok: false, reason: 'DAY_IS_PAST' })
    // A Sunday, and Republic Day.
    for (const heldOn of ['2026-11-22', '2027-01-26'].map(day))
      expect(await save({ heldOn })).toEqual({ ok: false, reason: 'NO_WORKING_DAY' })
    expect(await save({ opensAtMinute: 960 })).toEqual({ ok: false, reason: 'BAD_HOURS' })
    expect(await save({ placeHi: ' ' })).toEqual({ ok: false, reason: 'NO_PLACE' })
    const twice = camp()
    expect(await saveCampDay(services, SUPERVISOR, twice)).toMatchObject({ ok: true })
    expect(await saveCampDay(services, SUPERVISOR, twice)).toEqual({ ok: false, reason: 'IS_THERE' })
  })

  test('one that was called off takes place after all, once, as it is announced now', async () => {
    const first = camp()
    const saved = await saveCampDay(services, SUPERVISOR, first)
    if (!saved?.ok) throw new Error('not saved')
    await cancelCampDay(services, SUPERVISOR, saved)
    const later = { ...first, opensAtMinute: 660, directionsEn: 'Behind the school' }
    expect(await saveCampDay(services, FAR, { ...later, subdivision: 'Far' })).toEqual({
      ok: false,
      reason: 'IS_THERE',
    })
    const again = await Promise.all([1, 2, 3].map(() => saveCampDay(services, SUPERVISOR, later)))
    expect(again.filter((one) => one?.ok)).toEqual([saved])
    const shown = (await listCampDays(services)).filter(({ place }) => place.en === first.placeEn)
    expect(shown).toMatchObject([{ opensAtMinute: 660, directions: { en: 'Behind the school' } }])
  })

  test('the next of a sub-division is its own, and the next of all where it has none', async () => {
    await announced({ subdivision: 'Near', heldOn: day('2026-11-25') })
    const near = await nextCamp(services, 'Near')
    expect(near).toMatchObject({ subdivision: 'Near', heldOn: '2026-11-25' })
    const [first] = await listCampDays(services)
    expect(first).toMatchObject({ heldOn: '2026-11-20' })
    for (const nowhere of [null, 'Nowhere']) expect(await nextCamp(services, nowhere)).toEqual(first)
    // Those of today close at four.
    services.setTime('2026-11-20T16:00:00+05:30')
    expect(await nextCamp(services, 'Test')).toMatchObject({ subdivision: 'Near' })
  })

  test('Saturday is a working day, Sunday is none', () => {
    expect([day('2026-11-21'), day('2026-11-22')].map(isWorkingDay)).toEqual([true, false])
  })

  test('everybody sees it until it is over or called off, and how many wait today', async () => {
    const seen = async () => (await listCampDays(services)).find(({ place }) => place.en === `Place ${places}`)
    expect(await seen()).toMatchObject({ isToday: true, waiting: null })
    await issueToken(services, CLERK, { campDayId })
    await issueToken(services, CLERK, { campDayId })
    await callNext(services, CLERK, { campDayId })
    expect(await seen()).toMatchObject({ waiting: 1 })
    expect(await cancelCampDay(services, CLERK, { campDayId })).toBeNull()
    expect(await cancelCampDay(services, FAR, { campDayId })).toBeNull()
    expect(await cancelCampDay(services, SUPERVISOR, { campDayId })).toEqual({ ok: true })
    expect(await seen()).toBeUndefined()
    expect(await issueToken(services, CLERK, { campDayId })).toBeNull()
  })
})

describe('the queue', () => {
  test('twenty desks give twenty numbers, and call each once', async () => {
    const desks = Array.from({ length: 20 }, () => testOfficer('CAMP_OFFICER'))
    const given = await Promise.all(desks.map((desk) => issueToken(services, desk, { campDayId })))
    const oneToTwenty = Array.from({ length: 20 }, (_, index) => index + 1)
    expect(given.map((one) => one?.number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(oneToTwenty)
    const called = await Promise.all(desks.map((desk) => callNext(services, desk, { campDayId })))
    expect(called.map((one) => one?.number).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(oneToTwenty)
    expect(await callNext(services, CLERK, { campDayId })).toEqual({ number: null })
    expect(await callNext(services, FAR, { campDayId })).toBeNull()
    expect(await issueToken(services, FAR, { campDayId })).toBeNull()
  })
})

describe('taking complaints down at a camp', () => {
  test('figures add up in every line: registered = resolved + promised + rejected + open', async () => {
    await take({ outcome: settled })
    await take({ outcome: settled, category: 'BILL' })
    await take({ outcome: promised })
    const open = await take()
    const rejected = await take()
    await decideComplaint(services, CLERK, { complaintId: rejected, decision: { kind: 'REJECT', words: say('No.') } })
    services.setTime('2026-11-22T11:00:00+05:30')
    await decideComplaint(services, CLERK, { complaintId: open, decision: { kind: 'RESOLVE', words: say('Late.') } })
    await expect(
      services.db.complaint.findUniqueOrThrow({ where: { id: open }, select: { door: true, campDayId: true } }),
    ).resolves.toEqual({ door: 'CAMP', campDayId })

    const found = await listOfficeCamps(services, CLERK)
    const row = found?.camps.find(({ id }) => id === campDayId)
    expect(row?.figures).toEqual({
      ...{ registered: 5, resolved: 3, onTheSpot: 2, promised: 1, rejected: 1, open: 0 },
      // The promise does not stop the clock of a day.
      overdue: 1,
    })
    const all = [found?.total, ...(found?.byCategory ?? []).map(({ figures }) => figures)]
    for (const figures of [...all, ...(found?.byDay ?? []).map((one) => one.figures)]) {
      const { registered = 0, resolved = 0, promised: later = 0, rejected: no = 0, open: still = 0 } = figures ?? {}
      expect(registered).toBe(resolved + later + no + still)
    }
    const line = campsCsv(found as NonNullable<typeof found>, 'en')
      .split('\r\n')
      .find((text) => text.includes(`Place ${places}`))
    expect(line).toBe(`2026-11-20,Place ${places},Test,5,3,2,1,1,0,1`)
    expect((await listOfficeCamps(services, FAR))?.camps).toEqual([])
  })

  test('an entry that is sent again is neither registered nor settled twice', async () => {
    const again = entry({ outcome: settled })
    const sent = await Promise.all(Array.from({ length: 5 }, () => registerAtDesk(services, CLERK, again)))
    expect(new Set(sent.map((one) => (one?.ok ? one.complaintId : 'refused'))).size).toBe(1)
    const [first] = sent
    const events = await services.db.complaintEvent.findMany({
      where: { complaintId: first?.ok ? first.complaintId : '' },
      orderBy: { id: 'asc' },
      select: { kind: true },
    })
    expect(events.map(({ kind }) => kind)).toEqual(['REGISTERED', 'RESOLVED'])
    expect((await getOfficeCamp(services, CLERK, { campDayId }))?.figures.registered).toBe(1)
  })

  test('what was done needs words, a promise a day, and the camp an office of one’s own', async () => {
    const refused = async (more: Partial<DeskEntry>) => {
      const taken = await registerAtDesk(services, CLERK, entry(more))
      return taken?.ok ? 'taken' : taken?.reasons
    }
    expect(await refused({ outcome: { ...settled, words: say(' ') } })).toEqual(['NO_REASON'])
    expect(await refused({ outcome: { ...promised, promisedOn: null } })).toEqual(['NO_DAY'])
    expect(await refused({ outcome: { ...promised, promisedOn: day('2026-11-19') } })).toEqual(['DAY_IS_PAST'])
    const far = await announced({ subdivision: 'Far' })
    expect(await refused({ campDayId: far })).toEqual(['NO_CAMP'])
    expect(await getOfficeCamp(services, CLERK, { campDayId: far })).toBeNull()
  })
})

describe('what a device kept without a connection', () => {
  const kept = (writtenAt: string | null, more: Partial<DeskEntry> = {}) =>
    entry({ device: { staffId: CLERK.staffId, writtenAt: writtenAt === null ? null : new Date(writtenAt) }, ...more })
  const send = (sent: DeskEntry, officer = CLERK) => registerAtDesk(services, officer, sent)
  const rowOf = (requestKey: string) => services.db.complaint.findUnique({ where: { requestKey } })

  test('counts from when it was written down, on the day of the camp and within a week, else from when it came', async () => {
    services.setTime('2026-11-22T09:00:00+05:30')
    const countedFor = async (writtenAt: string | null, more?: Partial<DeskEntry>) => {
      const sent = kept(writtenAt, more)
      expect(await send(sent)).toMatchObject({ ok: true })
      return (await rowOf(sent.requestKey))?.registeredAt.toISOString()
    }
    const arrived = '2026-11-22T03:30:00.000Z'
    expect(await countedFor('2026-11-20T11:30:00+05:30')).toBe('2026-11-20T06:00:00.000Z')
    for (const wrong of ['2026-11-23T09:00:00+05:30', '2026-11-19T11:00:00+05:30', null])
      expect(await countedFor(wrong)).toBe(arrived)
    expect(await countedFor('2026-11-20T11:30:00+05:30', { campDayId: null })).toBe(arrived)
    services.setTime('2026-11-28T09:00:00+05:30')
    expect(await countedFor('2026-11-20T11:30:00+05:30')).toBe('2026-11-28T03:30:00.000Z')
  })

  test('was settled on the spot then; the audit and the message are of when it came, and say so', async () => {
    services.setTime('2026-11-21T09:00:00+05:30')
    const sent = kept('2026-11-20T11:30:00+05:30', { outcome: settled, mobile: '9000007705' })
    const taken = await send(sent)
    expect(taken).toMatchObject({ ok: true, number: expect.stringMatching(/^C-2611-\d{5}$/) })
    const figures = (await getOfficeCamp(services, CLERK, { campDayId }))?.figures
    expect(figures).toMatchObject({ registered: 1, resolved: 1, onTheSpot: 1 })
    const complaintId = taken?.ok ? taken.complaintId : ''
    const rows = await services.db.auditEntry.findMany({
      where: { action: 'complaint.registered', detail: { path: ['complaint'], equals: complaintId } },
    })
    expect(rows).toMatchObject([
      {
        at: new Date('2026-11-21T09:00:00+05:30'),
        detail: { withoutConnection: true, saidWrittenAt: '2026-11-20T06:00:00.000Z' },
      },
    ])
    const told = await services.db.message.findMany({ where: { toMobile: '9000007705' }, select: { createdAt: true } })
    for (const { createdAt } of told) expect(createdAt).toEqual(new Date('2026-11-21T09:00:00+05:30'))
  })

  test('a day promised then is kept, though it is over when the entry comes', async () => {
    services.setTime('2026-11-25T09:00:00+05:30')
    const sent = kept('2026-11-20T11:30:00+05:30', { outcome: promised })
    expect(await send(sent)).toMatchObject({ ok: true })
    expect(await rowOf(sent.requestKey)).toMatchObject({ state: 'PROMISED' })
  })

  test('sent again when the answer was lost, or from two tabs at once, it is the same complaint', async () => {
    const sent = kept('2026-11-20T10:30:00+05:30')
    const first = await send(sent)
    services.setTime('2026-11-20T12:00:00+05:30')
    expect(await send(sent)).toEqual({ ...first, isRepeat: true })
    const twice = kept('2026-11-20T10:31:00+05:30')
    const both = await Promise.all([send(twice), send(twice)])
    expect(new Set(both.map((one) => (one?.ok ? one.number : 'refused'))).size).toBe(1)
    expect((await getOfficeCamp(services, CLERK, { campDayId }))?.figures.registered).toBe(2)
  })

  test('another officer cannot send it, and what is refused leaves no draft at the desk', async () => {
    const sent = kept('2026-11-20T10:30:00+05:30')
    const other = { ...CLERK, staffId: randomUUID() }
    expect(await send(sent, other)).toEqual({ ok: false, reasons: ['OTHER_OFFICER'] })
    expect(await send(sent)).toMatchObject({ ok: true })
    expect(await send(sent, other)).toEqual({ ok: false, reasons: ['OTHER_OFFICER'] })
    const wrong = kept('2026-11-20T10:32:00+05:30', { consumerNo: '12' })
    expect(await send(wrong)).toEqual({ ok: false, reasons: ['NO_CONNECTION'] })
    expect(await services.db.deskDraft.count({ where: { id: wrong.requestKey } })).toBe(0)
  })
})
