import { afterAll, beforeAll, expect, test } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addDays, day, type IstDay } from '#lib/units/ist.ts'
import { validateBatch } from './validate-batch.ts'
import { validateReadings } from './validate-readings.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  const homes = Array.from({ length: 9 }, (_, index) =>
    masterRow(index + 1, { meter_interval_minutes: '60', sanctioned_load_kw: index === 8 ? '10' : '2' }),
  )
  await taken(services, 'consumers', [MASTER_HEADER, ...homes, ''].join('\n'))
})
afterAll(() => services.close())

const FROM = day('2026-11-02')
const at = (offset: number): IstDay => addDays(FROM, offset)
type Hours = (hour: number) => number | null

/** Whole days of hours as a head end sends them; null: that hour did not come. */
function blocks(meter: string, from: IstDay, ...days: Hours[]): Promise<unknown> {
  const rows = days.flatMap((wh, offset) =>
    Array.from({ length: 24 }, (_, hour) => {
      const value = wh(hour)
      return value === null
        ? []
        : [`${meter},${addDays(from, offset)} ${String(hour).padStart(2, '0')}:00,${value / 1000},230`]
    }).flat(),
  )
  return taken(services, 'block-reads', ['meter_no,start,kwh,voltage_v', ...rows, ''].join('\n'))
}
const reads = (meter: string, from: IstDay, ...kwh: number[]) =>
  taken(
    services,
    'daily-reads',
    ['meter_no,date,kwh', ...kwh.map((value, offset) => `${meter},${addDays(from, offset)},${value}`), ''].join('\n'),
  )
const usual: Hours = (hour) => 200 + hour

/** Flags of a meter: day, rule, and what became of it. */
async function flagsOf(meter: string) {
  const rows = await services.db.readingFlag.findMany({
    where: { meter: { serialNo: meter } },
    orderBy: [{ onDay: 'asc' }, { rule: 'asc' }],
  })
  return rows.map(({ onDay, rule, decision, detail }) => ({
    ...{ on: onDay.toISOString().slice(0, 10), rule },
    ...{ decision, detail },
  }))
}

test('a file that cannot be looked through holds up no other, and is tried again', async () => {
  await reads('TM2', at(-40), 5)
  await reads('TM3', at(-40), 5)
  const inTurn = [{ startedAt: 'asc' as const }, { id: 'asc' as const }]
  const bad = await services.db.ingestBatch.findFirstOrThrow({ where: { kind: 'daily-reads' }, orderBy: inTurn })
  const failing = new Proxy(services.db, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target)
      if (name !== '$queryRaw') return value
      return (...given: unknown[]) => {
        const asked = JSON.stringify(given)
        if (asked.includes('touched') && asked.includes(bad.id)) throw new Error('It took too long.')
        return (value as (...args: unknown[]) => unknown).apply(target, given)
      }
    },
  })
  await expect(validateReadings({ ...services, db: failing })).rejects.toThrow('It took too long.')
  const left = await services.db.ingestBatch.findMany({ where: { kind: 'daily-reads', validatedAt: null } })
  expect(left.map(({ id }) => id)).toEqual([bad.id])
  expect(await validateReadings(services)).toBe(1)
})

test('a pump that ran for one hour is a spike, until the head end corrects it; the reading stays as it came', async () => {
  await blocks('TM1', FROM, usual, (hour) => (hour === 5 ? 9000 : usual(hour)))
  expect(await validateReadings(services)).toBe(1)
  const flag = { on: at(1), rule: 'SPIKE', detail: { peakWh: 9000, thirdWh: 222, block: 5, intervalMinutes: 60 } }
  expect(await flagsOf('TM1')).toEqual([{ ...flag, decision: null }])
  const meter = await services.db.meter.findUniqueOrThrow({ where: { serialNo: 'TM1' } })
  const kept = await services.db.blockDay.findFirst({
    where: { meterId: meter.id },
    orderBy: { onDay: 'desc' },
  })
  expect(kept?.energyWh[5]).toBe(9000)

  await blocks('TM1', at(1), usual)
  await validateReadings(services)
  expect(await flagsOf('TM1')).toEqual([{ ...flag, decision: 'GONE' }])
  // What comes again opens it again.
  await blocks('TM1', at(1), (hour) => (hour === 5 ? 9000 : usual(hour)))
  await validateReadings(services)
  expect(await flagsOf('TM1')).toEqual([{ ...flag, decision: null }])
})

