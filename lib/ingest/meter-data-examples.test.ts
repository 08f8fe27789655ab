import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listBills } from '#lib/billing/list-bills.ts'
import { loadExampleTariff } from '#lib/billing/test-homes.ts'
import { listConnections } from '#lib/consumers/list-connections.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getProfile } from '#lib/identity/get-profile.ts'
import { consumptionView } from '#lib/metering/consumption-view.ts'
import { dayView } from '#lib/metering/day-view.ts'
import { powerQualityView } from '#lib/metering/power-quality-view.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { readAccount } from '#lib/read-api/account-operations.ts'
import { day, dayToColumn, month } from '#lib/units/ist.ts'
import { ingestText } from './test-files.ts'

/** The published examples, all of one customer's meter, as a utility would send them one after the other. */
let services: TestServices
const FOLDER = path.resolve(process.env.SHARED_DATA ?? '../shared/data', 'ies/examples')
// biome-ignore lint/suspicious/noExplicitAny: the test reads the published files by paths of its own
type Json = Record<string, any>

function example(name: string): { content: Buffer; profiles: Json[] } {
  const file = path.join(FOLDER, `${name}.json`)
  if (!fs.existsSync(file))
    throw new Error(`${file} is missing: set SHARED_DATA to the folder with the published examples.`)
  const content = fs.readFileSync(file)
  return {
    content,
    profiles: (JSON.parse(content.toString()) as Json[]).filter(({ profileType }) => profileType !== 'DESCRIPTOR'),
  }
}

/** Takes an example, which must be taken as it is, and again, which must change nothing. */
async function take(name: string) {
  const { content, profiles } = example(name)
  const first = await ingestText(services, 'meter-data', content)
  if (!first.ok) throw new Error(first.reasons.join('; '))
  expect(first.errors).toEqual([])
  const before = await counts()
  const second = await ingestText(services, 'meter-data', content)
  expect(second).toMatchObject({ ok: true, accepted: 0, rejected: 0, unchanged: first.accepted + first.unchanged })
  expect(await counts()).toEqual(before)
  return { profiles, profile: profiles[0] as Json, ...first, unusedPaths: (first.unused ?? []).map((one) => one.path) }
}

async function counts() {
  const { db } = services
  return {
    connections: await db.connection.count(),
    meters: await db.meter.count(),
    days: await db.meterDay.aggregate({ _count: true, _sum: { energyWh: true } }),
    blocks: await db.blockDay.aggregate({ _count: true, _sum: { energyKnownWh: true } }),
    events: await db.meterEvent.count(),
    registers: await db.registerReading.count(),
    bills: await db.bill.aggregate({ _count: true, _sum: { energyWh: true, payableByDuePaise: true } }),
    unused: await db.unusedPart.count(),
  }
}

const wh = (kwh: number) => BigInt(Math.round(kwh * 1000))
const of = (type: string) => `$[?@.profileType=='${type}']`

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

test('customers: one supply, and an anonymous copy of the same', async () => {
  const { profiles, unusedPaths } = await take('CustomerProfile')
  const named = profiles.filter(({ customer }) => customer.name)
  expect(await counts()).toMatchObject({ connections: named.length, meters: 1 })
  const row = await services.db.connection.findFirst({
    include: { terms: true, installations: { include: { meter: true } } },
  })
  expect(row).toMatchObject({
    ...{ consumerNo: 'RR1234', holderName: named[0]?.customer.name, address: '12 MG Road, Bengaluru, 560001' },
    ...{ phase: 'THREE', feeder: 'FDR-11KV-BLR-04', subdivision: 'UNASSIGNED' },
    terms: [{ category: 'NDS', mode: 'POSTPAID', sanctionedLoadW: named[0]?.customer.sanctionedLoadKw * 1000 }],
    installations: [{ meter: { serialNo: 'DISCOM-SM-2025-654321', intervalMinutes: 30 } }],
  })
  expect(unusedPaths).toEqual(
    expect.arrayContaining([
      `${of('CUSTOMER')}.serviceDeliveryPoints[*].latitude`,
      `${of('CUSTOMER')}.customer.sanctionedExportLoadKw`,
      `${of('CUSTOMER')}.associations[*].storageCapacityKw`,
      `${of('CUSTOMER')}.associations[*].parentResources[*].value`,
    ]),
  )
})

