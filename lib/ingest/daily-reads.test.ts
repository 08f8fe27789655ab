import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { ingestFile } from './ingest-file.ts'
import { ingestText, MASTER_HEADER, masterRow, officer, taken } from './test-files.ts'

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

const reads = (...rows: string[]) => ['meter_no,date,kwh', ...rows, ''].join('\n')

async function stored() {
  const { id: meterId } = await services.db.meter.findUniqueOrThrow({ where: { serialNo: meter } })
  const rows = await services.db.meterDay.findMany({
    where: { meterId },
    orderBy: { onDay: 'asc' },
    select: { onDay: true, energyWh: true, status: true, revision: true, apparentVah: true, maxDemandW: true },
  })
  return rows.map(({ onDay, ...row }) => ({ on: onDay.toISOString().slice(0, 10), ...row }))
}

describe('a file of daily reads', () => {
  test('is taken once; the same file again changes nothing', async () => {
    const file = reads(`${meter},2026-11-20,6.960`, `${meter},2026-11-21,0`, `${meter},2026-11-22,4.9110`)
    expect(await taken(services, 'daily-reads', file)).toMatchObject({ accepted: 3, unchanged: 0, rejected: 0 })
    expect(await taken(services, 'daily-reads', file)).toMatchObject({ accepted: 0, unchanged: 3, rejected: 0 })
    expect((await stored()).map(({ on, energyWh, revision }) => [on, energyWh, revision])).toEqual([
      ['2026-11-20', 6960n, 1],
      ['2026-11-21', 0n, 1],
      ['2026-11-22', 4911n, 1],
    ])
  })

  test('may correct an earlier one: the correction shows, the old value stays in history', async () => {
    await taken(services, 'daily-reads', reads(`${meter},2026-11-20,6.9`, `${meter},2026-11-21,5`))
    expect(
      await taken(services, 'daily-reads', reads(`${meter},2026-11-20,7.1`, `${meter},2026-11-21,5`)),
    ).toMatchObject({
      accepted: 1,
      unchanged: 1,
    })
    expect((await stored())[0]).toMatchObject({ energyWh: 7100n, revision: 2 })
    const history = await services.db.meterDayRevision.findMany({
      where: { energyWh: 6900n },
      select: { revision: true },
    })
    expect(history).toEqual([{ revision: 1 }])
  })

  test('keeps apparent energy and demand that a later file does not name, until the energy changes', async () => {
    const full = `meter_no,date,kwh,kvah,max_demand_kw,max_demand_at,status\n${meter},2026-11-20,6,6.4,1.85,2026-11-20 19:30,\n`
    await taken(services, 'daily-reads', full)
    expect(await taken(services, 'daily-reads', reads(`${meter},2026-11-20,6`))).toMatchObject({ unchanged: 1 })
    expect((await stored())[0]).toMatchObject({ apparentVah: 6400n, maxDemandW: 1850 })
    await taken(services, 'daily-reads', reads(`${meter},2026-11-20,7`))
    expect((await stored())[0]).toMatchObject({ apparentVah: null, maxDemandW: null })
  })

  test('a demand that is corrected without its time does not keep the time of the other', async () => {
    const columns = 'meter_no,date,kwh,max_demand_kw,max_demand_at'
    await taken(services, 'daily-reads', `${columns}\n${meter},2026-11-20,6,1.85,2026-11-20 19:30\n`)
    const demand = async () => {
      const { id: meterId } = await services.db.meter.findUniqueOrThrow({ where: { serialNo: meter } })
      return services.db.meterDay.findFirst({ where: { meterId }, select: { maxDemandW: true, maxDemandAt: true } })
    }
    await taken(services, 'daily-reads', `meter_no,date,kwh,max_demand_kw\n${meter},2026-11-20,6,1.85\n`)
    expect(await demand()).toEqual({ maxDemandW: 1850, maxDemandAt: new Date('2026-11-20T19:30:00+05:30') })
    await taken(services, 'daily-reads', `meter_no,date,kwh,max_demand_kw\n${meter},2026-11-20,6,2.5\n`)
    expect(await demand()).toEqual({ maxDemandW: 2500, maxDemandAt: null })
  })

  test('a measured value takes the place of an estimated one', async () => {
    const options = { set: new Map([['status', 'ESTIMATED']]) }
    await taken(services, 'daily-reads', reads(`${meter},2026-11-20,6`), options)
    expect((await stored())[0]).toMatchObject({ status: 'ESTIMATED' })
    await taken(services, 'daily-reads', reads(`${meter},2026-11-20,6`))
    expect((await stored())[0]).toMatchObject({ status: 'VALID', revision: 2 })
  })

  test('columns may have other names, and all dates be moved', async () => {
    const file = `meter,date,kwh\n${meter},2021-11-01,3.5\n`
    const options = { map: new Map([['meter_no', 'meter']]), shiftDays: 1848 }
    expect(await taken(services, 'daily-reads', file, options)).toMatchObject({ accepted: 1 })
    expect((await stored())[0]?.on).toBe('2026-11-23')
  })

  test('a dry run says the same and changes nothing', async () => {
    const batches = await services.db.ingestBatch.count()
    const file = reads(`${meter},2026-11-20,6`, `${meter},2026-11-20,6`, 'NOBODY,2026-11-20,6')
    expect(await taken(services, 'daily-reads', file, { isDryRun: true })).toMatchObject({
      accepted: 1,
      unchanged: 1,
      rejected: 1,
    })
    expect(await stored()).toEqual([])
    expect(await services.db.ingestBatch.count()).toBe(batches)
  })
})

