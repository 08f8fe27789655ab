import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { issueBill } from '#lib/billing/issue-bill.ts'
import { connectHome, loadExampleTariff, officer, readMonth, type TestHome } from '#lib/billing/test-homes.ts'
import { taken } from '#lib/ingest/test-files.ts'
import { storeTestBlocks } from '#lib/metering/test-blocks.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, dayToColumn, month } from '#lib/units/ist.ts'
import { connectionData } from './connection-data.ts'
import { MOST_KB } from './file-sizes.ts'
import { greenButton } from './green-button.ts'
import { iesMeterData } from './ies-meter-data.ts'
import { allOf, readXml, textOf, type XmlElement } from './test-xml.ts'
import { listedCodesOnly, xsdChecker } from './test-xsd.ts'

// The standards' schemas lie beside the project, not in it: `../shared/data`, or where SHARED_DATA says.
function schemaFile(name: string): string {
  const file = path.resolve(import.meta.dirname, '../..', process.env.SHARED_DATA ?? '../shared/data', name)
  if (!existsSync(file)) throw new Error(`${file} is missing. Set SHARED_DATA to the shared data folder.`)
  return file
}

let services: TestServices
let home: TestHome
/** The same day with a gap of two blocks: 46 x 205 Wh and the last one of 5 Wh more. */
const GAP = (block: number) => (block === 10 || block === 11 ? null : block === 47 ? 210 : 205)

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
  await loadExampleTariff(services)
  home = await connectHome(services)
  await readMonth(services, home, '2026-10', (on) => (on === 9 ? null : 5_001 + on))
  await readMonth(services, home, '2026-11', (on) => (on === 2 ? 9_600 : null))
  const given = { voltageDv: 2_050, frequencyMhz: 49_980 }
  await storeTestBlocks(services, home, '2026-10-30', { ...given, energyWh: GAP })
  await storeTestBlocks(services, home, '2026-10-31', given)
  await storeTestBlocks(services, home, '2026-11-02', { ...given, outageMinutes: (block) => (block === 3 ? 20 : 0) })
  const on = dayToColumn(day('2026-10-31'))
  await services.db.$executeRaw`
    update "BlockDay" set "estimatedBlocks" = '{47}' where "connectionId" = ${home.id}::uuid and "onDay" = ${on}::date`
  const estimated = { connectionId: home.id, onDay: dayToColumn(day('2026-10-05')) }
  await services.db.meterDay.updateMany({ where: estimated, data: { status: 'ESTIMATED' } })
  const issued = await issueBill(services, officer, { connectionId: home.id, month: month('2026-10') })
  if (!issued.ok) throw new Error(issued.reason)
})
afterAll(() => services.close())

const SPAN = { from: day('2026-10-01'), to: day('2026-11-23') }
async function fileOf(writer: typeof greenButton, span = SPAN, { actor, id } = home): Promise<string> {
  const data = await connectionData(services, actor, { connectionId: id, ...span })
  if (!data) throw new Error('not found')
  let text = ''
  for await (const piece of writer(data)) text += piece
  return text
}
const DAYS_WH = Array.from({ length: 31 }, (_, index) => index + 1)
  .filter((on) => on !== 9)
  .reduce((sum, on) => sum + 5_001 + on, 9_600)
const BLOCKS_WH = 45 * 205 + 210 + 2 * 48 * 200

test('a stranger gets nothing, nor does somebody whose proof does not open the meter', async () => {
  const stranger = await connectHome(services)
  const asked = { connectionId: home.id, ...SPAN }
  expect(await connectionData(services, stranger.actor, asked)).toBeNull()
  await services.db.mobileLink.create({
    data: {
      ...{ consumerId: stranger.actor.consumerId, connectionId: home.id, proof: 'BILL_FACTS' },
      linkedAt: services.now(),
    },
  })
  expect(await connectionData(services, stranger.actor, asked)).toBeNull()
  expect(await connectionData(services, home.actor, { ...asked, connectionId: 'none' })).toBeNull()
})

