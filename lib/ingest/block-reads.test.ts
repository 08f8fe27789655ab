import { Readable } from 'node:stream'
import v8 from 'node:v8'
import vm from 'node:vm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readBlockDays } from '#lib/metering/block-days.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day } from '#lib/units/ist.ts'
import { ingestFile } from './ingest-file.ts'
import { ingestText, MASTER_HEADER, masterRow, officer, taken } from './test-files.ts'

let services: TestServices
let serial = 0
/** A meter of half hours that no other test reads. */
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

const on = day('2026-11-20')
const HEADER = 'meter_no,start,kwh'
const FULL = `${HEADER},kvah,voltage_v,current_a,frequency_hz,power_factor,outage_minutes,status`
const reads = (...rows: string[]) => [HEADER, ...rows, ''].join('\n')

async function stored(of = on) {
  const { connectionId } = await services.db.meterInstallation.findFirstOrThrow({
    where: { meter: { serialNo: meter } },
    select: { connectionId: true },
  })
  return (await readBlockDays(services.db, connectionId, [{ from: of, to: of }])).get(of)
}

describe('a file of blocks', () => {
  test('is taken once; the same file again changes nothing', async () => {
    const file = `${FULL}\n${meter},2026-11-20 18:30,0.6124,0.65,231.25,2.7,49.98,-0.941,3,\n${meter},2026-11-20T19:00:00+05:30,0,,,,,,30,ESTIMATED\n`
    expect(await taken(services, 'block-reads', file)).toMatchObject({ accepted: 2, unchanged: 0, rejected: 0 })
    expect(await taken(services, 'block-reads', file)).toMatchObject({ accepted: 0, unchanged: 2, rejected: 0 })
    const found = await stored()
    expect(found).toMatchObject({
      ...{ intervalMinutes: 30, blocksInDay: 48, blocksKnown: 2, energyKnownWh: 612n, peakW: 1224, minutesOut: 33 },
      ...{ peakAt: new Date('2026-11-20T13:00:00Z'), minVoltageDv: 2313, minutesAbove: 0, estimatedBlocks: [38] },
    })
    const at = (block: number) =>
      [found?.energyWh, found?.apparentVah, found?.currentMa, found?.frequencyMhz, found?.powerFactorMilli].map(
        (values) => values?.[block],
      )
    expect(at(37)).toEqual([612, 650, 2700, 49_980, -941])
    expect(at(38)).toEqual([0, null, null, null, null])
  })

  test('energy is kept in whole Wh, rounded half away from zero', async () => {
    const energies = ['0.0005', '0.00049', '1.2345', '0.9999', '0.9995', '12']
    await taken(
      services,
      'block-reads',
      reads(...energies.map((kwh, hour) => `${meter},2026-11-20 0${hour}:00,${kwh}`)),
    )
    expect((await stored())?.energyWh.filter((energy) => energy !== null)).toEqual([1, 0, 1235, 1000, 1000, 12_000])
  })

  test('a start with an offset is the same instant in India; midnight begins the day', async () => {
    await taken(services, 'block-reads', reads(`${meter},2026-11-19T18:30:00Z,0.1`, `${meter},2026-11-20 23:30,0.2`))
    const energyWh = (await stored())?.energyWh
    expect([energyWh?.[0], energyWh?.[47]]).toEqual([100, 200])
  })

  test('blocks of 15, 30 and 60 minutes stand side by side, one length a day', async () => {
    const file = `meter_no,start,interval_minutes,kwh
${meter},2026-11-18 00:15,15,0.1
${meter},2026-11-19 23:00,60,0.4
${meter},2026-11-20 00:30,,0.2
${meter},2026-11-20 01:00,60,0.3
`
    expect(await taken(services, 'block-reads', file)).toMatchObject({
      accepted: 3,
      reasons: ["5: interval_minutes differs from the 30 of this day's other blocks"],
    })
    expect([(await stored(day('2026-11-18')))?.blocksInDay, (await stored(day('2026-11-19')))?.blocksInDay]).toEqual([
      96, 24,
    ])
  })

  test('columns may have other names, values be set, and all instants be moved', async () => {
    const file = `meter,from,units\n${meter},2021-10-29 06:00,0.25\n`
    const options = {
      map: new Map([
        ['meter_no', 'meter'],
        ['start', 'from'],
        ['kwh', 'units'],
      ]),
      set: new Map([['interval_minutes', '15']]),
      shiftDays: 1848,
    }
    expect(await taken(services, 'block-reads', file, options)).toMatchObject({ accepted: 1 })
    expect((await stored())?.energyWh[24]).toBe(250)
  })

  test('columns that are not ours are passed over and named', async () => {
    let named: readonly string[] = []
    const onHeader = (_: readonly string[], passedOver: readonly string[] = []) => {
      named = passedOver
    }
    const file = `${HEADER},kvarh,flags\n${meter},2026-11-20 06:00,0.25,0.01,7\n`
    expect(await taken(services, 'block-reads', file, { onHeader })).toMatchObject({ accepted: 1 })
    expect(named).toEqual(['kvarh', 'flags'])
  })

  test('a dry run says the same and changes nothing', async () => {
    const file = reads(`${meter},2026-11-20 00:00,0.1`, `${meter},2026-11-20 00:00,0.1`, 'NOBODY,2026-11-20 00:00,0.1')
    const result = await taken(services, 'block-reads', file, { isDryRun: true })
    expect(result).toMatchObject({ accepted: 1, unchanged: 1, rejected: 1 })
    expect(await stored()).toBeUndefined()
  })

  test('a duplicate that says the same is passed over, wherever it stands; one that says otherwise is rejected', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `NOBODY${index},2026-11-20 00:00,0.1`)
    const rows = [`${meter},2026-11-20 00:00,0.1`, `${meter},2026-11-20 00:00,0.2`, ...many]
    const file = reads(...rows, `${meter},2026-11-20 00:00,0.100`, `${meter},2026-11-20 00:00,0.3`)
    const result = await taken(services, 'block-reads', file)
    expect(result).toMatchObject({ accepted: 1, unchanged: 1, rejected: 10_002 })
    expect(result.reasons[0]).toBe('3: says something else than line 2, which names the same')
    expect((await stored())?.energyWh[0]).toBe(100)
    expect(await taken(services, 'block-reads', file)).toMatchObject({ accepted: 0, unchanged: 2, rejected: 10_002 })
  })
})

