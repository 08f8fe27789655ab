import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadExampleTariff } from '#lib/billing/test-homes.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, eachDay, month, startOfDay } from '#lib/units/ist.ts'
import { consumptionView } from './consumption-view.ts'
import { dayView } from './day-view.ts'
import { estimateView } from './estimate-view.ts'
import { loadView } from './load-view.ts'
import { powerQualityView } from './power-quality-view.ts'
import { newestStand } from './store-registers.ts'

/** A meter with half hours gives way, on the tenth of a month, to one with quarter hours. Neither sends a register. */
let services: TestServices
let actor: ConsumerActor
let connectionId: string
const SERIAL = 61

const master = (meter: string, interval: string) =>
  taken(
    services,
    'consumers',
    [
      MASTER_HEADER,
      masterRow(SERIAL, { category: 'HOME', meter_no: meter, meter_interval_minutes: interval }),
      '',
    ].join('\n'),
  )

/** All blocks of some days, of one energy and 230 volts; on `shortOn` the first ten minutes were without supply. */
function blocks(meter: string, [from, to]: [string, string], minutes: number, kwh: number, shortOn: string) {
  const rows = eachDay(day(from), day(to)).flatMap((on) =>
    Array.from({ length: 1440 / minutes }, (_, block) => {
      const at = block * minutes
      const clock = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
      return `${meter},${on} ${clock},${kwh},230,${block === 0 && on === shortOn ? 10 : 0}`
    }),
  )
  return taken(services, 'block-reads', ['meter_no,start,kwh,voltage_v,outage_minutes', ...rows, ''].join('\n'))
}

beforeAll(async () => {
  services = await testServices('2026-11-10T09:00:00+05:30')
  await loadExampleTariff(services)
  await master('OLD61', '30')
  expect(await blocks('OLD61', ['2026-11-01', '2026-11-09'], 30, 0.1, '2026-11-09')).toMatchObject({ rejected: 0 })
  await master('NEW61', '15')
  services.setTime('2026-11-20T10:00:00+05:30')
  expect(await blocks('NEW61', ['2026-11-10', '2026-11-19'], 15, 0.06, '2026-11-10')).toMatchObject({ rejected: 0 })
  const link = await services.db.mobileLink.findFirstOrThrow({
    where: { connection: { consumerNo: `0880${String(SERIAL).padStart(5, '0')}` } },
    select: { connectionId: true, consumerId: true },
  })
  connectionId = link.connectionId
  actor = { kind: 'consumer', consumerId: link.consumerId, sessionId: randomUUID() }
})
afterAll(() => services.close())

const NOVEMBER = { period: month('2026-11') }

test('the month is whole, and each day has the blocks of the meter that was there', async () => {
  const view = await consumptionView(services, actor, { connectionId, ...NOVEMBER })
  expect(view).toMatchObject({ daysKnown: 19, energyWh: BigInt(9 * 4_800 + 10 * 5_760), gap: null })
  const days = await Promise.all(
    ['2026-11-09', '2026-11-10'].map((on) => dayView(services, actor, { connectionId, on: day(on) })),
  )
  expect(days).toMatchObject([
    { day: { energyWh: 4_800n }, blocks: { intervalMinutes: 30, blocksKnown: 48, minutesOut: 10 } },
    { day: { energyWh: 5_760n }, blocks: { intervalMinutes: 15, blocksKnown: 96, minutesOut: 10 } },
  ])
})

test('load, supply and estimate go on over the change', async () => {
  const load = await loadView(services, actor, { connectionId, ...NOVEMBER })
  expect(load).toMatchObject({ unknownOn: [], highest: { peak: { watts: 240 } } })
  const quality = await powerQualityView(services, actor, { connectionId, ...NOVEMBER })
  expect(quality).toMatchObject({ figures: { daysKnown: 19 }, outages: { count: 2, minutes: 20 } })
  const estimate = await estimateView(services, actor, { connectionId })
  expect(estimate).toMatchObject({ outcome: { ok: true, daysToCome: 11, gaps: 0, soFarWh: 100_800n } })
})

test('what the old meter sends after it was taken down is refused', async () => {
  const late = await blocks('OLD61', ['2026-11-11', '2026-11-11'], 30, 0.1, '')
  expect(late).toMatchObject({ accepted: 0, rejected: 48 })
})

test('what a meter stood at is told of the home where it was then, not of one where it never hung', async () => {
  const at = startOfDay(day('2026-11-05'))
  const place = await services.db.meterInstallation.findFirstOrThrow({
    where: { meter: { serialNo: 'OLD61' } },
    select: { connectionId: true, meterId: true },
  })
  // As registers were left before the master data said where the meter really hung.
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(62)}\n`)
  const elsewhere = await services.db.connection.findFirstOrThrow({ where: { id: { not: place.connectionId } } })
  const { batchId } = await services.db.blockDay.findFirstOrThrow({ select: { batchId: true } })
  const said = { meterId: place.meterId, at, batchId, receivedAt: services.now() }
  await services.db.registerReading.createMany({
    data: [
      { ...said, connectionId: place.connectionId, energyWh: 100_000n },
      { ...said, connectionId: elsewhere.id, revision: 2, energyWh: 7_000n },
    ],
  })
  expect(await newestStand(services.db, 'OLD61', at)).toEqual({ energyWh: 100_000n, status: 'VALID' })
  expect(await newestStand(services.db, 'NEW61', at)).toBeNull()
})
