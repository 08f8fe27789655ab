import { afterAll, beforeAll, expect, test } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { addDays, day, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { EstimationMethod } from '#prisma/generated/client.ts'
import { lockBlockDays } from '../block-day-rows.ts'
import { readBlockDays } from '../block-days.ts'
import { acceptFlag } from '../validation/accept-flag.ts'
import { flaggedDay } from '../validation/flagged-day.ts'
import { openFlags } from '../validation/open-flags.ts'
import { validateReadings } from '../validation/validate-readings.ts'
import { estimateGap } from './estimate-gap.ts'
import { estimatedMethods } from './estimated-methods.ts'
import { planEstimate } from './plan-estimate.ts'

let services: TestServices
const ON = day('2026-11-18')
const engineer = testOfficer('BILLING_OFFICER')
const elsewhere = testOfficer('SUPERVISOR', { subdivisions: ['Elsewhere'] })

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  const homes = Array.from({ length: 8 }, (_, index) =>
    masterRow(index + 1, { meter_interval_minutes: '60', subdivision: index === 4 ? 'Test' : 'Kokar' }),
  )
  await taken(services, 'consumers', [MASTER_HEADER, ...homes, ''].join('\n'))
})
afterAll(() => services.close())

type Hours = (hour: number) => number | null
const usual: Hours = (hour) => 200 + hour

function rowsOf(meter: string, on: IstDay, wh: Hours): string[] {
  return Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour) => {
    const value = wh(hour)
    return value === null ? [] : [`${meter},${on} ${String(hour).padStart(2, '0')}:00,${value / 1000}`]
  })
}
const send = (...rows: string[][]) =>
  taken(services, 'block-reads', ['meter_no,start,kwh', ...rows.flat(), ''].join('\n'))

/** A home that was read around a day, and of that day as said; its flags are there. */
async function gapOf(meter: string, wh: Hours) {
  const around = [-28, -21, -14, -7, -1, 1].map((shift) => rowsOf(meter, addDays(ON, shift), usual))
  await send(...around, rowsOf(meter, ON, wh))
  await validateReadings(services)
  const found = await services.db.meter.findUniqueOrThrow({
    where: { serialNo: meter },
    select: { id: true, installations: { select: { connectionId: true } } },
  })
  return { connectionId: found.installations[0]?.connectionId as string, meterId: found.id }
}
type Home = Awaited<ReturnType<typeof gapOf>>

async function seen({ connectionId, meterId }: Home, method: EstimationMethod): Promise<string> {
  const plan = await planEstimate(services.db, { connectionId, meterId, onDay: ON }, method)
  return plan.ok ? plan.digest : plan.reason
}
const confirm = async (home: Home, method: EstimationMethod, digest?: string, officer = engineer) =>
  estimateGap(services, officer, { ...home, on: ON, method, digest: digest ?? (await seen(home, method)) })

type Kept = { energyWh: (number | null)[]; estimatedBlocks: number[]; blocksKnown: number; energyKnownWh: bigint }
async function blocksOf({ meterId }: Home): Promise<Kept> {
  // The model cannot read an array with a block that is missing.
  const [kept] = await services.db.$queryRaw<Kept[]>`
    select "energyWh", "estimatedBlocks", "blocksKnown"::int, "energyKnownWh" from "BlockDay"
     where "meterId" = ${meterId}::uuid and "onDay" = ${dayToColumn(ON)}::date`
  return kept as Kept
}
const gapFlag = ({ meterId }: Home) =>
  services.db.readingFlag.findFirst({ where: { meterId, onDay: dayToColumn(ON), rule: 'GAP' } })