describe('a row is rejected with its line and a reason', () => {
  test.each([
    ['M,2026-11-20,-1', 'kwh is negative: "-1"'],
    ['M,2026-11-20,NaN', 'kwh is not a number: "NaN"'],
    ['M,2026-11-20,1e309', 'kwh is not a number: "1e309"'],
    ['M,2026-11-20,"1,5"', 'kwh is not a number: "1,5"'],
    ['M,2026-11-20,', 'kwh is empty'],
    ['M,2026-11-20,1.2345', 'kwh has more than 3 decimals: "1.2345"'],
    ['M,2026-11-20,672.001', 'kwh is more than the meter can pass in a day (672)'],
    ['M,2026-11-24,5', 'date is after today: 2026-11-24'],
    ['M,2026-02-30,5', 'date is not a day (YYYY-MM-DD): "2026-02-30"'],
    ['M,20-11-2026,5', 'date is not a day (YYYY-MM-DD): "20-11-2026"'],
    ['M,2020-01-14,5', 'meter_no M was not in place on 2020-01-14'],
    ['NOBODY,2026-11-20,5', 'meter_no NOBODY is unknown'],
    ['M,2026-11-20', 'has 2 cells where the header has 3'],
    ['M,2026-11-20,5,6', 'has 4 cells where the header has 3'],
  ])('%s', async (row, reason) => {
    const file = reads(`${meter},2026-11-01,672`, row.replace(/^M\b/, meter))
    const result = await taken(services, 'daily-reads', file)
    expect(result.reasons).toEqual([`3: ${reason.replace(/\bM\b/, meter)}`])
    expect(result).toMatchObject({ accepted: 1, rejected: 1 })
  })

  test('a three-phase meter passes three times as much, and a meter may have a limit of its own', async () => {
    await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial, { phase: 'THREE' })}\n`)
    expect(await taken(services, 'daily-reads', reads(`${meter},2026-11-20,2016`))).toMatchObject({ accepted: 1 })
    expect(await taken(services, 'daily-reads', reads(`${meter},2026-11-21,2016.001`))).toMatchObject({ rejected: 1 })
    await services.db.meter.update({ where: { serialNo: meter }, data: { maxPowerW: 5_000 } })
    expect(await taken(services, 'daily-reads', reads(`${meter},2026-11-21,120.001`))).toMatchObject({ rejected: 1 })
    // The master file again, which does not know of the setting.
    await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial, { phase: 'THREE' })}\n`)
    expect(await taken(services, 'daily-reads', reads(`${meter},2026-11-21,120.001`))).toMatchObject({ rejected: 1 })
  })

  test('a duplicate that says the same is passed over; one that says otherwise names the first line', async () => {
    const rows = [`${meter},2026-11-20,6`, `${meter},2026-11-20,6.000`, `${meter},2026-11-20,7`]
    const file = reads(...rows)
    expect(await taken(services, 'daily-reads', file)).toEqual({
      accepted: 1,
      unchanged: 1,
      rejected: 1,
      reasons: ['4: says something else than line 2, which names the same'],
    })
    expect((await stored())[0]).toMatchObject({ energyWh: 6000n, revision: 1 })
    expect(await taken(services, 'daily-reads', file)).toMatchObject({ accepted: 0, unchanged: 2, rejected: 1 })
  })

  test('bytes that are no UTF-8', async () => {
    const file = Buffer.concat([
      Buffer.from(`meter_no,date,kwh\n${meter}`),
      Buffer.from([0xe0]),
      Buffer.from(',2026-11-20,6\n'),
    ])
    expect(await taken(services, 'daily-reads', file)).toMatchObject({ reasons: ['2: meter_no is not UTF-8 text'] })
  })
})

