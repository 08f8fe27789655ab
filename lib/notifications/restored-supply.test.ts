import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectHome, type TestHome } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { listNotices } from './notice-centre.ts'
import { restoredSupply } from './restored-supply.ts'

const NOON = '2026-11-14T12:00:00+05:30'
let services: TestServices
let batchId: string
let [onFeeder, inPlace, onOther] = [] as unknown as [TestHome, TestHome, TestHome]

beforeAll(async () => {
  services = await testServices(NOON)
  batchId = randomUUID()
  const batch = { id: batchId, kind: 'outages', source: 'test', contentHash: '', startedAt: services.now() }
  await services.db.ingestBatch.create({ data: batch })
})
afterAll(() => services.close())
beforeEach(async () => {
  services.setTime(NOON)
  await services.db.outageNotice.deleteMany()
  const place = `Place ${randomUUID()}`
  const home = async (feeder: string | null) => {
    const made = await connectHome(services)
    await services.db.connection.update({
      where: { id: made.id },
      data: { subdivision: place, feeder: feeder && `${feeder} ${place}` },
    })
    return made
  }
  onFeeder = await home('11 kV A')
  inPlace = await home(null)
  onOther = await home('11 kV B')
})

async function outage(restoredAt: string, { startsAt = '09:00', feeder }: { startsAt?: string; feeder?: string } = {}) {
  const { subdivision } = await services.db.connection.findUniqueOrThrow({ where: { id: onFeeder.id } })
  const time = (clock: string) => new Date(`2026-11-14T${clock}:00+05:30`)
  await services.db.outageNotice.create({
    data: {
      ...{ id: randomUUID(), class: 'BREAKDOWN', status: 'RESTORED', subdivisions: [subdivision] },
      ...{ startsAt: time(startsAt), restoredAt: time(restoredAt), updatedAt: services.now(), batchId },
      ...{ feeders: feeder ? [`${feeder} ${subdivision}`] : [], publicTexts: {}, original: {} },
    },
  })
}
const textsOf = async ({ actor }: TestHome) =>
  (await listNotices(services, actor)).map(({ text }) => text.en.replaceAll('\u00a0', ' '))
const toldHomes = async () =>
  (await Promise.all([onFeeder, inPlace, onOther].map(textsOf))).map((texts) => texts.length)

test('homes on the feeder, and those whose feeder nobody knows, hear once that supply is back', async () => {
  await outage('11:45', { feeder: '11 kV A' })
  await restoredSupply(services)
  services.setTime('2026-11-14T12:01:00+05:30')
  expect(await restoredSupply(services)).toBe(0)
  expect(await toldHomes()).toEqual([1, 1, 0])
  expect((await textsOf(onFeeder))[0]).toContain('supply came back at 14 Nov, 11:45 am')
})

test('an outage of a whole sub-division is told to all of it, once for each', async () => {
  await outage('11:45')
  await Promise.all([restoredSupply(services), restoredSupply(services)])
  expect(await toldHomes()).toEqual([1, 1, 1])
  services.setTime('2026-11-14T20:00:00+05:30')
  await outage('19:50', { startsAt: '18:00' })
  await restoredSupply(services)
  expect(await toldHomes()).toEqual([2, 2, 2])
})

test.each([
  ['short', '11:45', '10:46', NOON],
  ['long past', '11:45', '09:00', '2026-11-14T14:45:00+05:30'],
  ['of the night', '05:30', '01:00', '2026-11-14T07:59:00+05:30'],
  ['still to come', '12:30', '09:00', NOON],
])('one that is %s is no news', async (_, restoredAt, startsAt, now) => {
  services.setTime(now)
  await outage(restoredAt, { startsAt })
  await restoredSupply(services)
  expect(await toldHomes()).toEqual([0, 0, 0])
})

test('an end that is corrected afterwards keeps nobody from hearing of it', async () => {
  await outage('11:30')
  expect(await restoredSupply(services, { atOnce: 1 })).toBe(1)
  await services.db.outageNotice.updateMany({ data: { restoredAt: new Date('2026-11-14T12:05:00+05:30') } })
  services.setTime('2026-11-14T12:10:00+05:30')
  for (let round = 0; round < 3; round += 1) await restoredSupply(services, { atOnce: 1 })
  expect(await toldHomes()).toEqual([1, 1, 1])
})
