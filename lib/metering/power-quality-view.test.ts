import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectHome, loadExampleTariff, type TestHome } from '#lib/billing/test-homes.ts'
import { taken } from '#lib/ingest/test-files.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { day, eachDay, month } from '#lib/units/ist.ts'
import { EVENT_SETS, meaningOf } from './event-sets.ts'
import { evidenceFor } from './power-quality-evidence.ts'
import { type PowerQualityView, powerQualityView } from './power-quality-view.ts'
import { supplyYesterday } from './supply-yesterday.ts'
import { storeTestBlocks, type TestBlocks } from './test-blocks.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-27T10:00:00+05:30')
  await loadExampleTariff(services)
})
afterAll(() => services.close())

const FINE: TestBlocks = {
  voltageDv: (block) => 2280 + block,
  outageMinutes: 0,
  frequencyMhz: 49_980,
  powerFactorMilli: 940,
}

async function blocksOf(home: TestHome, from: string, to: string, given: (on: string) => TestBlocks | null) {
  for (const on of eachDay(day(from), day(to))) {
    const blocks = given(on)
    if (blocks) await storeTestBlocks(services, home, on, blocks)
  }
}

/** `11-08 20:05:00 101` and the like, of the home's meter. */
async function events(home: TestHome, ...words: string[]) {
  const { serialNo } = await services.db.meter.findUniqueOrThrow({
    where: { id: home.meterId },
    select: { serialNo: true },
  })
  const rows = words.map((word) => `${serialNo},2026-${word.replace(/ (\d+)$/, ',$1')}`)
  expect(await taken(services, 'events', ['meter_no,at,event_id', ...rows, ''].join('\n'))).toMatchObject({
    rejected: 0,
  })
}

async function view(home: TestHome, period: string | null = null): Promise<PowerQualityView> {
  const found = await powerQualityView(services, home.actor, {
    connectionId: home.id,
    period: period ? month(period) : null,
  })
  if (!found || found === 'EMPTY') throw new Error(String(found))
  return found
}

function notice(replaced: object = {}) {
  return JSON.stringify({
    objectType: 'OUTAGE_NOTIFICATION',
    id: { scheme: 'OTHER', value: `N-${Math.random()}` },
    outageClass: 'PLANNED',
    status: 'SCHEDULED',
    network: { subdivision: 'Kokar' },
    affectedAssets: [{ id: { scheme: 'SUBSTATION', value: 'S-1' }, assetLevel: 'SUBSTATION' }],
    timing: { period: { start: '2026-11-03T14:00:00+05:30', duration: 'PT1H30M' } },
    ...replaced,
  })
}