test('a load survey: its blocks, the estimated one marked, what was exported kept', async () => {
  const { profile, accepted, unusedPaths } = await take('IntervalProfile')
  const values: number[] = profile.intervals.map(({ payloads }: Json) => payloads[0])
  expect(accepted).toBe(values.length)
  // Prisma reads no arrays with gaps.
  const [row] = await services.db.$queryRaw<{ values: number[]; energyKnownWh: bigint; estimatedBlocks: number[] }[]>`
    select array_remove("energyWh", null) as "values", "energyKnownWh", "estimatedBlocks" from "BlockDay"`
  expect(row).toEqual({
    values: values.map((value) => Number(wh(value))),
    energyKnownWh: values.reduce((sum, value) => sum + wh(value), 0n),
    estimatedBlocks: [20],
  })
  expect(unusedPaths).toContain(`${of('INTERVAL')}.intervals[*].payloads[1]`)
  expect(unusedPaths).toContain(`${of('INTERVAL')}.intervals[*].overrides[*].changeMethod`)
  const kept = await services.db.unusedPart.findFirstOrThrow({ where: { profileType: 'INTERVAL' } })
  const exported = (kept.rest as Json).intervals.map(({ payloads }: Json) => payloads[1])
  expect(exported).toEqual(profile.intervals.map(({ payloads }: Json) => payloads[1]))
})

test('days: registers at midnight, and what each day made of two of them', async () => {
  const { profile, accepted } = await take('DailyProfile')
  const stands: number[] = profile.intervals.map(({ payloads }: Json) => payloads[0])
  expect(accepted).toBe(stands.length)
  const registers = await services.db.registerReading.findMany({ orderBy: { at: 'asc' } })
  expect(registers.map(({ energyWh }) => energyWh)).toEqual(stands.map(wh))
  const days = await services.db.meterDay.findMany({ orderBy: { onDay: 'asc' } })
  expect(days.map(({ energyWh }) => energyWh)).toEqual(
    stands.slice(1).map((stand, index) => wh(stand) - wh(stands[index] as number)),
  )
  expect(days.map(({ maxDemandW }) => maxDemandW)).toEqual(
    profile.intervals.slice(1).map(({ payloads }: Json) => Math.round(payloads[3] * 1000)),
  )
  expect(days[0]?.onDay).toEqual(dayToColumn(day('2026-05-05')))
})

test('events: every one, by the numbers of the standard', async () => {
  const { profile, accepted } = await take('EventProfile')
  expect(accepted).toBe(profile.events.length)
  const rows = await services.db.meterEvent.findMany({ orderBy: { at: 'asc' }, include: { meter: true } })
  expect(rows.map(({ eventId }) => eventId)).toEqual(profile.events.map(({ eventId }: Json) => eventId))
  expect(rows[0]?.meter.eventSet).toBe('IES')
})

test('a moment: the register; its volts and amperes are kept', async () => {
  const { profile, unusedPaths } = await take('InstantaneousProfile')
  const stand = profile.readings.find(({ readingType }: Json) => readingType === 'kWh imp')
  const row = await services.db.registerReading.findFirst({ where: { at: new Date(profile.timestamp) } })
  expect(row?.energyWh).toBe(wh(stand.value))
  expect(unusedPaths).toContain(`${of('INSTANTANEOUS')}.readings[*].value`)
})

test('a month: the registers at its ends', async () => {
  const { profile } = await take('MonthlyProfile')
  const said = profile.readings.find(({ readingType }: Json) => readingType === 'kWh imp')
  const ends = await services.db.registerReading.findMany({
    where: { at: { in: [new Date('2026-04-01T00:00:00+05:30'), new Date('2026-05-01T00:00:00+05:30')] } },
    orderBy: { at: 'asc' },
  })
  expect(ends.map(({ energyWh }) => energyWh)).toEqual([wh(said.openingValue), wh(said.closingValue)])
  expect((ends[1]?.energyWh ?? 0n) - (ends[0]?.energyWh ?? 0n)).toBe(wh(said.value))
})

test('bills: one that says no units is of what the register counted; the same with its readings is no second one', async () => {
  const { profile } = await take('BillDetails')
  const summary = await take('CustomerBillingSummary')
  expect(summary.profile.billNumber).toBe(profile.billNumber)
  const bills = await services.db.bill.findMany({ include: { lines: { orderBy: { position: 'asc' } } } })
  const said = summary.profile.readings.find(({ readingType }: Json) => readingType === 'kWh imp')
  expect(bills).toHaveLength(1)
  expect(bills[0]).toMatchObject({
    ...{ billNo: profile.billNumber, month: '2026-04', energyWh: wh(said.value) },
    payableByDuePaise: BigInt(Math.round(profile.amountDue * 100)),
    billedOn: dayToColumn(day(profile.billDate)),
    dueOn: dayToColumn(day(profile.dueDate)),
  })
  const amounts = bills[0]?.lines.map(({ code, amountPaise }) => [code, Number(amountPaise) / 100])
  expect(amounts).toEqual([
    ['FIXED', profile.fixedCharges],
    ['ENERGY', profile.energyCharges],
    ['ADJUSTMENT', profile.otherCharges],
  ])
})

