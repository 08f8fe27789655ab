import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '#lib/audit/verify-audit.ts'
import { verifyLedger } from '#lib/payments/verify-ledger.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { forgetComplaints } from './forget-complaints.ts'
import { forgetIdleLogins } from './forget-idle-logins.ts'
import { forgetReadings } from './forget-readings.ts'
import { type FullPerson, makeFullPerson } from './test-person.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
let lakshmi: FullPerson
beforeAll(async () => {
  services = await testServices(MORNING)
  // Her days, registers and what hangs on them are of 10 and 23 November 2026.
  lakshmi = await makeFullPerson(services)
})
afterAll(() => services.close())

/** Runs a job at an instant by two processes, and once more. */
async function runAt(instant: string, job: (of: TestServices) => Promise<void>): Promise<void> {
  services.setTime(instant)
  await Promise.all([job(services), job(services)])
  await job(services)
}

/** As an officer does. */
async function resolve({ connectionId }: FullPerson, at: Date): Promise<void> {
  const { db } = services
  const { id } = await db.complaint.findFirstOrThrow({ where: { connectionId }, select: { id: true } })
  await db.complaint.update({ where: { id }, data: { state: 'RESOLVED', decidedAt: at }, select: { id: true } })
  await db.complaintEvent.create({ data: { complaintId: id, at, kind: 'RESOLVED', actorKind: 'staff' } })
}

async function readingsAt(instant: string) {
  await runAt(instant, forgetReadings)
  const { db } = services
  const [days, blocks] = [await db.meterDayRevision.count(), await db.blockRevision.count()]
  const [registers, events] = [await db.registerReading.count(), await db.meterEvent.count()]
  return {
    days,
    blocks,
    registers,
    events,
    flags: await db.readingFlag.count(),
    refused: await db.refusedReading.count(),
    balances: await db.prepaidBalance.count(),
  }
}

test('what hangs on readings goes with them, half hours after three years and days after ten, and no day before', async () => {
  const { connectionId } = lakshmi
  const batch = await services.db.ingestBatch.create({
    data: { kind: 'balances', source: 'test', contentHash: randomUUID(), startedAt: services.now() },
  })
  const later = { connectionId, asOf: new Date('2026-11-24T04:30:00Z'), balancePaise: 300n, batchId: batch.id }
  await services.db.prepaidBalance.create({ data: later })
  const all = { days: 1, blocks: 1, registers: 1, events: 1, flags: 1, refused: 1, balances: 2 }
  expect(await readingsAt('2029-11-30T23:59:00+05:30'), 'three years').toEqual(all)
  const withoutBlocks = { ...all, blocks: 0, events: 0, refused: 0 }
  expect(await readingsAt('2029-12-01T00:01:00+05:30'), 'a day more').toEqual(withoutBlocks)
  expect(await readingsAt('2036-11-30T23:59:00+05:30'), 'ten years').toEqual(withoutBlocks)
  // The last balance stays: it may be all that is known of a meter that is off.
  const nothing = { days: 0, blocks: 0, registers: 0, events: 0, flags: 0, refused: 0, balances: 1 }
  expect(await readingsAt('2036-12-01T00:01:00+05:30'), 'a day more').toEqual(nothing)
})

test('but by its function nobody deletes a correction, and by it no other history', async () => {
  const ask = (kind: string) =>
    services.db.$executeRaw`select "forget_corrections_before"(${kind}, '2100-01-01'::date, 10::int)`
  await expect(ask('AuditEntry')).rejects.toThrow('holds no corrections')
  await expect(services.db.$executeRaw`delete from "MeterDayRevision"`).rejects.toThrow()
  // Not by the owner either.
  await expect(services.asOwner().$executeRaw`delete from "MeterDayRevision"`).rejects.toThrow('append-only')
  await expect(services.asOwner().$executeRaw`delete from "BlockRevision"`).rejects.toThrow('append-only')
})