describe('how files are written', () => {
  test.each([
    ['a byte order mark', (file: string) => `\ufeff${file}`],
    ['CRLF', (file: string) => file.replaceAll('\n', '\r\n')],
    ['no last newline', (file: string) => file.trimEnd()],
    ['quoted cells', (file: string) => file.replaceAll(/2026-11-(\d\d)/g, '"2026-11-$1"')],
    ['blank lines and blanks', (file: string) => file.replaceAll(',', ' , ').replaceAll('\n', '\n\n')],
  ])('%s', async (_, written) => {
    const file = written(reads(`${meter},2026-11-20,6`, `${meter},2026-11-21,7`))
    expect(await taken(services, 'daily-reads', file)).toMatchObject({ accepted: 2, rejected: 0 })
  })

  test.each([
    ['meter_no,date\nM,2026-11-20\n', ['column kwh is missing']],
    ['meter_no,date,kwh,voltage\nM,2026-11-20,6,230\n', ['column voltage is unknown']],
    [
      'meter,day,kwh\n',
      ['column meter_no is missing', 'column date is missing', 'column meter is unknown', 'column day is unknown'],
    ],
    ['meter_no,date,kwh,kwh\n', ['column kwh is there twice']],
    ['', ['the file is empty']],
  ])('a header that is not understood: %s', async (file, reasons) => {
    const batches = await services.db.ingestBatch.count()
    expect(await ingestText(services, 'daily-reads', file)).toEqual({ ok: false, reasons })
    expect(await services.db.ingestBatch.count()).toBe(batches)
  })

  test('a quote that is never closed: what stands before it is taken, and the line is named', async () => {
    const file = `${reads(`${meter},2026-11-20,6`)}${meter},"2026-11-21,7\n${`${meter},2026-11-22,7\n`.repeat(2_000)}`
    const result = await taken(services, 'daily-reads', file)
    expect(result).toMatchObject({ accepted: 1, rejected: 1 })
    expect(result.reasons[0]).toMatch(/^3: from here on the file cannot be read: a quote is never closed/)
  })

  test('only the system takes in files', async () => {
    const actor = { kind: 'anonymous', source: '192.0.2.1' } as const
    const input = { kind: 'daily-reads', source: Readable.from(['']), name: 'x' } as const
    expect(await ingestFile(services, actor, input)).toMatchObject({ ok: false })
  })
})

test('two files at once, one correcting the other, leave one value and one history', async () => {
  const results = await Promise.all(
    ['6', '7', '8'].map((kwh) => taken(services, 'daily-reads', reads(`${meter},2026-11-20,${kwh}`))),
  )
  expect(results.map(({ accepted }) => accepted)).toEqual([1, 1, 1])
  expect((await stored())[0]).toMatchObject({ revision: 3 })
  const [{ id }] = (await services.db.meter.findMany({ where: { serialNo: meter }, select: { id: true } })) as [
    { id: string },
  ]
  expect(await services.db.meterDayRevision.count({ where: { meterId: id } })).toBe(2)
})

test('a large file is read no faster than it is stored, in constant memory', async () => {
  const rows = 50_000
  let made = 0
  let mostAhead = 0
  let stored = 0
  async function* lines() {
    yield 'meter_no,date,kwh\n'
    // Rows of an unknown meter: every row is read, checked and rejected.
    while (made < rows) {
      const chunk = Array.from({ length: 100 }, () => `NOBODY${made++},2026-11-20,6.123\n`).join('')
      mostAhead = Math.max(mostAhead, made - stored)
      yield chunk
    }
  }
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  let most = 0
  const onProgress = ({ rows: done }: { rows: number }) => {
    stored = done
    most = Math.max(most, process.memoryUsage().heapUsed)
  }
  const input = { kind: 'daily-reads', source: Readable.from(lines()), name: 'large', options: { onProgress } } as const
  expect(await ingestFile(services, officer, input)).toMatchObject({ ok: true, rejected: rows })
  expect(mostAhead).toBeLessThan(rows / 4)
  expect((most - before) / 1e6).toBeLessThan(150)
})