test.each(['green-button', 'ies'] as const)(
  'a month of half hours is no bigger than its form says: %s',
  async (format) => {
    const full = await connectHome(services)
    await readMonth(services, full, '2026-10', () => 9_999)
    const given = { energyWh: 12_345, voltageDv: 2_050, frequencyMhz: 49_980, outageMinutes: 30 }
    for (let on = 1; on <= 31; on += 1)
      await storeTestBlocks(services, full, `2026-10-${String(on).padStart(2, '0')}`, given)
    const span = { from: day('2026-10-01'), to: day('2026-10-31') }
    const file = await fileOf({ 'green-button': greenButton, ies: iesMeterData }[format], span, full)
    const kb = Buffer.byteLength(file) / 1000
    expect(kb).toBeLessThanOrEqual(MOST_KB[format])
    expect(kb).toBeGreaterThan(MOST_KB[format] / 2)
  },
)

describe('Green Button', () => {
  let feed: XmlElement
  const contents = (name: string) => allOf(feed, 'content').flatMap((content) => allOf(content, name))
  beforeAll(async () => {
    feed = readXml(await fileOf(greenButton))
  })

  test('is read back to the watt-hour: what was missing is nowhere, what was estimated says so', () => {
    const types = contents('ReadingType').map((type) => textOf(type, 'intervalLength'))
    expect(types).toEqual(['86400', '1800'])
    const sums = [86_400, 1_800].map((length) => {
      const readings = contents('IntervalReading').filter(
        (reading) => textOf(reading, 'timePeriod', 'duration') === String(length),
      )
      const starts = readings.map((reading) => textOf(reading, 'timePeriod', 'start'))
      expect(new Set(starts).size, 'no instant twice').toBe(readings.length)
      return {
        wh: readings.reduce((sum, reading) => sum + Number(textOf(reading, 'value')), 0),
        count: readings.length,
        estimated: readings
          .filter((reading) => textOf(reading, 'ReadingQuality', 'quality') === '8')
          .map((reading) => new Date(Number(textOf(reading, 'timePeriod', 'start')) * 1000).toISOString()),
      }
    })
    expect(sums).toEqual([
      { wh: DAYS_WH, count: 31, estimated: ['2026-10-04T18:30:00.000Z'] },
      { wh: BLOCKS_WH, count: 46 + 96, estimated: ['2026-10-31T18:00:00.000Z'] },
    ])
  })

  test('has place, time, bill, running period and supply', () => {
    const [point, time] = [contents('UsagePoint')[0], contents('LocalTimeParameters')[0]] as [XmlElement, XmlElement]
    expect([textOf(point, 'ratedPower', 'value'), textOf(point, 'phaseCode')]).toEqual(['2000', '129'])
    expect([textOf(time, 'tzOffset'), textOf(time, 'dstOffset')]).toEqual(['19800', '0'])
    expect([textOf(time, 'dstStartRule'), textOf(time, 'dstEndRule')], 'no summer time').toEqual([
      'FFFFFFFF',
      'FFFFFFFF',
    ])
    // Electricity drawn from the grid, as differences in watt-hours.
    const named = ['commodity', 'flowDirection', 'accumulationBehaviour', 'kind', 'uom', 'powerOfTenMultiplier']
    for (const type of contents('ReadingType'))
      expect(named.map((name) => textOf(type, name))).toEqual(['1', '1', '4', '12', '72', '0'])
    const [bill, running] = contents('UsageSummary') as [XmlElement, XmlElement]
    expect(textOf(bill, 'billingPeriod', 'duration')).toBe(String(31 * 86_400))
    expect(textOf(bill, 'currency')).toBe('356')
    expect(textOf(bill, 'peakDemand', 'value')).toBe('1800')
    // In hundred-thousandths of a rupee; with the additions it is what the bill asks for.
    const parts = ['billLastPeriod', 'costAdditionalLastPeriod'].map((name) => BigInt(textOf(bill, name) ?? ''))
    expect(parts[0]).toBeGreaterThan(0n)
    expect(((parts[0] as bigint) + (parts[1] as bigint)) % 100_000n, 'whole rupees').toBe(0n)
    expect(textOf(running, 'currentBillingPeriodOverAllConsumption', 'value')).toBe(String(48 * 200))
    const supply = contents('ElectricPowerQualitySummary')
    expect(supply.map((one) => textOf(one, 'supplyVoltageVariations'))).toEqual(['96', '48'])
    expect(supply.map((one) => textOf(one, 'longInterruptions'))).toEqual([null, '1'])
    expect(textOf(supply[0] as XmlElement, 'powerFrequency')).toBe('49980000')
  })

  test('has what the standard knows, and ids that stay', async () => {
    const elements = allOf(feed, 'content').flatMap(({ children }) => children)
    const kinds = ['UsagePoint', 'LocalTimeParameters', 'MeterReading', 'ReadingType', 'IntervalBlock', 'UsageSummary']
    expect(new Set(elements.map(({ name }) => name))).toEqual(new Set([...kinds, 'ElectricPowerQualitySummary']))
    for (const element of elements) expect(element.attributes.xmlns).toBe('http://naesb.org/espi')
    const ids = allOf(feed, 'id').map(({ text }) => text)
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      ids.every((id) => /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id)),
    ).toBe(true)
    const again = readXml(await fileOf(greenButton, { ...SPAN, to: day('2026-10-31') }))
    expect(ids).toEqual(expect.arrayContaining(allOf(again, 'id').map(({ text }) => text)))
  })
})