describe('a month of a home', () => {
  let home: TestHome

  beforeAll(async () => {
    home = await connectHome(services)
    const special: Record<string, TestBlocks | null> = {
      // Low from six to half past nine in the evening.
      '2026-11-26': { ...FINE, voltageDv: (block) => (block >= 36 && block < 43 ? 2080 + block - 36 : 2290) },
      '2026-11-18': { ...FINE, voltageDv: (block) => (block < 4 ? 2470 : 2290) },
      '2026-11-13': null,
      '2026-11-12': {
        ...FINE,
        outageMinutes: (block) =>
          ({ 22: 10, 23: 30, 24: 30, 25: 30, 26: 30, 27: 30, 28: 30, 29: 30, 30: 5 })[block] ?? 0,
      },
    }
    await blocksOf(home, '2026-10-30', '2026-11-26', (on) => (on in special ? (special[on] ?? null) : FINE))
    await storeTestBlocks(services, home, '2026-11-27', {
      ...FINE,
      energyWh: (block) => (block < 12 ? 200 : null),
      voltageDv: (block) => (block < 12 ? 2600 : null),
    })
    await events(
      home,
      '11-03 14:10:00 101',
      '11-03 15:25:00 102',
      '11-08 20:05:00 101',
      '11-08 20:40:00 102',
      '11-09 03:00:00 101',
      '11-09 03:00:41 102',
    )
    await taken(services, 'outages', notice())
  })

  test('has its figures, the gap apart, up to yesterday', async () => {
    const shown = await view(home)
    expect(shown).toMatchObject({
      month: '2026-11',
      from: '2026-11-01',
      to: '2026-11-30',
      previous: '2026-10',
      next: null,
    })
    expect(shown.days.map(({ state }) => state[0]).join('')).toBe(`${'K'.repeat(12)}M${'K'.repeat(13)}FFFF`)
    expect(shown.figures).toMatchObject({
      days: 26,
      daysKnown: 25,
      daysWithVoltage: 25,
      blocksKnown: 1200,
      blocksExpected: 1248,
    })
    expect(shown.figures.voltage).toMatchObject({
      ...{ minutesBelow: 210, minutesAbove: 120, minutesFarBelow: 0, daysOutside: ['2026-11-18', '2026-11-26'] },
      ...{ lowest: { on: '2026-11-26', voltageDv: 2080 }, highest: { on: '2026-11-18', voltageDv: 2470 } },
    })
    expect(shown.worst).toMatchObject({ voltageDv: 2080, startAt: new Date('2026-11-26T18:00:00+05:30') })
    expect(shown.frequency?.meanMhz).toBe(49_980)
    expect(shown.powerFactor).toEqual({ thousandths: 940, source: 'METER' })
    expect(shown.lastAt).toEqual(new Date('2026-11-27T06:00:00+05:30'))
  })

  test('tells interruptions: planned, sudden, by blocks alone, momentary ones apart', async () => {
    const { outages, outageDays, hasEvents } = await view(home)
    expect(outages).toMatchObject({
      count: 3,
      plannedCount: 1,
      minutes: 75 + 35 + 225,
      plannedMinutes: 75,
      momentaryCount: 1,
      openCount: 0,
    })
    expect(hasEvents).toBe(true)
    expect(
      outageDays.map(({ on, minutes, supplyMinutes, isBelowFull }) => [on, minutes, supplyMinutes, isBelowFull]),
    ).toEqual([
      ['2026-11-03', 75, 1440, false],
      ['2026-11-08', 35, 1440, false],
      ['2026-11-12', 225, 1215, true],
    ])
    expect(
      outageDays.map(({ parts }) => parts.map(({ work, isApproximate }) => [work !== null, isApproximate])),
    ).toEqual([[[true, false]], [[false, false]], [[false, true]]])
    expect(outageDays[2]?.parts[0]).toMatchObject({
      from: new Date('2026-11-12T11:20:00+05:30'),
      to: new Date('2026-11-12T15:05:00+05:30'),
    })
  })

  test('supply is the blocks’ where all are there; the day without any is known by events only within their reach', async () => {
    const { figures, days } = await view(home)
    expect(figures.supply).toEqual({
      daysKnown: 25,
      averageMinutes: (24 * 1440 + 1215) / 25,
      daysBelow: ['2026-11-12'],
    })
    expect(days[12]).toMatchObject({ on: '2026-11-13', supplyMinutes: null })
  })

  test('the latest day is yesterday, whatever came today', async () => {
    const { latest, isYesterday } = await view(home)
    expect([latest?.on, isYesterday]).toEqual(['2026-11-26', true])
    expect(latest?.voltage?.low).toMatchObject({ minutes: 210, worstDv: 2080, isFar: false })
    expect((await supplyYesterday(services, home.actor, home.id))?.facts).toEqual(latest)
  })

  test('the year has the months since the first readings; an earlier month shows its own', async () => {
    const shown = await view(home)
    expect(shown.year.map(({ month: of, figures, outages }) => [of, figures.daysKnown, outages.count])).toEqual([
      ['2026-10', 2, 0],
      ['2026-11', 25, 3],
    ])
    expect(await view(home, '2026-10')).toMatchObject({
      month: '2026-10',
      previous: null,
      next: '2026-11',
      isYesterday: false,
    })
    expect(await view(home, '2026-09')).toMatchObject({ month: '2026-11' })
    expect(await view(home, '2027-01')).toMatchObject({ month: '2026-11' })
  })

  test('the evidence of a day, a month and a year', async () => {
    const evidence = async (from: string, to: string) => {
      const found = await evidenceFor(services, home.actor, {
        connectionId: home.id,
        period: { from: day(from), to: day(to) },
      })
      if (!found || found === 'EMPTY') throw new Error(String(found))
      return found
    }
    const yesterday = await evidence('2026-11-26', '2026-11-26')
    expect(yesterday).toMatchObject({
      ...{ gatheredAt: services.now(), readUntil: new Date('2026-11-27T06:00:00+05:30'), intervalMinutes: 30 },
      figures: { voltage: { minutesBelow: 210 }, supply: { averageMinutes: 1440 } },
      worst: { voltageDv: 2080 },
      scale: { nominalV: 230, fullMinutes: 1260 },
    })
    expect((await evidence('2026-11-01', '2026-11-30')).outages).toMatchObject({ count: 3, minutes: 335 })
    // Today counts as far as it is known, and a year is the most.
    expect(await evidence('2020-01-01', '2026-12-31')).toMatchObject({
      from: '2025-11-27',
      to: '2026-11-27',
      figures: { voltage: { minutesAbove: 120 + 360 } },
    })
    const ahead = { connectionId: home.id, period: { from: day('2026-12-01'), to: day('2026-12-31') } }
    expect(await evidenceFor(services, home.actor, ahead)).toBe('EMPTY')
  })

  test('is nobody else’s', async () => {
    const stranger = (await connectHome(services)).actor
    const [connectionId, period] = [home.id, { from: day('2026-11-26'), to: day('2026-11-26') }]
    expect(await powerQualityView(services, stranger, { connectionId, period: null })).toBeNull()
    expect(await supplyYesterday(services, stranger, connectionId)).toBeNull()
    expect(await evidenceFor(services, stranger, { connectionId, period })).toBeNull()
    expect(await powerQualityView(services, stranger, { connectionId: 'no-id', period: null })).toBeNull()
  })
})

