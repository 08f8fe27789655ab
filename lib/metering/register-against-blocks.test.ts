import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectHome, type TestHome } from '#lib/billing/test-homes.ts'
import { taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { wattHours } from '#lib/units/energy.ts'
import { day } from '#lib/units/ist.ts'
import { readDays } from './day-rows.ts'
import { disagree, readDisagreements } from './register-against-blocks.ts'

let services: TestServices
let home: TestHome
let serialNo = ''

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  home = await connectHome(services)
  const meter = await services.db.meter.findUniqueOrThrow({ where: { id: home.meterId }, select: { serialNo: true } })
  serialNo = meter.serialNo
})
afterAll(() => services.close())

const whole = [{ from: day('2026-11-01'), to: day('2026-11-22') }]
const found = () => readDisagreements(services.db, home.id, whole)
const register = (on: string, kwh: string) =>
  taken(services, 'daily-reads', `meter_no,date,kwh\n${serialNo},${on},${kwh}\n`)

/** Half hours of 0.1 kWh. */
function blocks(on: string, count = 48) {
  const at = (index: number) => `${String(Math.floor(index / 2)).padStart(2, '0')}:${index % 2 ? '30' : '00'}`
  const rows = Array.from({ length: count }, (_, index) => `${serialNo},${on} ${at(index)},30,0.1`)
  return taken(services, 'block-reads', ['meter_no,start,interval_minutes,kwh', ...rows, ''].join('\n'))
}

test('exactly two percent of the register is no difference', () => {
  const against = (blocksWh: number) => disagree({ registerWh: wattHours(10_000), blocksWh: wattHours(blocksWh) })
  expect([9_799, 9_800, 10_000, 10_200, 10_201].map(against)).toEqual([true, false, false, false, true])
  expect(disagree({ registerWh: wattHours(0), blocksWh: wattHours(0) })).toBe(false)
  expect(disagree({ registerWh: wattHours(0), blocksWh: wattHours(1) })).toBe(true)
})

test('a day is flagged whichever came first, and no longer once one is corrected', async () => {
  await register('2026-11-02', '5')
  await blocks('2026-11-02')
  await blocks('2026-11-03')
  await register('2026-11-03', '5')
  await register('2026-11-04', '4.85')
  await blocks('2026-11-04')
  const values = { registerWh: 5_000n, blocksWh: 4_800n }
  expect([...(await found())].sort()).toEqual([
    ['2026-11-02', values],
    ['2026-11-03', values],
  ])
  await register('2026-11-03', '4.8')
  expect([...(await found()).keys()]).toEqual(['2026-11-02'])
})

test('a day that lacks a block, and one whose energy is the sum of its blocks, are not flagged', async () => {
  await register('2026-11-05', '9')
  await blocks('2026-11-05', 47)
  await blocks('2026-11-06')
  expect([...(await found()).keys()].filter((on) => on >= '2026-11-05')).toEqual([])
})

test('a register in the place of a sum of blocks is no correction; another register is', async () => {
  const isCorrected = async () => (await readDays(services.db, home.id, whole)).get(day('2026-11-06'))?.isCorrected
  expect(await isCorrected()).toBe(false)
  await register('2026-11-06', '4.8')
  expect(await isCorrected()).toBe(false)
  await register('2026-11-06', '4.9')
  expect(await isCorrected()).toBe(true)
})
