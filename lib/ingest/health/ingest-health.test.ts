import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { saveOffices } from '#lib/staff/save-offices.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { addSource } from '../door/manage-sources.ts'
import { MASTER_HEADER, masterRow, taken } from '../test-files.ts'
import { countCoverage } from './count-coverage.ts'
import { groupReasons } from './group-reasons.ts'
import { ingestHealth } from './ingest-health.ts'
import { lastFiles } from './last-files.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

const supervisor = (subdivision: string) => testOfficer('SUPERVISOR', { subdivisions: [subdivision] })
const reads = (...rows: string[]) => ['meter_no,date,kwh', ...rows, ''].join('\n')

const SYSTEM = { kind: 'system', name: 'test' } as const
const at = (minutes: number) => new Date(services.now().getTime() + minutes * 60_000)
const countedAfter = (minutes: number) => countCoverage({ ...services, now: () => at(minutes) })

test('before the first count nothing is said of meters; an office without a smart one is counted as well', async () => {
  await saveOffices(services, SYSTEM, [{ circle: 'Test', division: 'Test', subdivision: 'Nowhere' }])
  const coverage = async () => (await ingestHealth(services, supervisor('Nowhere')))?.coverage
  expect(await coverage()).toBeNull()
  expect(await countedAfter(-30)).toBe(true)
  expect(await countedAfter(-29)).toBe(false)
  expect(await coverage()).toEqual({ onDay: '2026-11-22', countedAt: at(-30), offices: [] })
})

test('coverage and silent meters are those of the officer’s offices, the longest silent first, as last counted', async () => {
  const homes = [1, 2, 3, 4].map((serial) => masterRow(serial, { subdivision: serial < 4 ? 'Kokar' : 'Elsewhere' }))
  const old = masterRow(5, { subdivision: 'Kokar', meter_interval_minutes: '' })
  await taken(services, 'consumers', [MASTER_HEADER, ...homes, old, ''].join('\n'))
  await taken(services, 'daily-reads', reads('TM1,2026-11-22,5', 'TM2,2026-11-19,5', 'TM4,2026-11-22,5'))
  const twice = await Promise.all([countCoverage(services), countCoverage(services)])
  expect(twice.filter(Boolean), 'of two at once').toHaveLength(1)
  const health = await ingestHealth(services, supervisor('Kokar'))
  const counted = { onDay: '2026-11-22', countedAt: services.now() }
  expect(health?.coverage).toEqual({ ...counted, offices: [{ subdivision: 'Kokar', meters: 3, read: 1, silent: 2 }] })
  expect(health?.silent).toEqual([
    { meterNo: 'TM3', subdivision: 'Kokar', lastOn: null },
    { meterNo: 'TM2', subdivision: 'Kokar', lastOn: '2026-11-19' },
  ])
  await taken(services, 'block-reads', ['meter_no,start,kwh', 'TM3,2026-11-22 10:00,0.5', ''].join('\n'))
  expect(await countedAfter(14)).toBe(false)
  expect(await countedAfter(15)).toBe(true)
  // A day with a block is not silent, though it is not read.
  const later = await ingestHealth(services, supervisor('Kokar'))
  expect(later?.coverage?.countedAt).toEqual(at(15))
  expect(later?.coverage?.offices).toEqual([{ subdivision: 'Kokar', meters: 3, read: 1, silent: 1 }])
  expect(later?.silent.map(({ meterNo }) => meterNo)).toEqual(['TM2'])
})

test('a meter that was fitted since then could not have been read for that day', async () => {
  const fitted = masterRow(60, { subdivision: 'Newly', connected_on: '2026-11-23' })
  const before = masterRow(61, { subdivision: 'Newly' })
  await taken(services, 'consumers', [MASTER_HEADER, fitted, before, ''].join('\n'))
  expect(await countedAfter(60)).toBe(true)
  const health = await ingestHealth(services, supervisor('Newly'))
  expect(health?.coverage?.offices).toEqual([{ subdivision: 'Newly', meters: 1, read: 0, silent: 1 }])
  expect(health?.silent.map(({ meterNo }) => meterNo)).toEqual(['TM61'])
})

test('of a whole office that is silent no more is noted than a page shows', async () => {
  const serials = Array.from({ length: 52 }, (_, index) => index + 100)
  const homes = serials.map((serial) => masterRow(serial, { subdivision: 'Quiet' }))
  await taken(services, 'consumers', [MASTER_HEADER, ...homes, ''].join('\n'))
  expect(await countedAfter(24 * 60)).toBe(true)
  const health = await ingestHealth(services, supervisor('Quiet'))
  expect(health?.coverage?.offices).toEqual([{ subdivision: 'Quiet', meters: 52, read: 0, silent: 52 }])
  expect(health?.silent).toHaveLength(50)
})

test('sources say when they last sent, batches what was rejected and why, naming nothing that a row said', async () => {
  await addSource(services, SYSTEM, { name: 'head-end', kinds: ['events'] })
  await taken(services, 'daily-reads', reads('TM1,2026-11-21,5', 'TM9001,2026-11-21,5', 'TM9002,2026-11-21,5'))
  const health = await ingestHealth(services, supervisor('Kokar'))
  expect(health?.sources).toEqual([{ name: 'head-end', kinds: ['events'], lastAt: null }])
  const batch = health?.batches.find(({ rejected }) => rejected > 0)
  expect(batch).toMatchObject({ kind: 'daily-reads', accepted: 1, rejected: 2, finishedAt: services.now() })
  expect(batch?.reasons).toEqual([{ reason: 'meter_no … is unknown', lines: [3, 4] }])
})

test('of each kind stands when its last file began, whoever sent it', async () => {
  const kinds = async () =>
    Object.fromEntries((await lastFiles(services.db)).map(({ kind, startedAt }) => [kind, startedAt]))
  const before = await kinds()
  expect(before).toMatchObject({ consumers: services.now(), 'daily-reads': services.now() })
  expect(before.events).toBeUndefined()
  const later = { ...services, now: () => at(90) }
  await taken(later, 'daily-reads', reads('TM1,2026-11-20,5'))
  expect(await kinds()).toEqual({ ...before, 'daily-reads': at(90) })
  expect((await ingestHealth(services, supervisor('Kokar')))?.kinds).toEqual(await lastFiles(services.db))
})

test('only who may sees it', async () => {
  expect(await ingestHealth(services, testOfficer('CLERK'))).toBeNull()
  expect(await ingestHealth(services, testOfficer('ADMINISTRATOR'))).toBeNull()
})

test('reasons are grouped, units and small numbers stay', () => {
  const errors = [
    { line: 2, reason: 'kwh is more than the meter can pass in 30 minutes (12.5)' },
    { line: 3, reason: 'mobile is no number: "9000000012"' },
    { line: 4, reason: 'mobile is no number: "9000000013"' },
    { line: 5, reason: 'meter_no AB-1234 was not in place on 2026-11-20' },
  ]
  expect(groupReasons(errors)).toEqual([
    { reason: 'mobile is no number: …', lines: [3, 4] },
    { reason: 'kwh is more than the meter can pass in 30 minutes (…)', lines: [2] },
    { reason: 'meter_no … was not in place on …', lines: [5] },
  ])
  for (const none of [null, undefined, 'x', [{ line: 'a' }]]) expect(groupReasons(none)).toEqual([])
})