describe('Green Button against the schemas of Atom and ESPI', () => {
  const file = schemaFile('green-button/greenbutton-all.xsd')
  const faultsOf = xsdChecker(file)
  let text: string
  beforeAll(async () => {
    text = await fileOf(greenButton)
  })

  test('holds to them: with everything, without bills or blocks, and where nothing was measured', async () => {
    expect(faultsOf(text)).toEqual([])
    expect(faultsOf(await fileOf(greenButton, { from: day('2026-11-03'), to: day('2026-11-23') }))).toEqual([])
    const empty = await fileOf(greenButton, { from: day('2026-09-01'), to: day('2026-09-30') })
    expect(empty).not.toContain('IntervalReading')
    expect(faultsOf(empty)).toEqual([])
  })

  test('so does one of three phases whose words need escaping', async () => {
    const data = await connectionData(services, home.actor, { connectionId: home.id, ...SPAN })
    if (!data) throw new Error('not found')
    let other = ''
    for await (const piece of greenButton({ ...data, phase: 'THREE', supplier: 'Light & Power <"North">' }))
      other += piece
    expect(other).toContain('<phaseCode>225</phaseCode>')
    expect(other).toContain('Light &amp; Power')
    expect(faultsOf(other)).toEqual([])
  })

  const changes: [what: string, from: string | RegExp, to: string][] = [
    ['a commodity that is none', '<commodity>1</commodity>', '<commodity>electricity</commodity>'],
    ['a time attribute that is none', '<timeAttribute>0</timeAttribute>', '<timeAttribute>daily</timeAttribute>'],
    ['a rule of summer time that is none', '<dstStartRule>FFFFFFFF<', '<dstStartRule>never<'],
    ['a part of a watt-hour', /<value>(\d+)<\/value>/, '<value>$1.5</value>'],
    ['an amount in words', /<billLastPeriod>\d+</, '<billLastPeriod>much<'],
    ['a field that ESPI does not know', '<tzOffset>', '<offset>1</offset><tzOffset>'],
    ['fields in another order', /(<dstOffset>.*?<\/dstOffset>)(<dstStartRule>.*?<\/dstStartRule>)/, '$2$1'],
    ['a field that must be there', '<tzOffset>19800</tzOffset>', ''],
    ['an instant of Atom without its time', /<updated>(\d{4}-\d\d-\d\d)T[^<]*</, '<updated>$1<'],
    ['an element that Atom does not know', '<entry>', '<entry><when/>'],
  ]
  test.each(changes)('they refuse %s', (_, from, to) => {
    const changed = text.replace(from, to)
    expect(changed).not.toBe(text)
    expect(faultsOf(changed)).toHaveLength(1)
  })

  const codes = [
    ...['commodity', 'accumulationBehaviour', 'flowDirection', 'currency', 'timeAttribute', 'uom', 'phaseCode'],
    ...['quality', 'qualityOfReading', 'itemKind', 'kind'],
  ]
  test('every code is one that ESPI lists', () => {
    const faultsOfCodes = xsdChecker(file, listedCodesOnly)
    expect(faultsOfCodes(text)).toEqual([])
    for (const name of codes) {
      const changed = text.replace(new RegExp(`<${name}>\\d+<`), `<${name}>9999<`)
      expect(faultsOf(changed), name).toEqual([])
      expect(faultsOfCodes(changed), name).not.toEqual([])
    }
  })
})

