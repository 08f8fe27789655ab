import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wrongReadings } from '#lib/payments/reading-totals.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { fuzz } from '#lib/platform/test-fuzz.ts'
import { blockReads } from '../block-reads.ts'
import type { AnyKind } from '../csv-kind.ts'
import { csvRows } from '../csv-rows.ts'
import { ingestCsv } from '../ingest-csv.ts'
import { MASTER_HEADER, masterRow, officer, taken } from '../test-files.ts'

let services: TestServices
/** Two meters of 30 and of 60 minutes read by days, and their twins read by lines. */
const [BY_DAYS, BY_LINES] = ['D', 'L']
const ONE_BY_ONE: AnyKind = { ...blockReads, wholeDays: undefined }

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  const rows = [BY_DAYS, BY_LINES].flatMap((set, index) =>
    ['30', '60'].map((minutes, place) =>
      masterRow(index * 2 + place + 1, { meter_no: `T${set}${minutes}`, meter_interval_minutes: minutes }),
    ),
  )
  expect(await taken(services, 'consumers', [MASTER_HEADER, ...rows, ''].join('\n'))).toMatchObject({ accepted: 4 })
})
afterAll(() => services.close())

const COLUMNS = ['meter_no', 'start', 'kwh', 'kvah', 'voltage_v', 'power_factor', 'outage_minutes', 'status'] as const
type Line = Record<(typeof COLUMNS)[number] | 'interval_minutes' | 'remark', string>

/** A meter's day as a head end writes it, the meter of the set to be named later. */
function dayLines(meter: string, date: string, minutes: number, seed: number): Line[] {
  return Array.from({ length: 1440 / minutes }, (_, block) => {
    const at = block * minutes
    const time = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    const kwh = ((seed * 31 + block * 17) % 2000) / 10_000
    return {
      ...{
        meter_no: meter,
        start: `${date} ${time}`,
        kwh: kwh.toFixed(4),
        kvah: seed % 3 === 0 ? '' : (kwh + 0.01).toFixed(3),
      },
      ...{
        voltage_v: (220 + ((seed + block) % 25) + 0.25).toFixed(2),
        power_factor: block % 5 === 0 ? '-0.9' : '0.98',
      },
      ...{ outage_minutes: block % 7 === 0 ? '2' : '', status: seed % 2 === 0 ? 'VALID' : '' },
      ...{ interval_minutes: seed % 5 === 0 ? '' : String(minutes), remark: 'ok' },
    }
  })
}

/** What happens to files on their way. */
const CHANGES: Record<string, (lines: Line[], at: number) => unknown> = {
  'as it is': () => undefined,
  'a line is lost': (lines, at) => lines.splice(at, 1),
  'a line comes twice': (lines, at) => lines.splice(at, 0, { ...(lines[at] as Line) }),
  'a line comes twice, and says something else': (lines, at) =>
    lines.splice(at, 0, { ...(lines[at] as Line), kwh: '0.7' }),
  'two lines are the wrong way round': (lines, at) => lines.splice(at, 0, ...lines.splice(at + 1, 1)),
  'too much for the meter': (lines, at) => Object.assign(lines[at] as Line, { kwh: '900000' }),
  'more than any meter': (lines, at) => Object.assign(lines[at] as Line, { kwh: '2000000' }),
  'no energy': (lines, at) => Object.assign(lines[at] as Line, { kwh: '' }),
  'no number': (lines, at) => Object.assign(lines[at] as Line, { kwh: '1,2' }),
  negative: (lines, at) => Object.assign(lines[at] as Line, { kwh: '-0.1' }),
  'out for longer than the block': (lines, at) => Object.assign(lines[at] as Line, { outage_minutes: '59' }),
  estimated: (lines, at) => Object.assign(lines[at] as Line, { status: 'ESTIMATED' }),
  'valid in words': (lines, at) => Object.assign(lines[at] as Line, { status: 'valid' }),
  'another interval': (lines, at) => Object.assign(lines[at] as Line, { interval_minutes: '15' }),
  'with seconds': (lines) => lines.map((line) => Object.assign(line, { start: `${line.start.replace(' ', 'T')}:00` })),
  'with an offset': (lines, at) =>
    Object.assign(lines[at] as Line, { start: `${lines[at]?.start.replace(' ', 'T')}:00+05:30` }),
  'no such day': (lines) => lines.map((line) => Object.assign(line, { start: `2026-11-31${line.start.slice(10)}` })),
  'spaces around': (lines, at) => Object.assign(lines[at] as Line, { kwh: ' 0.25 ' }),
  'in quotes': (lines, at) => Object.assign(lines[at] as Line, { remark: '"a, b\nc"' }),
  'in Hindi': (lines, at) => Object.assign(lines[at] as Line, { remark: 'ठीक' }),
  'another meter in between': (lines, at) => Object.assign(lines[at] as Line, { meter_no: 'NOBODY' }),
  'a blank line': (lines, at) => Object.assign(lines[at] as Line, { meter_no: `\n${lines[at]?.meter_no}` }),
  'half a number': (lines, at) => Object.assign(lines[at] as Line, { kwh: '.5', voltage_v: '230.' }),
  'not all of it': (lines, at) => lines.splice(at),
}