test('what a home may draw by its sanctioned load is no spike', async () => {
  await blocks(
    'TM9',
    FROM,
    (hour) => (hour === 5 ? 9999 : usual(hour)),
    (hour) => (hour === 5 ? 10_000 : usual(hour)),
  )
  await validateReadings(services)
  expect(await flagsOf('TM9')).toMatchObject([{ on: at(1), rule: 'SPIKE', detail: { peakWh: 10_000 } }])
})

test('a meter that stands still is told on the day that completes the week, also where that day came first', async () => {
  await reads('TM2', FROM, 5, 0, 0, 0, 0, 0, 0, 0, 0)
  await validateReadings(services)
  const still = { on: at(7), rule: 'STUCK', detail: { from: at(1), days: 7 } }
  expect(await flagsOf('TM2')).toEqual([{ ...still, decision: null }])
  await reads('TM2', at(4), 3)
  await validateReadings(services)
  expect(await flagsOf('TM2')).toEqual([{ ...still, decision: 'GONE' }])

  await reads('TM3', FROM, 5)
  await reads('TM3', at(2), 0, 0, 0, 0, 0, 0)
  await validateReadings(services)
  await reads('TM3', at(1), 0)
  await validateReadings(services)
  const flags = await flagsOf('TM3')
  expect(flags.filter(({ rule }) => rule === 'STUCK')).toEqual([{ ...still, decision: null }])
  // The day that came late had been missing until then.
  expect(flags.filter(({ rule }) => rule === 'GAP')).toMatchObject([{ on: at(1), decision: 'GONE' }])
})

test('hours that are all alike are a stuck register, and so are days that a register contradicts a sum', async () => {
  await blocks('TM4', FROM, () => 150)
  await reads('TM4', FROM, 4.5)
  await validateReadings(services)
  expect(await flagsOf('TM4')).toEqual([
    { on: FROM, rule: 'STUCK', decision: null, detail: { blockWh: 150 } },
    { on: FROM, rule: 'SUM', decision: null, detail: { registerWh: 4500, blocksWh: 3600 } },
  ])
})

test('a day and hours that are missing between others are gaps; what has not come yet is none', async () => {
  await blocks(
    'TM5',
    FROM,
    usual,
    () => null,
    (hour) => (hour > 9 && hour < 12 ? null : usual(hour)),
    (hour) => (hour > 20 ? null : usual(hour)),
  )
  await validateReadings(services)
  const day1 = { on: at(1), rule: 'GAP', detail: { missing: 24, of: 24, isDayKnown: false } }
  const day2 = { on: at(2), rule: 'GAP', detail: { missing: 2, of: 24, isDayKnown: false } }
  expect(await flagsOf('TM5')).toEqual([
    { ...day1, decision: null },
    { ...day2, decision: null },
  ])
  // The day after brings the end of the day before to light, and a late day ends its gap.
  await blocks('TM5', at(4), usual)
  await blocks('TM5', at(1), usual)
  await validateReadings(services)
  expect(await flagsOf('TM5')).toEqual([
    { ...day1, decision: 'GONE' },
    { ...day2, decision: null },
    { on: at(3), rule: 'GAP', decision: null, detail: { missing: 3, of: 24, isDayKnown: false } },
  ])
})