test('a right row counts that names what a wrong one before it named', async () => {
  const rows = [`${meter},2026-11-20 06:00,14.001`, `${meter},2026-11-20 06:00,0.5`, `${meter},2026-11-20 06:00,0.6`]
  expect(await taken(services, 'block-reads', reads(...rows))).toEqual({
    ...{ accepted: 1, unchanged: 0, rejected: 2 },
    reasons: [
      '2: kwh is more than the meter can pass in 30 minutes (14)',
      '4: says something else than line 3, which names the same',
    ],
  })
  expect((await stored())?.energyWh[12]).toBe(500)
})

describe('a row is rejected with its line and a reason', () => {
  test.each([
    ['M,2026-11-20 06:00,-0.1', 'kwh is negative: "-0.1"'],
    ['M,2026-11-20 06:00,NaN', 'kwh is not a number: "NaN"'],
    ['M,2026-11-20 06:00,1e309', 'kwh is not a number: "1e309"'],
    ['M,2026-11-20 06:00,"1,5"', 'kwh is not a number: "1,5"'],
    ['M,2026-11-20 06:00,', 'kwh is empty'],
    ['M,2026-11-20 06:00,14.001', 'kwh is more than the meter can pass in 30 minutes (14)'],
    ['M,2026-11-20 06:00,99999999', 'kwh is more than 1000000 kWh: "99999999"'],
    ['M,2026-11-23 10:00,1', 'start is of a block that is not over yet'],
    ['M,2026-11-23 09:45,1', 'start is not the start of a block of 30 minutes'],
    ['M,2026-11-23 11:00,1', 'start is of a block that is not over yet'],
    ['M,2026-11-20 06:10,1', 'start is not the start of a block: "2026-11-20 06:10"'],
    ['M,2026-11-20 06:00:01,1', 'start is not the start of a block: "2026-11-20 06:00:01"'],
    ['M,2026-11-20T06:00:00Z,1', null],
    ['M,2026-11-20T06:10:00+05:40,1', null],
    ['M,2026-02-30 06:00,1', 'start is not a time: "2026-02-30 06:00"'],
    ['M,2020-01-14 23:30,1', 'meter_no M was not in place on 2020-01-14'],
    ['NOBODY,2026-11-20 06:00,1', 'meter_no NOBODY is unknown'],
    ['M,2026-11-20 06:00', 'has 2 cells where the header has 3'],
  ])('%s', async (row, reason) => {
    const file = reads(`${meter},2026-11-01 00:00,14`, row.replace(/^M\b/, meter))
    const result = await taken(services, 'block-reads', file)
    expect(result.reasons).toEqual(reason === null ? [] : [`3: ${reason.replace(/\bM\b/, meter)}`])
  })

  test.each([
    ['kvah', '14.001', 'kvah is more than the meter can pass in 30 minutes (14)'],
    ['kvah', '-1', 'kvah is negative: "-1"'],
    ['voltage_v', '-0.1', 'voltage_v is negative: "-0.1"'],
    ['voltage_v', '1000.1', 'voltage_v is more than 1000 V: "1000.1"'],
    ['voltage_v', 'high', 'voltage_v is not a number: "high"'],
    ['current_a', '-1', 'current_a is negative: "-1"'],
    ['current_a', '10000.001', 'current_a is more than 10000 A: "10000.001"'],
    ['frequency_hz', '-50', 'frequency_hz is negative: "-50"'],
    ['frequency_hz', '100.001', 'frequency_hz is more than 100 Hz: "100.001"'],
    ['power_factor', '1.001', 'power_factor is more than 1: "1.001"'],
    ['power_factor', '-1.001', 'power_factor is less than -1: "-1.001"'],
    ['outage_minutes', '31', "outage_minutes is more than the block's 30"],
    ['outage_minutes', '-1', 'outage_minutes is negative: "-1"'],
    ['outage_minutes', '61', 'outage_minutes is more than 60 minutes: "61"'],
    ['interval_minutes', '20', 'interval_minutes is not 15, 30 or 60: "20"'],
    ['status', 'GOOD', 'status is not VALID or ESTIMATED: "GOOD"'],
  ])('%s %s', async (column, value, reason) => {
    const result = await taken(services, 'block-reads', `${HEADER},${column}\n${meter},2026-11-20 06:00,1,${value}\n`)
    expect(result.reasons).toEqual([`2: ${reason}`])
    expect(await stored()).toBeUndefined()
  })

  test('the limits themselves are possible', async () => {
    const file = `${FULL}\n${meter},2026-11-20 06:00,14,14,1000,10000,100,1,30,\n${meter},2026-11-20 06:30,0,0,0,0,0,-1,0,\n`
    expect(await taken(services, 'block-reads', file)).toMatchObject({ accepted: 2, rejected: 0 })
    expect(await taken(services, 'block-reads', reads(`${meter},2026-11-23 09:30,0`))).toMatchObject({ accepted: 1 })
  })

  test('a meter that sends no blocks, unless the row says how long they are', async () => {
    await taken(services, 'consumers', `${MASTER_HEADER}\n${masterRow(serial, { meter_interval_minutes: '' })}\n`)
    expect(await taken(services, 'block-reads', reads(`${meter},2026-11-20 06:00,1`))).toMatchObject({
      reasons: [`2: interval_minutes is not said, and meter_no ${meter} sends no blocks`],
    })
    const file = `${HEADER},interval_minutes\n${meter},2026-11-20 06:00,1,60\n`
    expect(await taken(services, 'block-reads', file)).toMatchObject({ accepted: 1 })
  })
})