const piece = fc.record({
  meter: fc.constantFrom<string>('T_30', 'T_30', 'T_60', 'NOBODY'),
  date: fc.constantFrom<string>('2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23', '2011-01-01'),
  minutes: fc.constantFrom<number>(30, 30, 60, 15),
  seed: fc.nat(9),
  change: fc.oneof({ weight: 3, arbitrary: fc.constant('as it is') }, fc.constantFrom(...Object.keys(CHANGES))),
  at: fc.nat(22),
})
const layout = fc.record({
  columns: fc.shuffledSubarray([...COLUMNS.slice(3), 'interval_minutes', 'remark'] as (keyof Line)[]),
  first: fc.shuffledSubarray([...COLUMNS.slice(0, 3)] as (keyof Line)[], { minLength: 3 }),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  end: fc.constantFrom('', '\n'),
  pieceBytes: fc.constantFrom(7, 100, 1_000, 65_536),
})
type Piece = typeof piece extends fc.Arbitrary<infer T> ? T : never
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never

function fileOf(pieces: readonly Piece[], { columns, first, lineBreak, mark, end }: Layout, set: string): string {
  const names = [...first, ...columns]
  const lines = pieces.flatMap(({ meter, date, minutes, seed, change, at }) => {
    const lines = dayLines(meter.replace('_', set), date, minutes, seed)
    CHANGES[change]?.(lines, at)
    return lines.map((line) => names.map((name) => line[name]).join(','))
  })
  return `${mark}${[names.join(','), ...lines].join(lineBreak)}${end}`
}

/** Lines below the header that are not blank; what stands in quotes is of one. */
const rowsIn = (file: string) =>
  file
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .filter(Boolean).length - 1

async function take(columns: AnyKind, file: string | Buffer, pieceBytes: number) {
  const bytes = Buffer.from(file)
  const parts = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, part) =>
    bytes.subarray(part * pieceBytes, (part + 1) * pieceBytes),
  )
  const rejected: string[] = []
  const onRejected = ({ line, reason, cells }: { line: number; reason: string; cells: readonly string[] }) => {
    // Of lines that are stored together the number is known, of others only that there was one.
    rejected.push(`${line}: ${reason.replace(/line \d+/, 'an earlier line')} (${cells.join(',')})`)
  }
  const source = Readable.from(parts)
  const result = await ingestCsv(services, officer, {
    kind: 'block-reads',
    columns,
    source,
    name: 'test',
    options: { onRejected },
  })
  if (!result.ok) return { reasons: result.reasons }
  return { accepted: result.accepted, unchanged: result.unchanged, rejected }
}

/** All that is kept of the meters of a set, but for who brought it. */
async function kept(set: string): Promise<unknown> {
  const [found] = await services.db.$queryRaw<{ all: unknown }[]>`
    select jsonb_build_object(
      'blocks', (select jsonb_agg(to_jsonb(d) - array['connectionId', 'meterId', 'batchId', 'receivedAt']
        order by d."onDay", m."intervalMinutes") from "BlockDay" d join "Meter" m on m."id" = d."meterId"
        where m."serialNo" like ${`T${set}%`}),
      'past', (select jsonb_agg(jsonb_build_array(r."onDay", r."block", r."was") order by r."id") from "BlockRevision" r
        join "Meter" m on m."id" = r."meterId" where m."serialNo" like ${`T${set}%`}),
      'days', (select jsonb_agg(to_jsonb(d) - array['connectionId', 'meterId', 'batchId', 'receivedAt']
        order by d."onDay", m."intervalMinutes") from "MeterDay" d join "Meter" m on m."id" = d."meterId"
        where m."serialNo" like ${`T${set}%`})
    ) as "all"`
  return found?.all
}

