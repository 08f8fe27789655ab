import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { dayCsv } from '#lib/export/day-csv.ts'
import { taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day } from '#lib/units/ist.ts'
import { sumPaise } from '#lib/units/paise.ts'
import { dayFinding, dayParts } from './day-blocks.ts'
import { type DayView, dayView } from './day-view.ts'

let services: TestServices
let home: TestHome

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services, { category: 'SHOP' })
  await readMonth(services, home, '2025-11', () => 3_000)
  await readMonth(services, home, '2026-11', (on) => (on === 10 || on === 12 || on > 22 ? null : 5_000))
  // The evening uses four times as much.
  const evening = (block: number) => (block >= 36 && block < 44 ? 250 : 75)
  await blocks('2026-11-20', 48, evening)
  await blocks('2026-11-10', 47)
  await blocks('2026-11-11', 40)
  await blocks('2026-11-12', 48)
  await blocks('2026-11-23', 20)
})
afterAll(() => services.close())

async function blocks(on: string, count: number, whOf: (block: number) => number = () => 100) {
  const { serialNo } = await services.db.meter.findUniqueOrThrow({
    where: { id: home.meterId },
    select: { serialNo: true },
  })
  const at = (block: number) => `${String(Math.floor(block / 2)).padStart(2, '0')}:${block % 2 ? '30' : '00'}`
  const rows = Array.from(
    { length: count },
    (_, block) => `${serialNo},${on} ${at(block)},30,${whOf(block) / 1000},231.5`,
  )
  const file = ['meter_no,start,interval_minutes,kwh,voltage_v', ...rows, ''].join('\n')
  expect(await taken(services, 'block-reads', file)).toMatchObject({ accepted: count })
}

async function viewOf(on: string, actor = home.actor): Promise<DayView> {
  const view = await dayView(services, actor, { connectionId: home.id, on: day(on) })
  if (!view) throw new Error('The day is there.')
  return view
}

describe('a day whose blocks are all there', () => {
  test('shares its cost among them to the paisa', async () => {
    const { day: whole, blocks: found } = await viewOf('2026-11-20')
    expect(whole.costPaise).toBeGreaterThan(0n)
    expect(sumPaise(found?.blocks.map(({ sharePaise }) => sharePaise ?? (0n as never)) ?? [])).toBe(whole.costPaise)
    expect(found?.restPaise).toBeNull()
    expect(sumPaise(dayParts(found as never).flatMap(({ sharePaise }) => sharePaise ?? []))).toBe(whole.costPaise)
  })

  test('says between which hours most was used', async () => {
    const { blocks: found } = await viewOf('2026-11-20')
    expect(found && dayFinding(found)).toEqual({ kind: 'BUSY_HOURS', fromHour: 18, toHour: 22, percent: 40 })
  })

  test('stands beside the same weekday and the same date of the year before', async () => {
    const { weekBefore, yearBefore, previous, next } = await viewOf('2026-11-20')
    expect(weekBefore).toEqual({ on: '2026-11-13', energyWh: 5_000n })
    expect(yearBefore).toEqual({ on: '2025-11-20', energyWh: 3_000n })
    expect([previous, next]).toEqual(['2026-11-19', '2026-11-21'])
    expect((await viewOf('2026-11-17')).weekBefore).toEqual({ on: '2026-11-10', energyWh: null })
  })

  test('is a file with a row a block', async () => {
    const { blocks: found, day: whole } = await viewOf('2026-11-20')
    const rows: string[][] = parse(dayCsv(found as never, 'en'), { bom: true, record_delimiter: '\r\n' })
    expect(rows).toHaveLength(49)
    expect(rows[37]?.slice(0, 3)).toEqual(['2026-11-20 18:00', '2026-11-20 18:30', '0.25'])
    expect(rows[48]?.[1]).toBe('2026-11-21 00:00')
    expect(rows[1]?.slice(4)).toEqual(['', '231.5', '', '', '', '', 'read'])
    const rupees = rows.slice(1).reduce((sum, row) => sum + Math.round(Number(row[3]) * 100), 0)
    expect(BigInt(rupees)).toBe(whole.costPaise)
  })
})

describe('a day that lacks blocks', () => {
  test('47 of 48 and no register: no reading, no cost, and the blocks are shown', async () => {
    const { day: whole, blocks: found } = await viewOf('2026-11-10')
    expect(whole).toMatchObject({ status: 'MISSING', energyWh: null, costPaise: null })
    expect(found).toMatchObject({ blocksKnown: 47, energyKnownWh: 4_700n, restPaise: null })
    expect(found?.blocks.at(-1)).toMatchObject({ energyWh: null, sharePaise: null, status: 'MISSING' })
    expect(found && dayFinding(found)).toEqual({ kind: 'INCOMPLETE', known: 47, of: 48, energyWh: 4_700n })
    expect(dayParts(found as never).map(({ isWhole }) => isWhole)).toEqual([true, true, true, false])
  })

  test('with a register: what came in no block is a rest of the cost', async () => {
    const { day: whole, blocks: found } = await viewOf('2026-11-11')
    const shares = found?.blocks.flatMap(({ sharePaise }) => sharePaise ?? []) ?? []
    expect(shares).toHaveLength(40)
    expect((found?.restPaise ?? 0n) + sumPaise(shares)).toBe(whole.costPaise)
    // A fifth of the energy is in no block.
    expect(Number(found?.restPaise) / Number(whole.costPaise)).toBeCloseTo(0.2, 2)
  })

  test('all of them and no register: the day is read', async () => {
    expect((await viewOf('2026-11-12')).day).toMatchObject({ status: 'READ', energyWh: 4_800n })
  })

  test('today: what is to come is not missing', async () => {
    const { day: whole, blocks: found, next } = await viewOf('2026-11-23')
    expect([whole.status, next]).toEqual(['FUTURE', null])
    expect(found?.blocks.map(({ status }) => status).slice(19, 21)).toEqual(['READ', 'FUTURE'])
  })

  test('none at all', async () => {
    expect(await viewOf('2026-11-05')).toMatchObject({ blocks: null, firstBlocksOn: '2026-11-10' })
  })
})

test('days before all records, days to come and strangers', async () => {
  const of = (on: string, actor = home.actor) => dayView(services, actor, { connectionId: home.id, on: day(on) })
  expect(await of('2025-10-31')).toBeNull()
  expect(await of('2026-11-24')).toBeNull()
  expect((await viewOf('2025-11-01')).previous).toBeNull()
  const stranger = await connectHome(services)
  expect(await of('2026-11-20', stranger.actor)).toBeNull()
})

test('a home of which nothing but blocks ever came has a page for their day', async () => {
  const other = await connectHome(services)
  const first = home
  home = other
  await blocks('2026-11-20', 47)
  expect(await viewOf('2026-11-20', other.actor)).toMatchObject({
    day: { status: 'MISSING' },
    blocks: { blocksKnown: 47 },
  })
  home = first
})
