import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { tableRows } from './table-rows.ts'
import { ingestText, MASTER_HEADER, masterRow, taken } from './test-files.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(61)}\n`)
})
afterAll(() => services.close())

const lines = (...objects: unknown[]) => objects.map((one) => JSON.stringify(one)).join('\n')
const day = (date: string, kwh: unknown, more: object = {}) => ({ meter_no: 'TM61', date, kwh, ...more })

test('JSON lines say the same as CSV', async () => {
  expect(await taken(services, 'daily-reads', 'meter_no,date,kwh,status\nTM61,2026-11-10,4.5,VALID\n')).toMatchObject({
    accepted: 1,
  })
  const file = lines(day('2026-11-10', 4.5, { status: null }), day('2026-11-11', '0.125', { status: 'ESTIMATED' }))
  expect(await taken(services, 'daily-reads', file)).toMatchObject({ accepted: 1, unchanged: 1, rejected: 0 })
  expect(await taken(services, 'daily-reads', `\ufeff\n${file}`)).toMatchObject({ unchanged: 2 })
})

test('columns can be renamed and set', async () => {
  const map = new Map([['kwh', 'units']])
  const set = new Map([['meter_no', 'TM61']])
  const file = lines({ date: '2026-11-12', units: 3 })
  expect(await taken(services, 'daily-reads', file, { map, set })).toMatchObject({ accepted: 1, rejected: 0 })
})

test('a line that is wrong is named, the others are taken', async () => {
  const file = [
    lines(
      day('2026-11-13', 1),
      { meter_no: 'TM61', date: '2026-11-14' },
      day('2026-11-15', [1]),
      day('2026-11-16', 1, { a: 1 }),
    ),
    ...['{"meter_no":', '[]', lines(day('2026-11-17', -1), day('2026-11-18', 1e-7), day('2026-11-19', 2))],
  ].join('\n')
  expect(await taken(services, 'daily-reads', file)).toEqual({
    ...{ accepted: 2, unchanged: 0, rejected: 7 },
    reasons: [
      '2: lacks kwh, which the first line has (null: none)',
      '3: kwh is no single value',
      '4: has a, which the first line lacks',
      '5: is no JSON',
      '6: is no JSON object',
      '7: kwh is negative: "-1"',
      '8: kwh has more than 3 decimals: "0.0000001"',
    ],
  })
})

test('a first line that is none, or names other columns, makes no table', async () => {
  expect(await ingestText(services, 'daily-reads', '{"meter_no"\n')).toEqual({
    ...{ ok: false, reasons: ['the first line is no JSON'] },
  })
  expect(await ingestText(services, 'daily-reads', lines({ meter: 'TM61', date: '2026-11-13', kwh: 1 }))).toEqual({
    ...{ ok: false, reasons: ['column meter_no is missing', 'column meter is unknown'] },
  })
})

test('the first character may come late', async () => {
  const rows: unknown[] = []
  const source = Readable.from([Buffer.from('\n '), Buffer.from('\n'), Buffer.from('{"a":'), Buffer.from('1}\n')])
  for await (const row of await tableRows(source)) rows.push(row)
  expect(rows).toEqual([
    { line: 3, cells: ['a'] },
    { line: 3, cells: ['1'] },
  ])
})

test('a file that ends before its first character is empty, one that is closed is an error', async () => {
  expect(await ingestText(services, 'daily-reads', '\n\n')).toMatchObject({
    ok: false,
    reasons: ['the file is empty'],
  })
  const closed = new Readable({ read() {} })
  const reading = tableRows(closed)
  closed.destroy()
  await expect(reading).rejects.toThrow('closed before its end')
})
