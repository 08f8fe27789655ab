import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { newMobile } from '#lib/messaging/test-messages.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { serviceStatus } from './service-status.ts'

const NOW = '2026-11-23T10:00:00+05:30'
let services: TestServices
beforeAll(async () => {
  services = await testServices(NOW)
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime(NOW)
  await services.db.message.deleteMany()
})

const before = (seconds: number) => new Date(Date.parse(NOW) - seconds * 1_000)
const stateOf = async (part: string) => (await serviceStatus(services)).parts.find((one) => one.part === part)

async function wait(kind: string, seconds: number, { isBillOfAll = false } = {}): Promise<void> {
  const to = newMobile()
  await services.db.$transaction((tx) =>
    queueMessage(tx, { channel: 'SMS', to, kind, text: 'Test', at: before(seconds) }),
  )
  const priority = isBillOfAll ? { priority: 3 } : {}
  await services.db.message.updateMany({
    where: { toMobile: to },
    data: { state: 'WAITING', sentAt: null, ...priority },
  })
}

test('a code is late after a minute, and says since when', async () => {
  await wait('OTP', 60)
  expect(await stateOf('CODES')).toEqual({ part: 'CODES', isLate: false, since: null })
  await wait('OTP', 61)
  expect(await stateOf('CODES')).toEqual({ part: 'CODES', isLate: true, since: before(61) })
  expect(await stateOf('MESSAGES'), 'a code is no news').toMatchObject({ isLate: false })
})

test('a code that is tried again later is late all the while, until it would open nothing', async () => {
  await wait('OTP', 61)
  const tomorrow = { sendAfter: new Date('2026-11-24T05:30:00+05:30'), failure: 'DAY_IS_SPENT' }
  await services.db.message.updateMany({ data: tomorrow })
  expect(await stateOf('CODES')).toEqual({ part: 'CODES', isLate: true, since: before(61) })
  services.setTime('2026-11-23T10:04:00+05:30')
  expect(await stateOf('CODES')).toMatchObject({ isLate: false })
})

test('bills for everybody take hours without being late; a receipt may not', async () => {
  await wait('BILL_ISSUED', 7_200, { isBillOfAll: true })
  expect(await stateOf('MESSAGES')).toMatchObject({ isLate: false })
  await wait('PAYMENT_RECEIVED', 901)
  expect(await stateOf('MESSAGES')).toMatchObject({ isLate: true, since: before(901) })
})

test('a payment that was told and not booked is late after five minutes', async () => {
  const eventId = randomUUID()
  await services.db.gatewayEvent.create({ data: { eventId, body: Buffer.from('{}'), receivedAt: before(301) } })
  expect(await stateOf('PAYMENTS')).toMatchObject({ isLate: true, since: before(301) })
  await services.db.gatewayEvent.update({ where: { eventId }, data: { processedAt: before(0) } })
  expect(await stateOf('PAYMENTS')).toMatchObject({ isLate: false })
})

test('readings say when they last came; files with nothing in them do not count', async () => {
  expect(await stateOf('READINGS')).toEqual({ part: 'READINGS', isLate: false, since: null })
  const came = before(35 * 3_600)
  const batch = { kind: 'block-reads', source: 'head-end', startedAt: came, validatedAt: came }
  await services.db.ingestBatch.createMany({
    data: [
      { ...batch, contentHash: 'a'.repeat(64), accepted: 5, finishedAt: came },
      { ...batch, contentHash: 'b'.repeat(64), accepted: 0, rejected: 5, finishedAt: before(60) },
    ],
  })
  expect(await stateOf('READINGS')).toEqual({ part: 'READINGS', isLate: false, since: came })
  services.setTime('2026-11-23T11:00:01+05:30')
  expect(await stateOf('READINGS')).toEqual({ part: 'READINGS', isLate: true, since: came })
})

test('what a circle announces to all is told, until its last day, and no office below it speaks for all', async () => {
  const circle = await services.db.office.create({ data: { kind: 'CIRCLE', name: 'Status Circle' } })
  const division = await services.db.office.create({
    data: { kind: 'DIVISION', name: 'Status Division', parentId: circle.id },
  })
  const on = (date: string) => new Date(`${date}T00:00:00Z`)
  const words = { textHi: 'रविवार को दो घंटे बंद', textEn: 'Closed for two hours on Sunday', publishedBy: randomUUID() }
  const notice = { ...words, fromOn: on('2026-11-20'), untilOn: on('2026-11-23'), publishedAt: before(60) }
  const ids = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await services.db.notice.createMany({
    data: [
      { ...notice, id: ids[0] as string, officeId: circle.id },
      { ...notice, id: ids[1] as string, officeId: division.id },
      { ...notice, id: ids[2] as string, officeId: circle.id, subdivision: 'Test' },
      { ...notice, id: ids[3] as string, officeId: circle.id, withdrawnAt: before(30), withdrawnBy: randomUUID() },
    ],
  })
  expect((await serviceStatus(services)).notices).toEqual([
    { id: ids[0], text: { hi: words.textHi, en: words.textEn }, untilOn: '2026-11-23', office: 'Status Circle' },
  ])
  services.setTime('2026-11-24T10:00:00+05:30')
  expect((await serviceStatus(services)).notices).toEqual([])
})
