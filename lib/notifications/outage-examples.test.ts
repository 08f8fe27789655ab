import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, type TestHome } from '#lib/billing/test-homes.ts'
import { ingestText } from '#lib/ingest/test-files.ts'
import { areaOutages } from '#lib/metering/area-outages.ts'
import { powerQualityView } from '#lib/metering/power-quality-view.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { month } from '#lib/units/ist.ts'
import { dailyNotices } from './daily/daily-notices.ts'
import { listNotices } from './notice-centre.ts'

/** The published notices of outages, as the homes on their feeders read them: each is found, and nobody else's. */
const FILE = path.resolve(process.env.SHARED_DATA ?? '../shared/data', 'ies/examples/discom_planned_shutdown.json')
// biome-ignore lint/suspicious/noExplicitAny: the test reads the published file by paths of its own
type Json = Record<string, any>
/** A notice for a feeder, its words put together by hand. */
type Told = { feeder: string; headline: string; from: Date; to: Date; words: string }

let services: TestServices
let told: Told[]
const homes = new Map<string, TestHome>()
let elsewhere: TestHome

const HOUR_MS = 3_600_000
/** `22 Jun, 9:00 am` of `2026-06-22T09:00:00+05:30`, some hours later. */
function words(start: string, hours: number): string {
  const hour = Number(start.slice(11, 13)) + hours
  return `22 Jun, ${((hour + 11) % 12) + 1}:${start.slice(14, 16)} ${hour < 12 ? 'am' : 'pm'}`
}

beforeAll(async () => {
  if (!fs.existsSync(FILE))
    throw new Error(`${FILE} is missing: set SHARED_DATA to the folder with the published examples.`)
  const content = fs.readFileSync(FILE)
  told = (JSON.parse(content.toString()) as Json[]).flatMap(({ timing: { period }, affectedAssets, publicInfo }) => {
    const hours = Number(/^PT(\d+)H$/.exec(period.duration)?.[1])
    const from = new Date(period.start)
    return affectedAssets.map(({ id }: Json) => ({
      ...{ feeder: id.value, headline: publicInfo.headline, from, to: new Date(from.getTime() + hours * HOUR_MS) },
      words: `no supply from ${words(period.start, 0)} to ${words(period.start, hours)}`,
    }))
  })
  services = await testServices('2026-06-21T09:00:00+05:30')
  await loadExampleTariff(services)
  elsewhere = await connectHome(services)
  for (const { feeder } of told) {
    if (homes.has(feeder)) continue
    const home = await connectHome(services)
    await services.db.connection.update({ where: { id: home.id }, data: { feeder } })
    homes.set(feeder, home)
  }
  services.setTime('2026-06-22T00:00:00+05:30')
  expect(await ingestText(services, 'outages', content)).toMatchObject({ ok: true, accepted: 11, rejected: 0 })
})
afterAll(() => services.close())
const toldOf = (feeder: string) =>
  told.filter((one) => one.feeder === feeder).sort((a, b) => a.from.getTime() - b.from.getTime())

test('each home reads what is announced for its feeder, in the words of the utility', async () => {
  expect(homes.size).toBeGreaterThan(20)
  for (const [feeder, { id, actor }] of homes)
    expect(await areaOutages(services, actor, id), feeder).toEqual(
      toldOf(feeder).map(({ headline, from, to }) => ({
        ...{ isPlanned: true, headline: { hi: headline, en: headline }, from, until: to },
      })),
    )
  expect(await areaOutages(services, elsewhere.actor, elsewhere.id)).toEqual([])
})

test('each finds it among its notices, unless it had begun before the morning in which all are told', async () => {
  const morning = new Date('2026-06-22T08:00:00+05:30')
  services.setTime(morning.toISOString())
  await dailyNotices(services)
  const noticesOf = async ({ actor }: TestHome) =>
    (await listNotices(services, actor)).map(({ kind, text }) => [kind, text.en.replaceAll('\u00a0', ' ')])
  const ahead = told.filter(({ from }) => from > morning)
  expect(ahead.length).toBeGreaterThan(10)
  for (const [feeder, home] of homes)
    expect(await noticesOf(home), feeder).toEqual(
      ahead.filter((one) => one.feeder === feeder).map(({ words }) => ['PLANNED_WORK', expect.stringContaining(words)]),
    )
  expect(await noticesOf(elsewhere)).toEqual([])
})

test('and on the page of its supply an outage in that time is planned, another is not', async () => {
  services.setTime('2026-06-24T09:00:00+05:30')
  for (const [feeder, { id, meterId, actor }] of homes) {
    const [work] = toldOf(feeder) as [Told]
    const batch = { id: randomUUID(), kind: 'events', source: 'test', contentHash: '', startedAt: services.now() }
    await services.db.ingestBatch.create({ data: batch })
    const within = [work.from, work.to].map((at, index) => new Date(at.getTime() + (index === 0 ? 1 : -1) * 60_000))
    const dayBefore = within.map((at) => new Date(at.getTime() - 24 * HOUR_MS))
    await services.db.meterEvent.createMany({
      data: [...dayBefore, ...within].map((at, index) => ({
        ...{ connectionId: id, meterId, at, eventId: 101 + (index % 2), batchId: batch.id },
      })),
    })
    const page = await powerQualityView(services, actor, { connectionId: id, period: month('2026-06') })
    expect(page, feeder).toMatchObject({
      outages: {
        count: 2,
        plannedCount: 1,
        interruptions: [{ work: null }, { from: within[0], work: { from: work.from } }],
      },
    })
  }
})