test('a register that went back and a demand of another day are told by the day that the register ends', async () => {
  const { id: meterId, installations } = await services.db.meter.findUniqueOrThrow({
    where: { serialNo: 'TM6' },
    select: { id: true, installations: { select: { connectionId: true } } },
  })
  const connectionId = installations[0]?.connectionId as string
  const batch = await services.db.ingestBatch.create({
    data: {
      kind: 'meter-data',
      source: 'test',
      contentHash: '',
      startedAt: services.now(),
      finishedAt: services.now(),
    },
  })
  const stands = [5000n, 4000n, 6000n].map((energyWh, offset) => ({
    ...{ connectionId, meterId, energyWh, batchId: batch.id, receivedAt: services.now() },
    at: new Date(`${at(offset)}T00:00:00+05:30`),
  }))
  await services.db.registerReading.createMany({ data: stands })
  const onDay = new Date(`${at(1)}T00:00:00Z`)
  await services.db.meterDay.create({
    data: {
      ...{ connectionId, meterId, onDay, energyWh: 2000n, maxDemandW: 900, batchId: batch.id },
      ...{ maxDemandAt: new Date('2024-01-01T12:00:00+05:30'), receivedAt: services.now() },
    },
  })
  await validateReadings(services)
  expect(await flagsOf('TM6')).toMatchObject([
    { on: FROM, rule: 'REGISTER_BACK', detail: { beforeWh: 5000, afterWh: 4000 } },
    { on: at(1), rule: 'CLOCK', detail: { demandAt: '2024-01-01T06:30:00.000Z' } },
  ])
  const corrected = { ...stands[1], energyWh: 5500n, revision: 2 } as (typeof stands)[0]
  const later = await services.db.ingestBatch.create({
    data: {
      kind: 'meter-data',
      source: 'test',
      contentHash: '',
      startedAt: services.now(),
      finishedAt: services.now(),
    },
  })
  await services.db.registerReading.create({ data: { ...corrected, batchId: later.id } })
  await validateReadings(services)
  expect((await flagsOf('TM6'))[0]).toMatchObject({ rule: 'REGISTER_BACK', decision: 'GONE' })
})

test('the same file twice, a process that died in between and two at once find the same flags', async () => {
  const send = () => blocks('TM7', FROM, usual, () => null, usual)
  await send()
  expect(await validateReadings(services)).toBe(1)
  const first = await services.db.readingFlag.findMany({ where: { meter: { serialNo: 'TM7' } } })
  expect(first).toHaveLength(1)
  await send()
  await validateReadings(services)
  const { batchId } = first[0] as (typeof first)[0]
  const limits = { spikePercent: 180, spikeFloorW: 3000, stuckDays: 7 }
  await Promise.all([1, 2, 3].map(() => validateBatch(services, batchId, limits)))
  expect(await services.db.readingFlag.findMany({ where: { meter: { serialNo: 'TM7' } } })).toEqual(first)
})

test('what an officer let stand stays so while its figures do, and opens with others', async () => {
  await blocks('TM8', FROM, (hour) => (hour === 5 || hour === 6 ? null : usual(hour)), usual)
  await validateReadings(services)
  const closed = { decision: 'ACCEPTED' as const, closedAt: services.now() }
  await services.db.readingFlag.updateMany({ where: { meter: { serialNo: 'TM8' } }, data: closed })
  await blocks('TM8', at(1), (hour) => (usual(hour) as number) + 1)
  await validateReadings(services)
  expect(await flagsOf('TM8')).toMatchObject([{ decision: 'ACCEPTED', detail: { missing: 2 } }])
  await blocks('TM8', FROM, (hour) => (hour === 5 ? usual(5) : null))
  await validateReadings(services)
  expect(await flagsOf('TM8')).toMatchObject([{ decision: null, detail: { missing: 1 } }])
})

test('a file that was cut short is looked through a day later, and no other kind ever', async () => {
  await services.db.ingestBatch.updateMany({ data: { validatedAt: null, finishedAt: null } })
  expect(await validateReadings(services)).toBe(0)
  services.setTime('2026-11-24T10:00:01+05:30')
  const kinds = { in: ['daily-reads', 'block-reads', 'meter-data'] }
  expect(await validateReadings(services)).toBe(await services.db.ingestBatch.count({ where: { kind: kinds } }))
  expect(await services.db.ingestBatch.count({ where: { kind: 'consumers', validatedAt: null } })).toBe(1)
})