test('a complaint loses its files a year after it was decided and its words after three; an open one nothing', async () => {
  services.setTime(MORNING)
  const sunil = await makeFullPerson(services)
  const { id } = await services.db.complaint.findFirstOrThrow({ where: { connectionId: sunil.connectionId } })
  const state = async (instant: string) => {
    await runAt(instant, forgetComplaints)
    const { detail, mobile, category } = await services.db.complaint.findUniqueOrThrow({ where: { id } })
    const files = await services.db.complaintAttachment.count({ where: { complaintId: id } })
    const texts = await services.db.complaintEvent.count({ where: { complaintId: id, text: { not: null } } })
    return { words: detail !== '' && texts === 1, mobile: mobile !== null, files, category }
  }
  const whole = { words: true, mobile: true, files: 1, category: 'VOLTAGE' }
  expect(await state('2036-11-23T10:00:00+05:30'), 'open for ten years').toEqual(whole)
  await resolve(sunil, new Date('2026-11-25T04:30:00Z'))
  expect(await state('2027-11-30T23:59:00+05:30'), 'a year').toEqual(whole)
  expect(await state('2027-12-01T00:01:00+05:30'), 'a day more').toEqual({ ...whole, files: 0 })
  expect(await state('2029-11-30T23:59:00+05:30'), 'three years').toEqual({ ...whole, files: 0 })
  const empty = { words: false, mobile: false, files: 0, category: 'VOLTAGE' }
  expect(await state('2029-12-01T00:01:00+05:30'), 'a day more').toEqual(empty)
  // By two processes at once, and each written down once.
  for (const action of ['complaint.files-erased', 'complaint.erased'])
    expect(await services.db.auditEntry.count({ where: { action, connectionId: sunil.connectionId } }), action).toBe(1)
})

test('a login without a connection and unused for three years ends; one that has either stays', async () => {
  services.setTime(MORNING)
  const [gone, linked, back] = [
    await makeFullPerson(services),
    await makeFullPerson(services),
    await makeFullPerson(services),
  ]
  const { db } = services
  const leave = async (person: FullPerson) => {
    const {
      connectionId,
      actor: { consumerId },
    } = person
    await resolve(person, services.now())
    await db.mobileLink.updateMany({ where: { consumerId, connectionId }, data: { endedAt: services.now() } })
  }
  for (const person of [gone, back]) await leave(person)
  // As the term of logins takes them (forget-old.ts).
  await db.session.deleteMany()
  services.setTime('2028-05-01T10:00:00+05:30')
  const at = services.now()
  await db.auditEntry.create({
    data: { at, actorKind: 'consumer', actorId: back.actor.consumerId, action: 'login.succeeded', detail: {} },
  })
  const left = async (instant: string) => {
    await runAt(instant, forgetIdleLogins)
    const people = [gone, linked, back].map(({ actor }) => actor.consumerId)
    const kept = await db.consumer.findMany({ where: { id: { in: people }, erasedAt: null }, select: { id: true } })
    return people.map((id) => kept.some((one) => one.id === id))
  }
  expect(await left('2029-11-30T02:05:00+05:30'), 'three years').toEqual([true, true, true])
  expect(await left('2029-12-01T10:00:00+05:30'), 'by day').toEqual([true, true, true])
  expect(await left('2029-12-02T02:05:00+05:30'), 'by night').toEqual([false, true, true])
  expect(await left('2031-06-01T02:05:00+05:30'), 'of who came back').toEqual([false, true, false])
  const audit = await db.auditEntry.findMany({ where: { action: 'person.erased' }, select: { actorId: true } })
  expect(audit).toEqual([{ actorId: 'forget-idle-logins' }, { actorId: 'forget-idle-logins' }])
})

test('books and audit hold after all of it', async () => {
  services.setTime(MORNING)
  for (const { id, broken } of await verifyLedger(services, null)) expect(broken, id).toEqual([])
  expect(await verifyAudit(services.db)).toMatchObject({ broken: [] })
})
