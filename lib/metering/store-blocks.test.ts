import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addDays, day, dayToColumn, type IstDay } from '#lib/units/ist.ts'

let services: TestServices
const [IN_ORDER, AS_IT_COMES, LATER] = ['TM1', 'TM2', 'TM3'] as const

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  const rows = [1, 2, 3].map((serial) => masterRow(serial, { meter_interval_minutes: '60' }))
  await taken(services, 'consumers', [MASTER_HEADER, ...rows, ''].join('\n'))
})
afterAll(() => services.close())

type Said = { hour: number; kwh: number; kvah: number | null; volts: number | null; out: number | null; status: string }

function file(meter: string, on: IstDay, blocks: readonly Said[]): string {
  const rows = blocks.map(
    ({ hour, kwh, kvah, volts, out, status }) =>
      `${meter},${on} ${String(hour).padStart(2, '0')}:00,${kwh / 1000},${kvah === null ? '' : kvah / 1000},${volts === null ? '' : volts / 10},${out ?? ''},${status}`,
  )
  return ['meter_no,start,kwh,kvah,voltage_v,outage_minutes,status', ...rows, ''].join('\n')
}

const block = (hour: number, kwh = 100): Said => ({ hour, kwh, kvah: null, volts: null, out: null, status: '' })
const wholeDay = Array.from({ length: 24 }, (_, hour) => block(hour))
const take = (meter: string, on: IstDay, blocks: readonly Said[]) =>
  taken(services, 'block-reads', file(meter, on, blocks))
const register = (meter: string, on: IstDay, kwh: string) =>
  taken(services, 'daily-reads', `meter_no,date,kwh\n${meter},${on},${kwh}\n`)

/** All that is kept of a meter's day, but for who brought it and when. */
async function kept(meter: string, on: IstDay) {
  const [found] = await services.db.$queryRaw<{ day: unknown; past: unknown; read: unknown }[]>`
    select
      (select to_jsonb(d) - array['connectionId', 'meterId', 'batchId', 'receivedAt'] from "BlockDay" d
        where d."meterId" = m.id and d."onDay" = ${on}::date) as day,
      (select jsonb_agg(jsonb_build_array(r.block, r.was) order by r.block, r.id) from "BlockRevision" r
        where r."meterId" = m.id and r."onDay" = ${on}::date) as past,
      (select to_jsonb(d) - array['connectionId', 'meterId', 'batchId', 'receivedAt', 'revision'] from "MeterDay" d
        where d."meterId" = m.id and d."onDay" = ${on}::date) as read
    from "Meter" m where m."serialNo" = ${meter}`
  return found
}

describe('late, repeated, corrected and out-of-order blocks give the same row as if they had come in order', () => {
  const said = fc.record({
    hour: fc.nat(23),
    kwh: fc.nat(3),
    kvah: fc.option(fc.nat(3)),
    volts: fc.option(fc.constantFrom(2000, 2161, 2162, 2300, 2439, 2600)),
    out: fc.option(fc.constantFrom(0, 12, 60)),
    status: fc.constantFrom('', 'ESTIMATED', 'VALID'),
  })
  const first = fc.tuple(...wholeDay.map(({ hour }) => said.map((one) => ({ ...one, hour }))))
  const story = fc.record({
    first: first.chain((blocks) => fc.shuffledSubarray(blocks, { minLength: 22 })),
    corrections: fc.array(said, { maxLength: 8 }),
    /** Before which of the files the register comes, if it does. */
    registerBefore: fc.option(fc.nat(5)),
    /** Where files are cut, and which of them are sent again at once. */
    cuts: fc.uniqueArray(fc.nat(31), { maxLength: 4 }),
    repeats: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  })

  test('whatever the order', { timeout: 120_000 }, async () => {
    let on = day('2026-09-30')
    await fc.assert(
      fc.asyncProperty(story, async ({ first: blocks, corrections, registerBefore, cuts, repeats }) => {
        on = addDays(on, -1)
        const arrival = [...blocks, ...corrections]
        const inOrder = arrival.toSorted((one, other) => one.hour - other.hour)
        for (const batch of filesOf(inOrder, [])) await take(IN_ORDER, on, batch)
        if (registerBefore !== null) await register(IN_ORDER, on, '0.05')

        const files = filesOf(arrival, cuts)
        for (const [index, batch] of files.entries()) {
          if (registerBefore === index) await register(AS_IT_COMES, on, '0.05')
          await take(AS_IT_COMES, on, batch)
          if (repeats[index]) expect(await take(AS_IT_COMES, on, batch)).toMatchObject({ accepted: 0, rejected: 0 })
        }
        if (registerBefore !== null && registerBefore >= files.length) await register(AS_IT_COMES, on, '0.05')
        expect(await kept(AS_IT_COMES, on)).toEqual(await kept(IN_ORDER, on))
      }),
      { numRuns: 25 },
    )
  })

  /** Files as they come: cut where asked, and where an hour comes again, which is a correction and so a later file. */
  function filesOf(blocks: readonly Said[], cuts: readonly number[]): Said[][] {
    const files: Said[][] = []
    let last: Said[] = []
    for (const [index, one] of blocks.entries()) {
      if (cuts.includes(index) || last.some(({ hour }) => hour === one.hour)) {
        files.push(last)
        last = []
      }
      last.push(one)
    }
    return [...files, last].filter(({ length }) => length > 0)
  }
})