test('voltage is known of the blocks that had one, or no supply', async () => {
  const home = await connectHome(services)
  await storeTestBlocks(services, home, '2026-11-26', {
    voltageDv: (block) => (block < 20 ? 2300 : null),
    outageMinutes: (block) => (block >= 40 ? 30 : 0),
  })
  const shown = await view(home)
  expect(shown.figures).toMatchObject({ days: 1, daysWithVoltage: 1, blocksKnown: 48, blocksExpected: 48 })
  expect(shown.voltageBlocksKnown).toBe(28)
})

test('before anything came the page is empty', async () => {
  const home = await connectHome(services)
  expect(await powerQualityView(services, home.actor, { connectionId: home.id, period: null })).toBe('EMPTY')
  expect(await supplyYesterday(services, home.actor, home.id)).toBeNull()
})

describe('a meter that sends', () => {
  test('an end of an outage that nobody told leaves the days after it unknown, whichever days are asked for', async () => {
    const home = await connectHome(services)
    await events(home, '11-24 22:00:00 101', '11-27 05:00:00 101', '11-27 06:00:00 102')
    expect((await view(home)).days.filter(({ on }) => on > '2026-11-24').map((one) => one.supplyMinutes)).toEqual(
      Array(6).fill(null),
    )
    expect(await supplyYesterday(services, home.actor, home.id)).toBeNull()
  })

  test('events alone tells supply between its words', async () => {
    const home = await connectHome(services)
    await events(home, '11-20 06:00:00 101', '11-20 10:30:00 102', '11-24 01:00:00 101', '11-24 01:10:00 102')
    const { figures, days, intervalMinutes, worst, latest } = await view(home)
    expect(days.slice(0, 6).map(({ supplyMinutes }) => supplyMinutes)).toEqual([null, 1440, 1440, 1440, null, null])
    expect(figures.voltage).toBeNull()
    expect([intervalMinutes, worst]).toEqual([null, null])
    expect(latest).toMatchObject({ on: '2026-11-24', supply: { count: 1, minutes: 10 } })
  })

  test('no end of an outage: the next voltage is its approximate end, or nothing is', async () => {
    const home = await connectHome(services)
    await events(home, '11-20 06:10:00 101', '11-22 06:10:00 101')
    await storeTestBlocks(services, home, '2026-11-20', {
      ...FINE,
      voltageDv: (block) => (block < 12 || block >= 16 ? 2300 : null),
      outageMinutes: (block) => ({ 12: 20, 13: 30, 14: 30, 15: 30, 16: 12 })[block] ?? 0,
    })
    const { outages } = await view(home)
    expect(
      outages.interruptions.map(({ from, to, isApproximate, minutes }) => [from, to, isApproximate, minutes]),
    ).toEqual([
      [new Date('2026-11-20T06:10:00+05:30'), new Date('2026-11-20T08:12:00+05:30'), true, 122],
      [new Date('2026-11-22T06:10:00+05:30'), null, false, null],
    ])
    expect(outages).toMatchObject({ count: 2, minutes: 122, openCount: 1 })
  })

  test('blocks without voltage tells supply and no voltage', async () => {
    const home = await connectHome(services)
    await storeTestBlocks(services, home, '2026-11-26', { outageMinutes: 0 })
    const { figures, latest } = await view(home)
    expect(figures).toMatchObject({
      daysKnown: 1,
      daysWithVoltage: 0,
      voltage: null,
      supply: { daysKnown: 1, averageMinutes: 1440 },
    })
    expect(latest).toMatchObject({ voltage: null, supply: { count: 0 } })
  })

  test('no word about outages leaves supply unknown', async () => {
    const home = await connectHome(services)
    await storeTestBlocks(services, home, '2026-11-25', { voltageDv: 2300 })
    await storeTestBlocks(services, home, '2026-11-26', {
      voltageDv: 2300,
      outageMinutes: (block) => (block === 5 ? null : 0),
    })
    expect((await view(home)).figures).toMatchObject({ daysWithVoltage: 2, supply: null })
  })
})

