import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type Home, makeHome } from '#lib/payments/test-bills.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeOffices } from '#lib/staff/test-desk.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day } from '#lib/units/ist.ts'
import { getDraft } from './complaint-draft.ts'
import { type Decision, decideComplaint } from './decide-complaint.ts'
import { escalateComplaint } from './escalate-complaint.ts'
import { getAttachment } from './get-attachment.ts'
import { getComplaint } from './get-complaint.ts'
import { keepUnsent } from './keep-unsent.ts'
import { listComplaints } from './list-complaints.ts'
import { rateComplaint } from './rate-complaint.ts'
import { type ComplaintForm, registerComplaint } from './register-complaint.ts'
import { reopenComplaint } from './reopen-complaint.ts'
import { writeMessage } from './write-message.ts'

const CLERK = testOfficer('CLERK')
const FAR_CLERK = testOfficer('CLERK', { subdivisions: ['Far'] })
const say = (text: string) => ({ reply: '', text })
let services: TestServices
let home: Home
let stranger: Home
let photo: Buffer

beforeAll(async () => {
  services = await testServices('2026-11-20T10:00:00+05:30')
  await makeOffices(services)
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#224466' } })
    .withExif({ IFD0: { Make: 'A phone', Artist: 'Somebody' } })
    .png()
    .toBuffer()
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime('2026-11-20T10:00:00+05:30')
  home = await makeHome(services)
  stranger = await makeHome(services)
})

const form = (more: Partial<ComplaintForm> = {}): ComplaintForm => ({
  ...{ connectionId: home.connectionId, requestKey: randomUUID(), category: 'VOLTAGE' },
  ...{ since: 'for a week', detail: 'Lights go dim in the evening.', evidence: null },
  ...more,
})
const register = (more?: Partial<ComplaintForm>, uploads?: Buffer[], actor = home.actor) =>
  registerComplaint(services, actor, form(more), uploads)

async function made(more?: Partial<ComplaintForm>, uploads?: Buffer[]): Promise<string> {
  const registered = await register(more, uploads)
  if (!registered?.ok) throw new Error('not registered')
  return registered.complaintId
}

const seen = (complaintId: string, actor = home.actor) =>
  getComplaint(services, actor, { connectionId: home.connectionId, complaintId })
const decide = (complaintId: string, decision: Decision, officer: StaffActor = CLERK) =>
  decideComplaint(services, officer, { complaintId, decision })
const messages = async (kind: string) =>
  (await services.db.message.findMany({ where: { toMobile: home.mobile, kind } })).map(({ text }) => text)

