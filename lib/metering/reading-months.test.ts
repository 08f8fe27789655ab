import { afterAll, beforeAll, expect, test } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { month } from '#lib/units/ist.ts'
import { keepReadingMonths, makeReadingMonths } from './reading-months.ts'

let services: TestServices
const [NOON, NIGHT] = ['2026-11-23T12:00:00+05:30', '2026-11-24T03:00:00+05:30']

beforeAll(async () => {
  services = await testServices(NOON)
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(1)}\n`)
})
afterAll(() => services.close())

/** Which table of a month each of the meter's days lies in. */
async function placesOf(table: 'MeterDay' | 'BlockDay'): Promise<Record<string, string>> {
  const rows = await services.asOwner().$queryRaw<{ whole: string; on: string; place: string }[]>`
    select 'MeterDay' as "whole", "onDay"::text as "on", tableoid::regclass::text as "place" from "MeterDay"
    union all select 'BlockDay', "onDay"::text, tableoid::regclass::text from "BlockDay" order by 2`
  const own = rows.filter(({ whole }) => whole === table)
  return Object.fromEntries(own.map(({ on, place }) => [on, place.replace(/^readings\."(.*)"$/, '$1')]))
}

const days = (...dates: string[]) => ['meter_no,date,kwh', ...dates.map((date) => `TM1,${date},4`), ''].join('\n')
const blocks = (...dates: string[]) =>
  ['meter_no,start,kwh', ...dates.map((date) => `TM1,${date} 06:00,1`), ''].join('\n')
const at = (instant: string) => {
  services.setTime(instant)
  return keepReadingMonths(services)
}

test('by day this month and the next are made; what came before lies in the rest until the night', async () => {
  await taken(services, 'daily-reads', days('2026-09-30', '2026-10-01', '2026-11-20'))
  await at(NOON)
  const rest = { '2026-09-30': 'MeterDay_rest', '2026-10-01': 'MeterDay_rest' }
  // The row that was there when its month was made has moved with it.
  expect(await placesOf('MeterDay')).toEqual({ ...rest, '2026-11-20': 'MeterDay_2026_11' })
  await at(NIGHT)
  await at(NIGHT)
  expect(await placesOf('MeterDay')).toEqual({
    ...{ '2026-09-30': 'MeterDay_2026_09', '2026-10-01': 'MeterDay_2026_10' },
    '2026-11-20': 'MeterDay_2026_11',
  })
  services.setTime(NOON)
  expect(await taken(services, 'daily-reads', days('2026-10-01', '2026-11-21'))).toMatchObject({
    ...{ accepted: 1, unchanged: 1 },
  })
})

test('two at once make a month once', async () => {
  const span = { from: month('2026-05'), to: month('2026-06') }
  const both = await Promise.allSettled([1, 2].map(() => makeReadingMonths(services.db, span)))
  expect(both.map(({ status }) => status)).toContain('fulfilled')
  await makeReadingMonths(services.db, span)
  await taken(services, 'block-reads', blocks('2026-05-31', '2026-06-01'))
  expect(await placesOf('BlockDay')).toEqual({ '2026-05-31': 'BlockDay_2026_05', '2026-06-01': 'BlockDay_2026_06' })
})

test('at night what is older than is kept goes, blocks before days, and by day nothing does', async () => {
  services.setTime('2024-01-10T12:00:00+05:30')
  await makeReadingMonths(services.db, { from: month('2023-10'), to: month('2023-12') })
  await taken(services, 'block-reads', blocks('2023-10-31', '2023-11-01', '2023-12-01'))
  await taken(services, 'daily-reads', days('2023-10-31'))
  const old = async () => Object.keys(await placesOf('BlockDay')).filter((on) => on < '2024')
  await at(NOON)
  expect(await old()).toEqual(['2023-10-31', '2023-11-01', '2023-12-01'])
  await at(NIGHT)
  expect(await old()).toEqual(['2023-11-01', '2023-12-01'])
  expect(await placesOf('MeterDay')).toMatchObject({ '2023-10-31': 'MeterDay_2023_10' })
  await at('2037-01-24T03:00:00+05:30')
  expect([await placesOf('BlockDay'), await placesOf('MeterDay')]).toEqual([{}, {}])
})

test('files of what is not kept any more are refused row by row', async () => {
  services.setTime(NOON)
  const reason = (of: string) => `2: ${of} is before`
  expect((await taken(services, 'block-reads', blocks('2023-10-31'))).reasons[0]).toContain(reason('start'))
  const late = await taken(services, 'daily-reads', days('2016-10-31'))
  expect(late.reasons[0]).toContain('was not in place')
})

test('the portal can make and drop months of readings, and nothing else of that kind', async () => {
  const { db } = services
  await expect(db.$executeRaw`select make_month('Payment', '2026-01-01')`).rejects.toThrow('No readings by month')
  await expect(db.$executeRaw`select drop_months_before('Bill"; drop table "Bill', '2026-01-01')`).rejects.toThrow(
    'No readings',
  )
  await expect(db.$executeRaw`create table readings."X" (id int)`).rejects.toThrow('permission denied')
  await expect(db.$executeRaw`delete from readings."MeterDay_rest"`).rejects.toThrow('permission denied')
})
