import { afterAll, beforeAll, expect, test } from 'vitest'
import { endUnusedLeave } from '#lib/identity/end-unused-leave.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { forgetOld } from './forget-old.ts'
import { makeFullPerson } from './test-person.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())

/** What stays of each, once the jobs have run at an instant, by two processes. */
async function leftAt(instant: string) {
  services.setTime(instant)
  const jobs = [forgetOld, endUnusedLeave]
  await Promise.all([...jobs, ...jobs].map((job) => job(services)))
  await forgetOld(services)
  const { db } = services
  const [browsers, files, messages, notices, logins, keys, invitations, chats] = [
    await db.knownDevice.count(),
    (await db.unusedPart.count()) +
      (await db.rejectedRows.count()) +
      (await db.ingestBatch.count({ where: { errors: { array_contains: ['row 7'] } } })),
    await db.message.count(),
    await db.notification.count(),
    await db.session.count(),
    await db.accessToken.count(),
    await db.linkInvitation.count(),
    await db.chat.count(),
  ]
  return { browsers, files, messages, notices, logins, keys, invitations, chats }
}

test('each thing goes when its term is over, and nothing before', async () => {
  await makeFullPerson(services)
  const at = services.now()
  const batch = await services.db.ingestBatch.create({
    data: { kind: 'meter-data', source: 'test', contentHash: 'x', startedAt: at, errors: ['row 7'] },
  })
  await services.db.unusedPart.create({
    data: { id: 'a'.repeat(64), profileType: 'CUSTOMER', path: 'name', rest: {}, receivedAt: at, batchId: batch.id },
  })
  await services.db.rejectedRows.create({ data: { batchId: batch.id, rows: [{ line: 7, reason: 'row 7' }] } })
  const descriptor = { id: 'd'.repeat(64), profileType: 'DESCRIPTOR', path: '$[0]', rest: {}, receivedAt: at }
  await services.db.unusedPart.create({ data: { ...descriptor, batchId: batch.id } })
  const all = { browsers: 1, files: 4, messages: 3, notices: 1, logins: 1, keys: 1, invitations: 1, chats: 1 }
  expect(await leftAt('2026-11-23T10:59:00+05:30'), 'at first').toEqual(all)
  expect(await leftAt('2026-11-23T11:01:00+05:30'), 'a browser’s hour is over').toEqual({ ...all, browsers: 0 })
  await services.db.chatMessage.deleteMany()
  const afterChat = { ...all, browsers: 0, chats: 0 }
  expect(await leftAt('2027-02-21T23:59:00+05:30'), '90 days').toEqual(afterChat)
  expect(await leftAt('2027-02-22T00:01:00+05:30'), 'a day more').toEqual({ ...afterChat, files: 1 })
  expect(await leftAt('2027-11-23T23:59:00+05:30'), 'a year').toEqual({ ...afterChat, files: 1 })
  const nothing = { browsers: 0, files: 1, messages: 0, notices: 0, logins: 0, keys: 0, invitations: 0, chats: 0 }
  expect(await leftAt('2027-11-24T00:01:00+05:30'), 'a day more, and how files are read is left').toEqual(nothing)
  await services.db.unusedPart.deleteMany({ where: { id: descriptor.id } })
})

test('a year with a leap day in it is as long as that', async () => {
  services.setTime('2027-11-23T10:00:00+05:30')
  await makeFullPerson(services)
  const left = async (instant: string) => Object.values(await leftAt(instant)).reduce((sum, count) => sum + count, 0)
  const before = await left('2028-11-22T23:59:00+05:30')
  expect(before).toBeGreaterThan(0)
  expect(await left('2028-11-23T23:59:00+05:30'), 'the last day').toBe(before)
  // The state of a chat stays while there are messages of it (lib/messaging/chat/sweep-chats.ts).
  expect(await left('2028-11-24T00:01:00+05:30'), 'a day more').toBe(1)
})

test('what a whole utility was told on one day goes in parts, so that no statement takes too long', async () => {
  services.setTime(MORNING)
  await services.db.notification.deleteMany()
  const { id } = await services.db.consumer.create({
    data: { mobile: '9100004101', createdAt: services.now() },
    select: { id: true },
  })
  await services.db.$executeRaw`
    insert into "Notification" ("id", "consumerId", "kind", "textHi", "textEn", "createdAt", "onceKey")
    select gen_random_uuid(), ${id}::uuid, 'BILL_ISSUED', 'नया बिल', 'New bill', ${services.now()}, 'bill ' || number
      from generate_series(1, 5001) as number`
  services.setTime('2027-11-24T00:01:00+05:30')
  await forgetOld(services)
  expect(await services.db.notification.count()).toBe(1)
  await forgetOld(services)
  expect(await services.db.notification.count()).toBe(0)
})
