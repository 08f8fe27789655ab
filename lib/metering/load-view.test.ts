import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueBill } from '#lib/billing/issue-bill.ts'
import { connectHome, loadExampleTariff, officer, type TestHome } from '#lib/billing/test-homes.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { addDays, day, dayToColumn, eachDay, month, startOfDay } from '#lib/units/ist.ts'
import { type LoadView, loadView } from './load-view.ts'

let services: TestServices
let batchId: string

beforeAll(async () => {
  services = await testServices('2026-11-11T10:00:00+05:30')
  await loadExampleTariff(services)
  const batch = await services.db.ingestBatch.create({
    data: { kind: 'block-reads', source: 'test', contentHash: randomUUID(), startedAt: services.now() },
  })
  batchId = batch.id
})
afterAll(() => services.close())

/** A home whose meter is a smart one from a day on. */
async function smartHome(from = '2020-01-01', facts: { category?: string } = {}): Promise<TestHome> {
  const home = await connectHome(services, facts)
  await services.db.meter.update({ where: { id: home.meterId }, data: { intervalMinutes: 30 } })
  await services.db.meterInstallation.updateMany({
    where: { meterId: home.meterId },
    data: { fromOn: dayToColumn(day(from)) },
  })
  return home
}

/** Days with the register's demand; null leaves the register out. */
async function readDemand(
  home: TestHome,
  from: string,
  to: string,
  wattsOn: (on: string) => number | null,
  meterId = home.meterId,
) {
  await services.db.meterDay.createMany({
    data: eachDay(day(from), day(to)).map((on) => ({
      ...{ connectionId: home.id, meterId, onDay: dayToColumn(on), energyWh: 9_000n, batchId },
      ...{ maxDemandW: wattsOn(on), receivedAt: services.now() },
      maxDemandAt: wattsOn(on) === null ? null : new Date(`${on}T19:30:00+05:30`),
    })),
  })
}

/** A day of half hours of 100 Wh, with one of `peakWh` at eight in the evening; the first `missing` never came. */
async function readBlocks(home: TestHome, on: string, peakWh: number, missing = 0) {
  const energyWh = Array.from({ length: 48 }, (_, block) => (block === 40 ? peakWh : 100))
  await services.db.$executeRaw`
    insert into "BlockDay" ("connectionId", "onDay", "meterId", "intervalMinutes", "energyWh", "apparentVah", "voltageDv",
      "currentMa", "frequencyMhz", "powerFactorMilli", "outageMinutes", "estimatedBlocks", "blocksKnown", "energyKnownWh",
      "peakW", "peakAt", "batchId", "receivedAt")
    values (${home.id}::uuid, ${on}::date, ${home.meterId}::uuid, 30,
      ${energyWh.map((wh, block) => (block < missing ? null : wh))}::int[], '{}', '{}', '{}', '{}', '{}', '{}', '{}',
      ${48 - missing}, ${4_800 - missing * 100}, ${peakWh * 2},
      ${new Date(startOfDay(day(on)).getTime() + 20 * 3_600_000)}::timestamptz, ${batchId}::uuid, ${services.now()}::timestamptz)`
}

async function view(home: TestHome, period: string | null = null): Promise<LoadView> {
  const found = await loadView(services, home.actor, { connectionId: home.id, period: period ? month(period) : null })
  if (!found || found === 'EMPTY') throw new Error(String(found))
  return found
}