describe('making a complaint', () => {
  test('gives it a number and a clock, tells both by SMS, and shows it in the list', async () => {
    const complaintId = await made()
    const thread = await seen(complaintId)
    expect(thread).toMatchObject({ state: 'OPEN', level: 'SUBDIVISION', since: 'for a week', isOverdue: false })
    expect(thread?.number).toMatch(/^C-2611-\d{5}$/)
    // A week, by the catalogue.
    expect(thread?.dueAt).toEqual(new Date('2026-11-27T10:00:00+05:30'))
    expect(await messages('COMPLAINT_REGISTERED')).toEqual([
      `JBVNL: complaint ${thread?.number} (Voltage too low or too high) is registered. To be settled by 27\u00a0Nov, 10:00\u00a0am.`,
    ])
    const list = await listComplaints(services, home.actor, { connectionId: home.connectionId })
    expect(list?.map(({ id, number }) => [id, number])).toEqual([[complaintId, thread?.number]])
  })

  test('the same form sent again, one after the other or at once, is one complaint', async () => {
    const requestKey = randomUUID()
    const sent = await Promise.all(Array.from({ length: 10 }, () => register({ requestKey })))
    const again = await register({ requestKey })
    const ids = new Set([...sent, again].map((one) => (one?.ok ? one.complaintId : 'refused')))
    expect(ids.size).toBe(1)
    expect(await messages('COMPLAINT_REGISTERED')).toHaveLength(1)
    expect(await register({ requestKey, connectionId: stranger.connectionId }, [], stranger.actor)).toEqual({
      ok: false,
      reasons: ['FORM_USED'],
    })
  })

  test('what is wrong is told all at once, and what was written and attached is kept', async () => {
    const requestKey = randomUUID()
    const refused = await register({ requestKey, category: 'NOTHING', since: '  ' }, [photo, Buffer.from('<svg/>')])
    expect(refused).toEqual({ ok: false, reasons: ['NO_CATEGORY', 'NO_SINCE', 'NOT_A_FILE_WE_TAKE'] })
    const asked = { connectionId: home.connectionId, draftId: requestKey }
    expect(await getDraft(services, home.actor, asked)).toMatchObject({
      ...{ id: requestKey, detail: 'Lights go dim in the evening.', photos: 1 },
    })
    expect(await getDraft(services, stranger.actor, asked)).toBeNull()

    const complaintId = await made({ requestKey })
    expect((await seen(complaintId))?.events[0]?.files).toHaveLength(1)
    expect(await getDraft(services, home.actor, asked)).toBeNull()
  })

  test('of forms that nobody comes back to, the ten newest of a person are kept', async () => {
    const keys = Array.from({ length: 11 }, () => randomUUID())
    for (const requestKey of keys) {
      services.setTime(new Date(services.now().getTime() + 1_000).toISOString())
      await register({ requestKey, since: ' ', connectionId: stranger.connectionId }, [], stranger.actor)
    }
    const kept = await services.db.complaintDraft.findMany({ where: { id: { in: keys } }, select: { id: true } })
    expect(kept.map(({ id }) => id).toSorted()).toEqual(keys.slice(1).toSorted())
  })

  test('what comes after its login has rested is kept for its person, once, and sent after the next', async () => {
    const unsent = form()
    const asked = { connectionId: home.connectionId, draftId: unsent.requestKey }
    const kept = await keepUnsent(services, home.actor, unsent, [photo, Buffer.from('<svg/>')])
    expect(kept).toEqual(['NOT_A_FILE_WE_TAKE'])
    expect(await getDraft(services, home.actor, asked)).toMatchObject({ detail: unsent.detail, photos: 1 })
    expect(await listComplaints(services, home.actor, { connectionId: home.connectionId })).toEqual([])
    // In the name of somebody else, of another's connection, or of none.
    expect(await keepUnsent(services, stranger.actor, { ...unsent, detail: 'Nothing at all.' })).toBeNull()
    expect(await keepUnsent(services, stranger.actor, form({ requestKey: randomUUID() }))).toBeNull()
    expect(await keepUnsent(services, home.actor, form({ connectionId: 'none' }))).toBeNull()
    const own = { ...unsent, connectionId: stranger.connectionId, detail: 'Nothing at all.' }
    expect(await keepUnsent(services, stranger.actor, own)).toEqual([])
    expect(await getDraft(services, home.actor, asked)).toMatchObject({ detail: unsent.detail })

    const complaintId = await made(unsent)
    expect((await seen(complaintId))?.events[0]?.files).toHaveLength(1)
    expect(await keepUnsent(services, home.actor, unsent)).toBeNull()
    expect(await getDraft(services, home.actor, asked)).toBeNull()
  })

  test('a photo is kept without what it said about device and author', async () => {
    const complaintId = await made({}, [photo])
    const file = (await seen(complaintId))?.events[0]?.files[0]
    const asked = { complaintId, attachmentId: file?.id ?? '' }
    const kept = await getAttachment(services, home.actor, asked)
    expect(kept?.contentType).toBe('image/jpeg')
    const { exif, width } = await sharp(Buffer.from(kept?.bytes ?? [])).metadata()
    expect([exif, width]).toEqual([undefined, 40])
    expect(await getAttachment(services, stranger.actor, asked)).toBeNull()
  })

  test('ten a day are enough', async () => {
    for (let one = 1; one <= 10; one++) await made()
    expect(await register()).toEqual({ ok: false, reasons: ['TOO_MANY'] })
    services.setTime('2026-11-21T10:00:00+05:30')
    expect(await register()).toMatchObject({ ok: true })
  })

  test('of one person no more is kept than a hundred files; what was written stays, and goes without them', async () => {
    const complaintId = await made({}, [photo])
    const kept = await services.db.complaintAttachment.findFirstOrThrow({ where: { complaintId } })
    const { id: _, ...more } = kept
    await services.db.complaintAttachment.createMany({ data: Array(98).fill(more) })
    const full = form()
    expect(await registerComplaint(services, home.actor, full, [photo, photo])).toEqual({
      ok: false,
      reasons: ['FILES_FULL'],
    })
    const asked = { complaintId, text: 'Look', uploads: [photo, photo] }
    expect(await writeMessage(services, home.actor, asked)).toEqual({ ok: false, reason: 'FILES_FULL' })
    const draft = await getDraft(services, home.actor, { connectionId: home.connectionId, draftId: full.requestKey })
    expect(draft).toMatchObject({ detail: full.detail, photos: 0 })
    expect(await registerComplaint(services, home.actor, full)).toMatchObject({ ok: true })
    expect(await writeMessage(services, home.actor, { ...asked, uploads: [photo] })).toEqual({ ok: true })
    expect(await writeMessage(services, home.actor, { ...asked, uploads: [photo] })).toMatchObject({
      reason: 'FILES_FULL',
    })
  })

  test('nor more than a hundred megabytes', async () => {
    const complaintId = await made({}, [photo])
    const { eventId } = await services.db.complaintAttachment.findFirstOrThrow({ where: { complaintId } })
    await services.db.$executeRaw`
      insert into "ComplaintAttachment" ("id", "complaintId", "eventId", "contentType", "bytes")
      select gen_random_uuid(), ${complaintId}::uuid, ${eventId}, 'image/jpeg', two."mb"
      from (select decode(repeat('00', 2097152), 'hex') as "mb") two, generate_series(1, 50)`
    expect(await register({}, [photo])).toEqual({ ok: false, reasons: ['FILES_FULL'] })
    expect(await register({}, [photo], stranger.actor)).toBeNull()
  })

  test('nobody complains about a connection of others, or reads in their threads', async () => {
    expect(await register({}, [], stranger.actor)).toBeNull()
    const complaintId = await made()
    expect(await seen(complaintId, stranger.actor)).toBeNull()
    const own = { connectionId: stranger.connectionId, complaintId }
    expect(await getComplaint(services, stranger.actor, own)).toBeNull()
    expect(await listComplaints(services, stranger.actor, { connectionId: home.connectionId })).toBeNull()
    const asked = { complaintId, text: 'hello', uploads: [], reason: 'no', rating: 5, remark: '' }
    for (const verb of [writeMessage, reopenComplaint, escalateComplaint, rateComplaint])
      expect(await verb(services, stranger.actor, asked), verb.name).toBeNull()
  })
})