test('an officer has two missing hours drawn; the meter’s own come later and take their place', async () => {
  const home = await gapOf('TM1', (hour) => (hour === 5 || hour === 6 ? null : usual(hour)))
  expect(await gapFlag(home)).toMatchObject({ closedAt: null, detail: { missing: 2 } })
  expect(await confirm(home, 'LINEAR')).toEqual({ ok: true, blocks: 2 })
  const stored = await blocksOf(home)
  expect([stored.energyWh[5], stored.energyWh[6], stored.estimatedBlocks]).toEqual([205, 206, [5, 6]])
  expect(await gapFlag(home)).toMatchObject({ decision: 'ESTIMATED', closedBy: engineer.staffId })
  const { meterId } = home
  const estimation = await services.db.readingEstimation.findFirstOrThrow({ where: { meterId } })
  expect(estimation).toMatchObject({
    ...{ method: 'LINEAR', blocks: [5, 6], energyWh: [205, 206], estimatedBy: engineer.staffId },
    basis: { ends: ['2026-11-17T22:30:00.000Z', '2026-11-18T01:30:00.000Z'], registerWh: null },
  })
  const total = { where: { meterId, onDay: dayToColumn(ON) } }
  expect(await services.db.meterDay.findFirst(total)).toMatchObject({ status: 'ESTIMATED', source: 'BLOCKS' })
  const { connectionId } = home
  const audit = await services.db.auditEntry.findFirst({ where: { connectionId, action: 'reading.estimated' } })
  expect(audit).toMatchObject({ actorId: engineer.staffId, detail: { method: 'LINEAR', blocks: 2 } })

  await send(rowsOf('TM1', ON, (hour) => (hour === 5 || hour === 6 ? 900 : null)))
  expect(await blocksOf(home)).toMatchObject({ estimatedBlocks: [], blocksKnown: 24 })
  expect((await blocksOf(home)).energyWh[5]).toBe(900)
  expect(await services.db.meterDay.findFirst(total)).toMatchObject({ status: 'VALID' })
  const kept = await services.db.blockRevision.findMany({ where: { meterId }, orderBy: { block: 'asc' } })
  expect(kept.map(({ block, was }) => [block, was])).toEqual([
    [5, { energyWh: 205, estimated: true }],
    [6, { energyWh: 206, estimated: true }],
  ])
  expect(await services.db.readingEstimation.count({ where: { meterId } })).toBe(1)
})

test('the page of the day and its home’s open gap tell what an officer sees, and the consumer how a value is known', async () => {
  const home = await gapOf('TM7', (hour) => (hour === 5 || hour === 6 ? null : usual(hour)))
  const { connectionId, meterId } = home
  const later = addDays(ON, 3)
  const { batchId } = await services.db.blockDay.findFirstOrThrow({ where: { meterId }, select: { batchId: true } })
  const reading = { connectionId, meterId, batchId, energyWh: 5_000n, receivedAt: services.now() }
  await services.db.meterDay.create({ data: { ...reading, onDay: dayToColumn(later) } })
  const before = await flaggedDay(services, engineer, { connectionId, on: ON })
  expect(before?.lastReadOn).toBe(later)
  expect(before?.meters).toMatchObject([
    { meterId, meterNo: 'TM7', flags: [{ rule: 'GAP', decision: null }], plans: { LINEAR: { ok: true } } },
  ])
  await confirm(home, 'LINEAR')
  const after = await flaggedDay(services, engineer, { connectionId, on: ON })
  expect(after?.meters).toMatchObject([{ flags: [{ decision: 'ESTIMATED' }], plans: null }])
  const methods = async () => {
    const blocks = (await readBlockDays(services.db, connectionId, [{ from: ON, to: ON }])).get(ON)
    return blocks && [...(await estimatedMethods(services.db, connectionId, ON, blocks))]
  }
  expect(await methods()).toEqual([
    [5, 'LINEAR'],
    [6, 'LINEAR'],
  ])
  // The head end's own estimate is not the desk's, and its reading is none.
  await taken(
    services,
    'block-reads',
    `meter_no,start,kwh,status\nTM7,${ON} 05:00,0.3,ESTIMATED\nTM7,${ON} 06:00,0.2,\n`,
  )
  expect(await methods()).toEqual([])
})

test('a day of which nothing came is filled from like days, and from nothing where there are none', async () => {
  const home = await gapOf('TM2', () => null)
  expect(await confirm(home, 'LINEAR')).toEqual({ ok: false, reason: 'TOO_LONG' })
  expect(await confirm(home, 'PROFILE')).toEqual({ ok: true, blocks: 24 })
  const { energyWh, estimatedBlocks } = await blocksOf(home)
  expect(energyWh).toEqual(Array.from({ length: 24 }, (_, hour) => usual(hour)))
  expect(estimatedBlocks).toHaveLength(24)
  const days = [-28, -21, -14, -7].map((shift) => addDays(ON, shift))
  expect(await services.db.readingEstimation.findFirst({ where: { meterId: home.meterId } })).toMatchObject({
    basis: { days, registerWh: null },
  })
})