describe('the pages show what the examples say', () => {
  let connectionId: string
  let actor: ConsumerActor
  beforeAll(async () => {
    const { id } = await services.db.connection.findFirstOrThrow({ select: { id: true } })
    const consumer = await services.db.consumer.create({ data: { mobile: '9000299001', createdAt: services.now() } })
    await services.db.mobileLink.create({
      data: { consumerId: consumer.id, connectionId: id, proof: 'MASTER_RECORD', linkedAt: services.now() },
    })
    connectionId = id
    actor = { kind: 'consumer', consumerId: consumer.id, sessionId: randomUUID() }
  })
  const profileOf = (name: string) => example(name).profiles[0] as Json
  const lastPart = (did: string) => did.split(':').at(-1)

  test('the same kilowatt hours and rupees', async () => {
    const page = await consumptionView(services, actor, { connectionId, period: month('2026-05') })
    if (page === null || page === 'EMPTY') throw new Error('The page shows nothing.')
    const stands: number[] = profileOf('DailyProfile').intervals.map(({ payloads }: Json) => payloads[0])
    expect(page.energyWh).toBe(wh((stands.at(-1) as number) - (stands[0] as number)))
    expect(page.daysKnown).toBe(stands.length - 1)
    const bills = await listBills(services, actor, connectionId)
    expect(bills.map((bill) => [bill.month, bill.energyWh, bill.payableByDuePaise])).toEqual([
      ['2026-04', 412_500n, 428_750n],
    ])
  })

  test('each half hour of the load survey, at its time and with its mark', async () => {
    const { intervals, intervalPeriod } = profileOf('IntervalProfile')
    const page = await dayView(services, actor, { connectionId, on: day(intervalPeriod.start.slice(0, 10)) })
    const told = intervals.map(({ id, payloads, overrides }: Json) => ({
      startAt: new Date(Date.parse(intervalPeriod.start) + id * 30 * 60_000),
      energyWh: wh(payloads[0]),
      status: overrides?.[0].validationStatus === 'ESTIMATED' ? 'ESTIMATED_BY_SENDER' : 'READ',
    }))
    const shown = page?.blocks?.blocks.filter(({ energyWh }) => energyWh !== null) ?? []
    expect(shown).toMatchObject(told)
    expect(page?.blocks).toMatchObject({
      blocksKnown: intervals.length,
      energyKnownWh: intervals.reduce((sum: bigint, { payloads }: Json) => sum + wh(payloads[0]), 0n),
    })
  })

  test('each failure of supply, from its event to the one that ends it; what else the meter noted is not for pages', async () => {
    const { events } = profileOf('EventProfile')
    const named = (name: string) =>
      events.filter(({ eventName }: Json) => eventName === name).map(({ timestamp }: Json) => new Date(timestamp))
    const [failed, back]: [Date[], Date[]] = [named('POWER_FAIL'), named('POWER_UP')]
    expect(failed).toHaveLength(1)
    const page = await powerQualityView(services, actor, { connectionId, period: month('2026-05') })
    if (page === null || page === 'EMPTY') throw new Error('The page shows nothing.')
    expect(page).toMatchObject({ hasEvents: true, outages: { count: failed.length, momentaryCount: 0, openCount: 0 } })
    expect(page.outages.interruptions).toMatchObject(
      failed.map((from, index) => {
        const to = back[index] as Date
        return { from, to, minutes: Math.round((to.getTime() - from.getTime()) / 60_000), work: null }
      }),
    )
  })

  test('the customer', async () => {
    const { customer, meters, serviceDeliveryPoints, associations } = profileOf('CustomerProfile')
    const consumerNo = lastPart(customer.id.value)?.replaceAll('-', '')
    const { addressLine, city, postalCode } = serviceDeliveryPoints[0]
    const address = [addressLine, city, postalCode].join(', ')
    expect(await listConnections(services, actor)).toEqual([
      { id: connectionId, consumerNo, holderName: customer.name, address },
    ])
    const feeder = associations[0].parentResources.find(({ value }: Json) => value.includes(':feeder:'))
    expect(await getProfile(services, actor, connectionId)).toMatchObject({
      ...{ address, feeder: lastPart(feeder.value) },
      meter: { serialNo: lastPart(meters[0].id.value), intervalMinutes: 30 },
    })
    const asked = { actor, params: { connection: connectionId }, query: {}, pathWith: () => '' }
    expect(await readAccount.read(services, asked)).toMatchObject({
      data: {
        ...{ category: customer.consumerCategory, mode: customer.paymentMode, phase: 'THREE' },
        sanctionedLoadW: customer.sanctionedLoadKw * 1000,
      },
    })
  })
})