describe('what becomes of it', () => {
  test('an officer promises a day, then resolves with a reason, and each is told', async () => {
    const complaintId = await made()
    const promise = { kind: 'PROMISE', promisedOn: day('2026-11-24'), words: say('A lineman comes.') } as const
    expect(await decide(complaintId, promise)).toEqual({ ok: true })
    expect(await seen(complaintId)).toMatchObject({ state: 'PROMISED', promisedOn: '2026-11-24' })
    expect(await messages('COMPLAINT_PROMISED')).toEqual([
      expect.stringContaining('promised by 24\u00a0November\u00a02026'),
    ])
    expect(await decide(complaintId, { kind: 'RESOLVE', words: say('Transformer tap changed.') })).toEqual({ ok: true })
    const thread = await seen(complaintId)
    expect(thread).toMatchObject({ state: 'RESOLVED', promisedOn: null, mayRate: true })
    expect(thread?.events.map(({ kind, by, text }) => [kind, by, text])).toEqual([
      ['REGISTERED', 'ME', null],
      ['PROMISED', 'OFFICER', 'A lineman comes.'],
      ['RESOLVED', 'OFFICER', 'Transformer tap changed.'],
    ])
  })

  test('a decision needs words, and a promise a day to come', async () => {
    const complaintId = await made()
    expect(await decide(complaintId, { kind: 'REJECT', words: say(' ') })).toEqual({ ok: false, reason: 'NO_REASON' })
    const late = { kind: 'PROMISE', promisedOn: day('2026-11-19'), words: say('Soon.') } as const
    expect(await decide(complaintId, late)).toEqual({ ok: false, reason: 'DAY_IS_PAST' })
  })

  test('of twenty desks that resolve it at once one does', async () => {
    const complaintId = await made()
    const desks = Array.from({ length: 20 }, (_, desk) =>
      decide(complaintId, { kind: 'RESOLVE', words: say(`Desk ${desk}`) }, testOfficer('CLERK')),
    )
    const outcomes = (await Promise.all(desks)).map((one) => (one?.ok ? 'done' : one?.reason))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'DECIDED_ALREADY')).toHaveLength(19)
    expect(await messages('COMPLAINT_RESOLVED')).toHaveLength(1)
  })

  test('an officer of another office finds nothing, and that was noted', async () => {
    const complaintId = await made()
    expect(await decide(complaintId, { kind: 'RESOLVE', words: say('Mine now.') }, FAR_CLERK)).toBeNull()
    const noted = await services.db.auditEntry.findFirst({ where: { actorId: FAR_CLERK.staffId } })
    expect(noted).toMatchObject({ action: 'staff.refused', connectionId: home.connectionId })
  })

  test('whoever complained opens it again for a week after the decision, with a new clock', async () => {
    const complaintId = await made()
    await decide(complaintId, { kind: 'RESOLVE', words: say('Done.') })
    services.setTime('2026-11-27T10:00:00+05:30')
    const reopen = (reason: string) => reopenComplaint(services, home.actor, { complaintId, reason })
    expect(await reopen('')).toEqual({ ok: false, reason: 'NO_REASON' })
    expect(await reopen('Still dim.')).toEqual({ ok: true })
    expect(await seen(complaintId)).toMatchObject({ state: 'OPEN', dueAt: new Date('2026-12-04T10:00:00+05:30') })

    await decide(complaintId, { kind: 'RESOLVE', words: say('Done now.') })
    services.setTime('2026-12-04T10:00:01+05:30')
    expect(await reopen('Still dim.')).toEqual({ ok: false, reason: 'TOO_LATE' })
  })

  test('goes up a level once its time has run out, up to the ombudsman, each with its clock', async () => {
    const complaintId = await made()
    const escalate = () => escalateComplaint(services, home.actor, { complaintId })
    services.setTime('2026-11-27T10:00:00+05:30')
    expect(await escalate()).toEqual({ ok: false, reason: 'TOO_EARLY' })
    services.setTime('2026-11-27T10:00:01+05:30')
    expect(await seen(complaintId)).toMatchObject({ isOverdue: true, nextLevel: 'DIVISION' })
    const both = await Promise.all([escalate(), escalate()])
    expect(both.map((one) => one?.ok).sort()).toEqual([false, true])
    expect(await seen(complaintId)).toMatchObject({ level: 'DIVISION', isOverdue: false, nextLevel: null })
    for (const [time, level] of [
      ['2026-12-10T10:00:00+05:30', 'FORUM'],
      ['2027-02-10T10:00:00+05:30', 'OMBUDSMAN'],
    ] as const) {
      services.setTime(time)
      expect(await escalate()).toEqual({ ok: true })
      expect(await seen(complaintId)).toMatchObject({ level })
    }
    services.setTime('2027-06-10T10:00:00+05:30')
    expect(await escalate()).toEqual({ ok: false, reason: 'TOO_EARLY' })
  })

  test('is rated once for each decision', async () => {
    const complaintId = await made()
    const rate = (rating: number) => rateComplaint(services, home.actor, { complaintId, rating, remark: '' })
    expect(await rate(4)).toEqual({ ok: false, reason: 'NOT_NOW' })
    await decide(complaintId, { kind: 'REJECT', words: say('The voltage is within the standard.') })
    expect(await rate(0)).toEqual({ ok: false, reason: 'NO_RATING' })
    expect(await Promise.all([rate(2), rate(2)])).toEqual(
      expect.arrayContaining([{ ok: true }, { ok: false, reason: 'NOT_NOW' }]),
    )
    await reopenComplaint(services, home.actor, { complaintId, reason: 'Please measure again.' })
    await decide(complaintId, { kind: 'RESOLVE', words: say('Measured and mended.') })
    expect(await rate(5)).toEqual({ ok: true })
  })

  test('words and photos go into the thread, whatever its state', async () => {
    const complaintId = await made()
    const write = (text: string, uploads: Buffer[] = []) =>
      writeMessage(services, home.actor, { complaintId, text, uploads })
    expect(await write(' ')).toEqual({ ok: false, reason: 'NO_TEXT' })
    expect(await write('', [photo])).toEqual({ ok: true })
    expect(await write('a'.repeat(2_001))).toEqual({ ok: false, reason: 'TOO_LONG' })
    await decide(complaintId, { kind: 'RESOLVE', words: say('Done.') })
    expect(await write('Thank you\u202e.')).toEqual({ ok: true })
    const words = (await seen(complaintId))?.events.map(({ text }) => text)
    expect(words?.at(-1)).toBe('Thank you.')
  })
})

test('a service is asked for on the same thread, in words of its own', async () => {
  const complaintId = await made({ category: 'LOAD_CHANGE', since: 'from 2 kW to 3 kW', detail: '' })
  const thread = await seen(complaintId)
  expect(thread).toMatchObject({ state: 'OPEN', category: { kind: 'SERVICE' }, since: 'from 2 kW to 3 kW' })
  expect(await messages('COMPLAINT_REGISTERED')).toEqual([
    expect.stringContaining(`application ${thread?.number} (Change of sanctioned load) is registered`),
  ])
})

test('what happened in a thread cannot be changed', async () => {
  const complaintId = await made()
  await expect(
    services.db.complaintEvent.updateMany({ where: { complaintId }, data: { text: 'Never said.' } }),
  ).rejects.toThrow()
})