test('two officers at once fill a gap once; what the meter sent since the officer looked is never overwritten', async () => {
  const home = await gapOf('TM3', (hour) => (hour === 5 || hour === 6 ? null : usual(hour)))
  const digest = await seen(home, 'LINEAR')
  const both = await Promise.all([1, 2].map(() => confirm(home, 'LINEAR', digest)))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'NO_GAP' })
  expect(await services.db.readingEstimation.count({ where: { meterId: home.meterId } })).toBe(1)

  const late = await gapOf('TM4', (hour) => (hour === 5 || hour === 6 ? null : usual(hour)))
  const before = await seen(late, 'LINEAR')
  await send(rowsOf('TM4', ON, (hour) => (hour === 5 ? 4000 : null)))
  expect(await confirm(late, 'LINEAR', before)).toEqual({ ok: false, reason: 'CHANGED' })
  expect((await blocksOf(late)).energyWh.slice(5, 7)).toEqual([4000, null])
})

test('while a file is being taken an officer is told to come again, and nothing is stored', async () => {
  const home = await gapOf('TM8', (hour) => (hour === 5 ? null : usual(hour)))
  const digest = await seen(home, 'LINEAR')
  await services.db.$transaction(async (tx) => {
    await lockBlockDays(tx)
    expect(await confirm(home, 'LINEAR', digest)).toEqual({ ok: false, reason: 'BUSY' })
  })
  expect(await confirm(home, 'LINEAR', digest)).toEqual({ ok: true, blocks: 1 })
})

test('an officer of another office, and one without leave, see nothing and change nothing', async () => {
  const home = await gapOf('TM5', (hour) => (hour === 5 ? null : usual(hour)))
  const digest = await seen(home, 'LINEAR')
  for (const stranger of [elsewhere, testOfficer('CLERK'), testOfficer('ADMINISTRATOR')]) {
    expect(await confirm(home, 'LINEAR', digest, stranger)).toEqual({ ok: false, reason: 'NOT_FOUND' })
    const accepted = await acceptFlag(services, stranger, { ...home, on: ON, rule: 'GAP' })
    expect(accepted).toEqual({ ok: false, reason: 'NOT_FOUND' })
    expect(await flaggedDay(services, stranger, { connectionId: home.connectionId, on: ON })).toBeNull()
  }
  expect((await openFlags(services, elsewhere, { rule: null }))?.flags).toEqual([])
  expect(await openFlags(services, testOfficer('CLERK'), { rule: null })).toBeNull()
  expect(await gapFlag(home)).toMatchObject({ closedAt: null })
  expect((await blocksOf(home)).energyWh[5]).toBeNull()
  const { connectionId } = home
  const refused = await services.db.auditEntry.findMany({ where: { connectionId, action: 'staff.refused' } })
  expect(refused.filter(({ actorId }) => actorId === elsewhere.staffId)).toHaveLength(3)

  // The supervisor of the office finds it in the list, and lets it stand once.
  const supervisor = testOfficer('SUPERVISOR', { subdivisions: ['Test'] })
  const list = await openFlags(services, supervisor, { rule: 'GAP' })
  expect(list?.flags).toContainEqual({
    ...{ ...home, meterNo: 'TM5', subdivision: 'Test', on: ON, rule: 'GAP' },
    detail: { missing: 1, of: 24, isDayKnown: false },
  })
  expect(list?.counts).toContainEqual({ rule: 'GAP', count: list?.flags.length })
  const ends = await Promise.all([1, 2].map(() => acceptFlag(services, supervisor, { ...home, on: ON, rule: 'GAP' })))
  expect(ends.filter(({ ok }) => ok)).toHaveLength(1)
  expect(ends.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'DECIDED' })
  expect(await gapFlag(home)).toMatchObject({ decision: 'ACCEPTED', closedBy: supervisor.staffId })
})

test('hours that the day’s register has counted add up to it', async () => {
  const home = await gapOf('TM6', (hour) => (hour === 5 || hour === 6 ? null : usual(hour)))
  const known = Array.from({ length: 24 }, (_, hour) => usual(hour) as number).reduce((sum, wh) => sum + wh) - 205 - 206
  await taken(services, 'daily-reads', `meter_no,date,kwh\nTM6,${ON},${(known + 600) / 1000}\n`)
  expect(await confirm(home, 'PROFILE')).toEqual({ ok: true, blocks: 2 })
  const { energyWh, energyKnownWh } = await blocksOf(home)
  expect(energyKnownWh).toBe(BigInt(known + 600))
  expect((energyWh[5] as number) + (energyWh[6] as number)).toBe(600)
  const day = { where: { meterId: home.meterId, onDay: dayToColumn(ON) } }
  expect(await services.db.meterDay.findFirst(day)).toMatchObject({ source: 'REGISTER', status: 'VALID' })
})