/** Each test of its own has a day of its own. */
let on = day('2026-10-01')
beforeEach(() => {
  on = addDays(on, 1)
})

describe('a day that is whole and has no register is a day that was read', () => {
  test('47 of 48 blocks are not: missing is not zero', async () => {
    await taken(services, 'block-reads', halfHours(LATER, on, 47))
    expect(await kept(LATER, on)).toMatchObject({ day: { blocksKnown: 47, energyKnownWh: 4700 }, read: null })
    await taken(services, 'block-reads', halfHours(LATER, on, 48))
    expect(await kept(LATER, on)).toMatchObject({
      day: { blocksKnown: 48, energyKnownWh: 4800 },
      read: { energyWh: 4800, source: 'BLOCKS', status: 'VALID', maxDemandW: null },
    })
  })

  test('a correction of a block corrects the day, and both keep what they were', async () => {
    await take(LATER, on, wholeDay)
    await take(LATER, on, [block(7, 400)])
    expect(await kept(LATER, on)).toMatchObject({
      day: { energyKnownWh: 2700, peakW: 400, peakAt: `${on}T01:30:00+00:00` },
      past: [[7, { energyWh: 100 }]],
      read: { energyWh: 2700, source: 'BLOCKS' },
    })
    expect(await revisions()).toEqual([{ energyWh: 2400n, source: 'BLOCKS', revision: 1 }])
  })

  test('a block that the sender estimated makes an estimated day, until it is measured', async () => {
    await take(
      LATER,
      on,
      wholeDay.map((one) => (one.hour === 5 ? { ...one, status: 'ESTIMATED' } : one)),
    )
    expect(await kept(LATER, on)).toMatchObject({ day: { estimatedBlocks: [5] }, read: { status: 'ESTIMATED' } })
    await take(LATER, on, [block(5)])
    expect(await kept(LATER, on)).toMatchObject({ day: { estimatedBlocks: [] }, read: { status: 'VALID' } })
  })

  test('the register holds, whether it comes before or after', async () => {
    await take(LATER, on, wholeDay)
    await register(LATER, on, '2.5')
    expect(await kept(LATER, on)).toMatchObject({ read: { energyWh: 2500, source: 'REGISTER' } })
    expect(await revisions()).toEqual([{ energyWh: 2400n, source: 'BLOCKS', revision: 1 }])
    await take(LATER, on, [block(3, 300)])
    expect(await kept(LATER, on)).toMatchObject({
      day: { energyKnownWh: 2600 },
      read: { energyWh: 2500, source: 'REGISTER' },
    })
  })

  async function revisions() {
    const where = { onDay: dayToColumn(on) }
    return services.db.meterDayRevision.findMany({ where, select: { energyWh: true, source: true, revision: true } })
  }

  function halfHours(meter: string, day: IstDay, count: number): string {
    const at = (index: number) => `${String(Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`
    const rows = Array.from({ length: count }, (_, index) => `${meter},${day} ${at(index)},30,0.1`)
    return ['meter_no,start,interval_minutes,kwh', ...rows, ''].join('\n')
  }
})

test('files at once lose no block of a day', async () => {
  const files = Array.from({ length: 8 }, (_, index) => wholeDay.filter(({ hour }) => hour % 8 === index))
  const results = await Promise.all(files.map((blocks) => take(LATER, on, blocks)))
  expect(results.every(({ accepted }) => accepted === 3)).toBe(true)
  expect(await kept(LATER, on)).toMatchObject({ day: { blocksKnown: 24 }, read: { energyWh: 2400 } })
})

test('what a later file does not say is kept, but not the apparent energy of other energy', async () => {
  await take(LATER, on, [{ ...block(2), kvah: 110, volts: 2301, out: 4 }])
  await take(LATER, on, [block(2)])
  const place = (value: number | null) => expect.arrayContaining([value])
  expect(await kept(LATER, on)).toMatchObject({ day: { apparentVah: place(110), voltageDv: place(2301) }, past: null })
  await take(LATER, on, [block(2, 90)])
  expect(await kept(LATER, on)).toMatchObject({
    day: { apparentVah: Array(24).fill(null), voltageDv: place(2301), outageMinutes: place(4) },
    past: [[2, { energyWh: 100, apparentVah: 110, voltageDv: 2301, outageMinutes: 4 }]],
  })
})