describe('announced work', () => {
  const plannedOf = async (facts: { feeder?: string; subdivision: string }) => {
    const home = await connectHome(services)
    await services.db.connection.update({ where: { id: home.id }, data: facts })
    await events(home, '11-15 10:00:00 101', '11-15 11:00:00 102')
    return (await view(home)).outages.plannedCount === 1
  }
  const timing = { period: { start: '2026-11-15T10:30:00+05:30', duration: 'PT2H' } }
  const feeder = (value: string) => [{ id: { scheme: 'FEEDER', value }, assetLevel: 'FEEDER' }]

  test('goes by feeder where it names one, else by subdivision', async () => {
    await taken(
      services,
      'outages',
      notice({ timing, network: { subdivision: 'Harmu' }, affectedAssets: feeder('F-7') }),
    )
    expect(await plannedOf({ feeder: 'F-7', subdivision: 'Harmu' })).toBe(true)
    expect(await plannedOf({ feeder: 'F-8', subdivision: 'Harmu' })).toBe(false)
    expect(await plannedOf({ subdivision: 'Harmu' })).toBe(true)
    expect(await plannedOf({ subdivision: 'Ratu Road' })).toBe(false)
    await taken(services, 'outages', notice({ timing, network: { subdivision: 'Ratu Road' } }))
    expect(await plannedOf({ feeder: 'F-9', subdivision: 'Ratu Road' })).toBe(true)
  })

  test.each([
    ['SCHEDULED_ROSTERING', 'SCHEDULED', true],
    ['PLANNED', 'RESTORED', true],
    ['PLANNED', 'CANCELLED', false],
    ['BREAKDOWN', 'ACTIVE', false],
    ['EMERGENCY_ROSTERING', 'ACTIVE', false],
  ])('%s, %s: %s', async (outageClass, status, planned) => {
    const subdivision = `${outageClass} ${status}`
    await taken(services, 'outages', notice({ timing, network: { subdivision }, outageClass, status }))
    expect(await plannedOf({ subdivision })).toBe(planned)
  })
})

describe('what hints at tampering', () => {
  test('never reaches a consumer, from whichever set, nor do numbers without a name', async () => {
    for (const set of EVENT_SETS) {
      const home = await connectHome(services)
      await services.db.meter.update({ where: { id: home.meterId }, data: { eventSet: set } })
      await storeTestBlocks(services, home, '2026-11-26', FINE)
      const before = await views(home)
      const others = Array.from({ length: 400 }, (_, id) => id).filter(
        (id) => meaningOf(set, id)?.kind !== 'POWER_FAILURE',
      )
      expect(others.filter((id) => meaningOf(set, id)?.isTamper).length).toBeGreaterThan(6)
      await events(home, ...others.map((id) => `11-26 12:00:00 ${id}`))
      expect(await views(home), set).toEqual(before)
    }
  })

  test('is read by one module alone, which asks for supply gone and back', () => {
    const root = path.resolve(import.meta.dirname, '../..')
    const files = ['lib', 'components', 'app'].flatMap((folder) =>
      fs.readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, String(file))),
    )
    const reading = files.filter(
      (file) =>
        /\.tsx?$/.test(file) &&
        !/\.test\.tsx?$|\/test-[^/]+\.tsx?$/.test(file) &&
        /"MeterEvent"|\bmeterEvents?\b/.test(fs.readFileSync(path.join(root, file), 'utf8')),
    )
    // Beside it one stores them, and one deletes what is too old without looking at it.
    const [stores, reads, forgets] = [
      'lib/metering/store-events.ts',
      'lib/metering/supply-events.ts',
      'lib/privacy/forget-readings.ts',
    ]
    expect(reading.sort()).toEqual([stores, reads, forgets])
  })

  async function views({ actor, id: connectionId }: TestHome) {
    return [
      await powerQualityView(services, actor, { connectionId, period: null }),
      await supplyYesterday(services, actor, connectionId),
      await evidenceFor(services, actor, { connectionId, period: { from: day('2026-11-01'), to: day('2026-11-26') } }),
    ]
  }
})