describe('the page of load', () => {
  it('joins the days above, the load of those days, the months of the year and what it costs', async () => {
    const home = await smartHome('2020-01-01', { category: 'SHOP' })
    const peaks: Record<string, number> = { '2026-06-10': 2_340, '2026-11-02': 2_000, '2026-11-08': 2_620 }
    await readDemand(home, '2026-04-01', '2026-11-10', (on) => peaks[on] ?? 1_400)
    const shown = await view(home)
    expect(shown).toMatchObject({ month: '2026-11', limitW: 2_000, registerW: 2_620, unknownOn: [], next: null })
    expect(shown.above.map(({ on, peak }) => [on, peak?.watts, peak?.at])).toEqual([
      ['2026-11-08', 2_620, new Date('2026-11-08T19:30:00+05:30')],
    ])
    expect(shown.days.filter(({ state }) => state === 'NEAR').map(({ on }) => on)).toEqual(['2026-11-02'])
    expect(shown.year.above.map((of) => of.month)).toEqual(['2026-06', '2026-11'])
    expect(shown.year.lowestPeakW).toBe(2_340)
    // The example's shops pay 150 rupees for each kW.
    expect(shown.effect).toMatchObject({ kind: 'CHARGED', chargedPaise: 39_300n, atLoadPaise: 30_000n })
    expect(shown.better).toMatchObject({ advice: 'RAISE', enoughW: 3_000, monthsKnown: 8 })
    expect(shown.hours).toBeNull()
  })

  it('shows half hours where there is no register, and a day that lacks one as not wholly known', async () => {
    const home = await smartHome()
    await readDemand(home, '2026-11-01', '2026-11-10', () => null)
    await readBlocks(home, '2026-11-08', 1_310)
    await readBlocks(home, '2026-11-09', 500, 1)
    const shown = await view(home)
    expect(shown.above).toMatchObject([{ on: '2026-11-08', peak: { watts: 2_620, source: 'BLOCKS' } }])
    expect(shown.days[8]).toMatchObject({ state: 'WITHIN', peak: { watts: 1_000, blocksMissing: 1 } })
    expect(shown.unknownOn).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10].map((n) => `2026-11-${String(n).padStart(2, '0')}`))
    expect(shown.registerW).toBeNull()
    expect(shown.year.months.find((of) => of.month === '2026-11')).toMatchObject({ state: 'ABOVE', isIndicative: true })
    // 8 November 2026 is a Sunday: row 6, eight in the evening.
    expect(shown.hours?.wide.rows[6]?.[20]).toEqual({ meanW: 1_410, isAbove: true })
  })

  it('holds a demand that is told day after day against the day on which it was', async () => {
    const home = await smartHome()
    // The register of the billing period, which stands until the meter resets it.
    const data = eachDay(day('2026-11-01'), day('2026-11-10')).map((on) => ({
      ...{ connectionId: home.id, meterId: home.meterId, onDay: dayToColumn(on), energyWh: 9_000n, batchId },
      ...{ receivedAt: services.now(), maxDemandW: on < '2026-11-03' ? 1_400 : 2_620 },
      maxDemandAt: new Date(on < '2026-11-03' ? `${on}T00:00:00+05:30` : '2026-11-03T19:30:00+05:30'),
    }))
    await services.db.meterDay.createMany({ data })
    const shown = await view(home)
    expect(shown.above).toMatchObject([{ on: '2026-11-03', peak: { watts: 2_620, source: 'REGISTER' } }])
    expect(shown.unknownOn).toEqual([4, 5, 6, 7, 8, 9, 10].map((n) => `2026-11-${String(n).padStart(2, '0')}`))
    expect(shown.registerW).toBe(2_620)
  })

  it('holds each day against the load in force, and counts nothing of before the smart meter', async () => {
    const home = await smartHome('2026-09-15')
    await services.db.connectionTerms.create({
      data: {
        ...{ connectionId: home.id, effectiveFrom: dayToColumn(day('2026-10-16')), category: 'HOME', mode: 'POSTPAID' },
        sanctionedLoadW: 3_000,
      },
    })
    await readDemand(home, '2026-08-01', '2026-11-10', () => 2_500)
    const october = await view(home, '2026-10')
    expect(october.above).toHaveLength(15)
    expect(new Set(october.days.map(({ limitW }) => limitW))).toEqual(new Set([2_000, 3_000]))
    const states = new Map(october.year.months.map((of) => [of.month, of.state]))
    expect([states.get(month('2026-08')), states.get(month('2026-09')), states.get(month('2026-11'))]).toEqual([
      'BEFORE_METER',
      'ABOVE',
      'WITHIN',
    ])
    expect(october.year.months[5]).toMatchObject({ month: '2026-09', daysAbove: 16 })
    expect(october.effect).toMatchObject({ kind: 'NONE', per: 'CONNECTION' })
  })

  it('takes the higher of two meters on the day on which they were changed', async () => {
    const home = await smartHome()
    const other = await services.db.meter.create({
      data: { serialNo: randomUUID(), maxPowerW: 28_000, intervalMinutes: 15 },
    })
    await readDemand(home, '2026-11-01', '2026-11-05', () => 1_500)
    await readDemand(home, '2026-11-05', '2026-11-10', (on) => (on === '2026-11-05' ? 2_100 : 1_200), other.id)
    const shown = await view(home)
    expect(shown.above.map(({ on }) => on)).toEqual(['2026-11-05'])
    expect(shown.unknownOn).toEqual([])
  })

  it('charges what the month’s bill charges: its frozen demand, less where supply fell short', async () => {
    const home = await smartHome('2020-01-01', { category: 'SHOP' })
    await readDemand(home, '2026-10-01', '2026-10-31', (on) => (on === '2026-10-08' ? 2_620 : 1_400))
    for (const on of eachDay(day('2026-10-01'), day('2026-10-31'))) await readBlocks(home, on, 500)
    // Seven of 24 hours out on each day leave 17 of the 21 hours that the full charge asks for.
    await services.db.$executeRaw`
      update "BlockDay" set "outageMinutes" = array_fill(0, array[34]) || array_fill(30, array[14]), "minutesOut" = 420
      where "connectionId" = ${home.id}::uuid`
    const issued = await issueBill(services, officer, { connectionId: home.id, month: month('2026-10') })
    if (!issued.ok) throw new Error(issued.reason)
    const [line] = await services.db.billLine.findMany({ where: { billId: issued.billId, code: 'FIXED' } })
    expect(line?.amountPaise).toBe(31_814n)
    expect((await view(home, '2026-10')).effect).toMatchObject({ kind: 'CHARGED', chargedPaise: line?.amountPaise })

    await services.db.meterDay.updateMany({ where: { connectionId: home.id }, data: { maxDemandW: 1_400 } })
    const corrected = await view(home, '2026-10')
    expect(corrected.above).toEqual([])
    expect(corrected.effect).toMatchObject({ kind: 'CHARGED', demandW: 2_620, chargedPaise: line?.amountPaise })
  })

  it('is empty before the first reading, and is nobody else’s', async () => {
    const home = await smartHome()
    expect(await loadView(services, home.actor, { connectionId: home.id, period: null })).toBe('EMPTY')
    await readDemand(home, '2026-11-01', '2026-11-02', () => 1_500)
    const stranger = await smartHome()
    expect(await loadView(services, stranger.actor, { connectionId: home.id, period: null })).toBeNull()
    expect(await loadView(services, home.actor, { connectionId: 'no-id', period: null })).toBeNull()
    // Months before the first reading and after today lead to the running one.
    for (const period of ['2026-10', '2026-12', '2019-01']) expect((await view(home, period)).month).toBe('2026-11')
    expect((await view(home)).days.at(-1)?.on).toBe(addDays(day('2026-11-29'), 1))
  })
})
