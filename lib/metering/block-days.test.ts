import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, dayToColumn, startOfDay } from '#lib/units/ist.ts'
import { readBlockDays, readBlockSums, readEnergyBlocks } from './block-days.ts'
import { mergeArrays } from './merge-block-days.ts'

let services: TestServices
let connectionId = ''
const meters: string[] = []

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(1)}\n${masterRow(2)}\n`)
  const rows = await services.db.meterInstallation.findMany({
    orderBy: { meter: { serialNo: 'asc' } },
    select: { connectionId: true, meterId: true },
  })
  connectionId = rows[0]?.connectionId as string
  meters.push(...rows.map(({ meterId }) => meterId))
})
afterAll(() => services.close())

const on = day('2026-11-20')
const span = [{ from: on, to: on }]

/** Blocks `from` to `to` of a meter's day with one energy; the others are missing. */
async function store(
  meter: number,
  [from, to]: [number, number],
  energy: number,
  intervalMinutes: number,
  peakW: number,
) {
  const batch = { id: randomUUID(), kind: 'block-reads', source: 'test', contentHash: '', startedAt: services.now() }
  await services.db.ingestBatch.create({ data: batch })
  const values = Array.from({ length: 1440 / intervalMinutes }, (_, at) => (at >= from && at < to ? energy : null))
  await services.db.$executeRaw`
    insert into "BlockDay" ("connectionId", "onDay", "meterId", "intervalMinutes", "energyWh", "apparentVah",
      "voltageDv", "currentMa", "frequencyMhz", "powerFactorMilli", "outageMinutes", "estimatedBlocks", "blocksKnown",
      "energyKnownWh", "peakW", "peakAt", "minutesOut", "batchId", "receivedAt")
    values (${connectionId}::uuid, ${dayToColumn(on)}::date, ${meters[meter]}::uuid, ${intervalMinutes}, ${values}::int[],
      '{}', '{}', '{}', '{}', '{}', '{}', ${[from]}::int[], ${to - from}, ${(to - from) * energy}, ${peakW},
      ${new Date(startOfDay(on).getTime() + from * intervalMinutes * 60_000)}::timestamptz, 5, ${batch.id}::uuid,
      ${services.now()}::timestamptz)`
}

test('a day has its sums and its blocks; another day is absent, not zero', async () => {
  await store(0, [0, 20], 100, 30, 200)
  const sums = await readBlockSums(services.db, connectionId, span)
  expect([...sums]).toMatchObject([
    [
      on,
      { intervalMinutes: 30, blocksInDay: 48, blocksKnown: 20, energyKnownWh: 2000n, peakW: 200, minutesBelow: null },
    ],
  ])
  const blocks = (await readBlockDays(services.db, connectionId, span)).get(on)
  expect(blocks?.energyWh.slice(18, 22)).toEqual([100, 100, null, null])
  expect(blocks).toMatchObject({ voltageDv: [], estimatedBlocks: [0] })
  const other = [{ from: day('2026-11-21'), to: day('2026-11-30') }]
  expect((await readBlockSums(services.db, connectionId, other)).size).toBe(0)
})

test('two meters of one day are put together, also where their blocks differ in length', async () => {
  // From 9:45 in blocks of 15 minutes: the half hour of the change was measured in part by each.
  await store(1, [39, 96], 60, 15, 240)
  const sums = (await readBlockSums(services.db, connectionId, span)).get(on)
  expect(sums).toMatchObject({ intervalMinutes: 30, blocksKnown: 48, energyKnownWh: 5420n, peakW: 240, minutesOut: 10 })
  const blocks = (await readBlockDays(services.db, connectionId, span)).get(on)
  expect(blocks?.energyWh).toEqual([...Array(20).fill(100), ...Array(28).fill(120)])
  expect(blocks).toMatchObject({ blocksKnown: 48, estimatedBlocks: [0, 19] })
  const energy = (await readEnergyBlocks(services.db, connectionId, span)).get(on)
  expect(energy).toEqual({ intervalMinutes: 30, energyWh: blocks?.energyWh })
})

test('the mean of an hour is that of its four quarters, each counted alike', () => {
  const none = { energyWh: [], apparentVah: [], currentMa: [], frequencyMhz: [], powerFactorMilli: [] }
  const rest = { ...none, outageMinutes: [], estimatedBlocks: [] }
  const quarters = [2300, 2300, 2300, 2100, 2300, null, 2300, 2300]
  const { voltageDv } = mergeArrays([{ ...rest, voltageDv: quarters }, 15], [{ ...rest, voltageDv: [] }, 60], 60)
  expect(voltageDv).toEqual([2250, null])
})
