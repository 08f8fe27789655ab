import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { MASTER_HEADER, masterRow, taken } from './test-files.ts'

let services: TestServices
let serial = 0
/** A meter that no other test reads. */
let meter = ''

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(async () => {
  serial += 1
  meter = `TM${serial}`
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial)}\n`)
})

const file = (...rows: string[]) => ['meter_no,at,event_id', ...rows, ''].join('\n')
const stored = async () =>
  (
    await services.db.meterEvent.findMany({
      where: { meter: { serialNo: meter } },
      orderBy: [{ at: 'asc' }, { eventId: 'asc' }],
      select: { at: true, eventId: true },
    })
  ).map(({ at, eventId }) => `${at.toISOString()} ${eventId}`)
const eventSet = async () =>
  (await services.db.meter.findUniqueOrThrow({ where: { serialNo: meter }, select: { eventSet: true } })).eventSet

describe('a file of events', () => {
  test('is taken once, with numbers that nobody knows, at the instant in India', async () => {
    const rows = file(
      `${meter},2026-11-20 18:00:07,101`,
      `${meter},2026-11-20T18:20:00+05:30,102`,
      `${meter},2026-11-20,40000`,
    )
    expect(await taken(services, 'events', rows)).toMatchObject({ accepted: 3, unchanged: 0, rejected: 0 })
    expect(await taken(services, 'events', rows)).toMatchObject({ accepted: 0, unchanged: 3, rejected: 0 })
    expect(await stored()).toEqual([
      '2026-11-19T18:30:00.000Z 40000',
      '2026-11-20T12:30:07.000Z 101',
      '2026-11-20T12:50:00.000Z 102',
    ])
    expect(await eventSet()).toBe('COMMON')
  })

  test('may come in parts that overlap, with other names for its columns and all times moved', async () => {
    await taken(services, 'events', file(`${meter},2026-11-20 18:00,101`))
    const rows = `meter,time,event\n${meter},2021-10-30 18:20,102\n${meter},2021-10-29 18:00,101\n`
    const map = new Map([
      ['meter_no', 'meter'],
      ['at', 'time'],
      ['event_id', 'event'],
    ])
    expect(await taken(services, 'events', rows, { map, shiftDays: 1848 })).toMatchObject({ accepted: 1, unchanged: 1 })
    expect(await stored()).toHaveLength(2)
  })

  test('names the set of a meter’s numbers, which stays until a file names another', async () => {
    const rows = `meter_no,at,event_id,event_set\n${meter},2026-11-20 18:00,101,ies\n${meter},2026-11-20 18:20,102,\n`
    expect(await taken(services, 'events', rows)).toMatchObject({ accepted: 2 })
    expect(await eventSet()).toBe('IES')
    expect(await taken(services, 'events', rows)).toMatchObject({ accepted: 0, unchanged: 2 })
    expect(await taken(services, 'events', file(`${meter},2026-11-21 18:00,101`))).toMatchObject({ accepted: 1 })
    expect(await eventSet()).toBe('IES')
    const set = new Map([['event_set', 'COMMON']])
    expect(await taken(services, 'events', file(`${meter},2026-11-21 18:00,101`), { set })).toMatchObject({
      accepted: 1,
    })
    expect(await eventSet()).toBe('COMMON')
  })

  test('that names sets waits for a master file, which changes the same meters in another order; one that names none does not', async () => {
    const [isHeld, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const masterFile = services.db.$transaction(async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('master file'))`
      isHeld.resolve()
      await mayEnd.promise
    })
    await isHeld.promise
    expect(await taken(services, 'events', file(`${meter},2026-11-20 18:00,101`))).toMatchObject({ accepted: 1 })
    const named = `meter_no,at,event_id,event_set\n${meter},2026-11-20 18:20,102,IES\n`
    const naming = taken(services, 'events', named)
    await untilWaiting(services, 1)
    mayEnd.resolve()
    await masterFile
    expect(await naming).toMatchObject({ accepted: 1 })
    expect(await eventSet()).toBe('IES')
  })

  test('a meter’s events belong to the connection where it was then', async () => {
    const away = new Date('2026-10-31')
    const { id } = await services.db.meter.findUniqueOrThrow({ where: { serialNo: meter }, select: { id: true } })
    await services.db.meterInstallation.updateMany({ where: { meterId: id }, data: { toOn: away } })
    const rows = file(`${meter},2026-10-31 23:59,101`, `${meter},2026-11-01 00:00,102`)
    expect(await taken(services, 'events', rows)).toMatchObject({
      accepted: 1,
      reasons: [`3: meter_no ${meter} was not in place on 2026-11-01`],
    })
  })

  test('a dry run says the same and changes nothing', async () => {
    const batches = await services.db.ingestBatch.count()
    const rows = `meter_no,at,event_id,event_set\n${meter},2026-11-20 18:00,101,IES\nNOBODY,2026-11-20,101,IES\n`
    expect(await taken(services, 'events', rows, { isDryRun: true })).toMatchObject({ accepted: 1, rejected: 1 })
    expect([await stored(), await eventSet(), await services.db.ingestBatch.count()]).toEqual([[], 'COMMON', batches])
  })

  test('two files at once that overlap store each event once', async () => {
    const rows = (from: number) =>
      file(
        ...Array.from(
          { length: 50 },
          (_, index) => `${meter},2026-11-${String(from + (index % 10)).padStart(2, '0')} 10:00,${index}`,
        ),
      )
    const results = await Promise.all([taken(services, 'events', rows(1)), taken(services, 'events', rows(1))])
    expect(results.map(({ accepted }) => accepted).sort()).toEqual([0, 50])
  })
})

describe('a row is rejected with its line and a reason', () => {
  test.each([
    ['M,2026-11-20 18:00,', 'event_id is empty'],
    ['M,2026-11-20 18:00,POWER_FAIL', 'event_id is not a number: "POWER_FAIL"'],
    ['M,2026-11-20 18:00,-1', 'event_id is not a number: "-1"'],
    ['M,2026-11-20 18:00,65536', 'event_id is more than 65535: "65536"'],
    ['M,20/11/2026 18:00,101', 'at is not a time: "20/11/2026 18:00"'],
    ['M,2026-11-20 25:00,101', 'at is not a time: "2026-11-20 25:00"'],
    ['M,2026-11-23 10:01,101', 'at is in the future: "2026-11-23 10:01"'],
    ['NOBODY,2026-11-20 18:00,101', 'meter_no NOBODY is unknown'],
    [',2026-11-20 18:00,101', 'meter_no is empty'],
    ['M,2026-11-20 18:00', 'has 2 cells where the header has 3'],
  ])('%s', async (row, reason) => {
    const result = await taken(services, 'events', file(`${meter},2026-11-19 18:00,101`, row.replace(/^M\b/, meter)))
    expect(result).toMatchObject({ accepted: 1, rejected: 1, reasons: [`3: ${reason}`] })
  })

  test('a set that nobody knows, and two sets for one meter', async () => {
    const rows = ['', 'IES', 'VENDOR', 'COMMON'].map((set, index) => `${meter},2026-11-20 18:0${index},101,${set}`)
    const result = await taken(services, 'events', ['meter_no,at,event_id,event_set', ...rows, ''].join('\n'))
    expect(result.reasons).toEqual([
      '4: event_set is not COMMON or IES: "VENDOR"',
      `5: event_set of meter_no ${meter} is IES further up`,
    ])
  })
})