async function expectTheSame(pieces: readonly Piece[], how: Layout): Promise<void> {
  const file = fileOf(pieces, how, BY_DAYS)
  const byDays = await take(blockReads, file, how.pieceBytes)
  const byLines = await take(ONE_BY_ONE, fileOf(pieces, how, BY_LINES), how.pieceBytes)
  const named = JSON.parse(JSON.stringify(byLines).replaceAll('TL', 'TD')) as unknown
  expect(byDays).toEqual(named)
  const { accepted = 0, unchanged = 0, rejected = [] } = byDays
  // A file that is refused whole has no row at all.
  if (!byDays.reasons) expect(accepted + unchanged + rejected.length).toBe(rowsIn(file))
  expect(await kept(BY_DAYS)).toEqual(await kept(BY_LINES))
  expect(await wrongReadings(services)).toEqual([])
}

const PLAIN: Layout = {
  ...{ columns: ['voltage_v', 'status'], first: ['meter_no', 'start', 'kwh'] },
  ...{ lineBreak: '\n', mark: '', end: '\n', pieceBytes: 1_000 },
}

describe('days that a file has whole', () => {
  const runs = fuzz(60, 2_000)
  test('mean the same, read at once or line by line', { timeout: runs.numRuns * 2_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), layout, expectTheSame), runs)
  })

  test.each(Object.keys(CHANGES))('also where of one %s', async (change) => {
    const simple = { meter: 'T_30', minutes: 30, seed: 2, at: 5 }
    await expectTheSame(
      [
        { ...simple, date: '2026-11-10', change },
        { ...simple, date: '2026-11-11', change: 'as it is' },
        { ...simple, date: '2026-11-10', change: 'as it is' },
      ],
      PLAIN,
    )
  })

  test('or anything else: every row of a file is taken, is known or is named', async () => {
    const signs = fc.string({ unit: fc.constantFrom(...'TD30,,,,1."\n\n\r\0\ufeffक 2026-11-18'), maxLength: 80 })
    const bytes = fc.uint8Array({ maxLength: 80 })
    // A carriage return alone at the end is a blank line to one reader, and a row to the other.
    const rows = fc
      .oneof(
        signs.map((text) => Buffer.from(text)),
        bytes.map((array) => Buffer.from(array)),
      )
      .filter((file) => file.at(-1) !== 0x0d)
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(7, 1_000), async (below, pieceBytes) => {
        const file = Buffer.concat([Buffer.from('meter_no,start,kwh\n'), below])
        let inAll = -1
        try {
          for await (const _ of csvRows(Readable.from([file]))) inAll += 1
        } catch {
          // What follows is one row that nobody can read.
          inAll += 1
        }
        const { accepted = 0, unchanged = 0, rejected = [] } = await take(blockReads, file, pieceBytes)
        expect(accepted + unchanged + rejected.length).toBe(inAll)
      }),
      fuzz(60, 10_000),
    )
  })

  test('are found: the reading of lines is not asked', async () => {
    const refuse: AnyKind = {
      ...blockReads,
      keyOf: () => {
        throw new Error('A line was read by itself.')
      },
    }
    const days = Array.from({ length: 20 }, (_, index): Piece => {
      const date = `2026-10-${String(index + 1).padStart(2, '0')}`
      return { meter: 'T_30', date, minutes: 30, seed: index % 10, change: 'as it is', at: 0 }
    })
    const how: Layout = { ...PLAIN, columns: [...COLUMNS.slice(3), 'interval_minutes', 'remark'], lineBreak: '\r\n' }
    const file = fileOf(days, how, BY_DAYS)
    expect(await take(refuse, file, 5_000)).toEqual({ accepted: 20 * 48, unchanged: 0, rejected: [] })
    expect(await take(refuse, file, 65_536)).toEqual({ accepted: 0, unchanged: 20 * 48, rejected: [] })
  })
})