test('a large file is read no faster than it is stored, in constant memory', async () => {
  const rows = 200_000
  let made = 0
  let mostAhead = 0
  let done = 0
  async function* lines() {
    yield `${HEADER}\n`
    while (made < rows) {
      mostAhead = Math.max(mostAhead, made - done)
      yield Array.from(
        { length: 96 },
        () => `NOBODY${Math.floor(made / 48)},2026-11-20 ${clock(made++ % 48)},0.123\n`,
      ).join('')
    }
  }
  const before = heldBytes()
  let most = 0
  const onProgress = ({ rows: taken }: { rows: number }) => {
    done = taken
    most = Math.max(most, heldBytes())
  }
  const input = { kind: 'block-reads', source: Readable.from(lines()), name: 'large', options: { onProgress } } as const
  expect(await ingestFile(services, officer, input)).toMatchObject({ ok: true })
  expect(mostAhead).toBeLessThan(rows / 3)
  expect((most - before) / 1e6).toBeLessThan(30)
})

/** What is in use, without what waits to be collected. */
function heldBytes(): number {
  v8.setFlagsFromString('--expose-gc')
  vm.runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

const clock = (block: number) => `${String(block >> 1).padStart(2, '0')}:${block % 2 ? '30' : '00'}`

describe('a file becomes visible in one moment', () => {
  const times = Array.from({ length: 48 }, (_, block) => clock(block))
  const known = async () => {
    const october = { onDay: { lt: new Date('2026-11-01') } }
    return (await services.db.blockDay.aggregate({ _sum: { blocksKnown: true }, where: october }))._sum.blocksKnown ?? 0
  }

  test('at its end; one that is stopped before changes nothing, and is taken when it comes again', async () => {
    const meters = Array.from({ length: 9 }, (_, index) => `TM${serial * 100 + index}`)
    const master = meters.map((no, index) => masterRow(serial * 100 + index, { meter_no: no }))
    await taken(services, 'consumers', [MASTER_HEADER, ...master, ''].join('\n'))
    const days = Array.from({ length: 30 }, (_, index) => `2026-10-${String(index + 1).padStart(2, '0')}`)
    // More than one batch, and no day that is whole.
    const rows = meters.flatMap((no) =>
      days.flatMap((date) => times.slice(1).map((time) => `${no},${date} ${time},0.1`)),
    )
    const [before, stop] = [await known(), new AbortController()]
    let seenMeanwhile = -1
    const options = {
      signal: stop.signal,
      // Told after the first batch, while the next is being read.
      onRejected: async () => {
        seenMeanwhile = (await known()) - before
        stop.abort()
      },
    }
    const stopped = await ingestText(services, 'block-reads', reads(`${meter},2026-10-01 00:00,-1`, ...rows), options)
    expect(stopped).toMatchObject({ ok: true, isInterrupted: true, accepted: 0, unchanged: 0 })
    expect([seenMeanwhile, (await known()) - before]).toEqual([0, 0])
    const batches = await services.db.ingestBatch.findMany({ where: { finishedAt: null, kind: 'block-reads' } })
    expect(batches).toMatchObject([{ accepted: 0, rejected: 0 }])
    expect(await taken(services, 'block-reads', reads(...rows))).toMatchObject({ accepted: rows.length, rejected: 0 })
    expect((await known()) - before).toBe(rows.length)
  })

  test('two at once take turns, and the later one corrects the earlier', async () => {
    const day = (kwh: string) => reads(...times.map((time) => `${meter},2026-10-05 ${time},${kwh}`))
    const files = ['0.1', '0.2'].map((kwh) => taken(services, 'block-reads', day(kwh)))
    for (const taken of await Promise.all(files)) expect(taken).toMatchObject({ accepted: 48, rejected: 0 })
    const [past] = await services.db.$queryRaw<{ blocks: number }[]>`
      select count(*)::int as "blocks" from "BlockRevision" r
      join "Meter" m on m."id" = r."meterId" where m."serialNo" = ${meter}`
    expect(past?.blocks).toBe(48)
  })
})