describe('MeterData of the India Energy Stack', () => {
  test('is read back to the watt-hour and holds to its schema', async () => {
    const json: unknown = JSON.parse(await fileOf(iesMeterData))
    const standard = JSON.parse(readFileSync(schemaFile('ies/meter-data-0.6.schema.json'), 'utf8'))
    // Addresses and places are described elsewhere, and none go out.
    Object.assign(standard.$defs, { Address: {}, GeoJSONGeometry: {} })
    const checked = z.fromJSONSchema(standard).safeParse(json)
    expect(checked.error?.issues ?? []).toEqual([])

    const profiles = json as { profileType: string; intervals?: Row[]; intervalPeriod?: { start: string } }[]
    const sumOf = (kind: string) => {
      const rows = profiles.filter(({ profileType }) => profileType === kind).flatMap(({ intervals = [] }) => intervals)
      return { count: rows.length, wh: rows.reduce((sum, { payloads: [kwh] }) => sum + Math.round(kwh * 1000), 0) }
    }
    expect(sumOf('DAILY')).toEqual({ count: 31, wh: DAYS_WH })
    expect(sumOf('INTERVAL')).toEqual({ count: 46 + 96, wh: BLOCKS_WH })
    const blocks = profiles.filter(({ profileType }) => profileType === 'INTERVAL')
    expect(blocks.map(({ intervalPeriod }) => intervalPeriod?.start)).toEqual([
      ...['2026-10-30T00:00:00+05:30', '2026-11-02T00:00:00+05:30'],
    ])
    const positions = blocks[0]?.intervals?.map(({ id }) => id) ?? []
    expect(positions.slice(8, 12)).toEqual([8, 9, 12, 13])
    const marked = blocks[0]?.intervals?.filter(({ overrides }) => overrides) ?? []
    expect(marked).toMatchObject([{ id: 95, overrides: [{ validationStatus: 'ESTIMATED' }] }])
    const bill = profiles.find(({ profileType }) => profileType === 'BILL_DETAILS')
    expect(bill).toMatchObject({
      currency: 'INR',
      timePeriod: { duration: 'P31D' },
      meterRefs: [{ scheme: 'METER_SERIAL' }],
    })
    expect(JSON.stringify(json)).not.toContain('Test Person')
  })
})

test('another portal that takes in MeterData has the same days and half hours afterwards', async () => {
  const other = await testServices('2026-11-23T10:00:00+05:30')
  try {
    await loadExampleTariff(other)
    const there = await connectHome(other)
    const meter = { where: { id: home.meterId }, select: { serialNo: true } }
    const { serialNo } = await services.db.meter.findUniqueOrThrow(meter)
    await other.db.meter.update({ where: { id: there.meterId }, data: { serialNo } })
    const profiles = JSON.parse(await fileOf(iesMeterData)) as { profileType: string }[]
    const readings = profiles.filter(({ profileType }) => ['DESCRIPTOR', 'INTERVAL', 'DAILY'].includes(profileType))
    expect(await taken(other, 'meter-data', JSON.stringify(readings))).toMatchObject({ rejected: 0 })
    expect(await recorded(other, there)).toEqual(await recorded(services, home))
  } finally {
    await other.close()
  }
})

/** What a portal has of a home's meter, whoever brought it. */
async function recorded({ db }: TestServices, { meterId }: TestHome) {
  const select = { onDay: true, energyWh: true, status: true } as const
  const days = await db.meterDay.findMany({ where: { meterId, source: 'REGISTER' }, orderBy: { onDay: 'asc' }, select })
  const blocks = await db.$queryRaw`
    select "onDay", "energyWh", "estimatedBlocks", "energyKnownWh" from "BlockDay"
    where "meterId" = ${meterId}::uuid order by "onDay"`
  return { days, blocks }
}

type Row = { id: number; payloads: [number]; overrides?: object[] }
