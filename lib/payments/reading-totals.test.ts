import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { descriptors } from '#lib/ingest/test-meter-data.ts'
import { estimateGap } from '#lib/metering/estimation/estimate-gap.ts'
import { planEstimate } from '#lib/metering/estimation/plan-estimate.ts'
import { keepReadingMonths } from '#lib/metering/reading-months.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { forgetReadings } from '#lib/privacy/forget-readings.ts'
import { testOfficer } from '#lib/staff/test-officer.ts'
import { day, month } from '#lib/units/ist.ts'
import { monthsDue, wrongReadings } from './reading-totals.ts'
import { verifyLedger } from './verify-ledger.ts'

const NOW = '2026-11-23T10:00:00+05:30'
let services: TestServices

beforeAll(async () => {
  services = await testServices(NOW)
  const homes = Array.from({ length: 12 }, (_, index) => masterRow(index + 1, { meter_interval_minutes: '60' }))
  await taken(services, 'consumers', [MASTER_HEADER, ...homes, ''].join('\n'))
})
afterAll(() => services.close())

const days = (...rows: string[]) => taken(services, 'daily-reads', ['meter_no,date,kwh', ...rows, ''].join('\n'))
const blockRows = (meter: string, on: string, kwh: (hour: number) => number | null) =>
  Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour) =>
    kwh(hour) === null ? [] : [`${meter},${on} ${String(hour).padStart(2, '0')}:00,${kwh(hour)}`],
  )
const blocks = (...rows: string[][]) =>
  taken(services, 'block-reads', ['meter_no,start,kwh', ...rows.flat(), ''].join('\n'))

const inv12 = async () => (await verifyLedger(services, null)).find(({ id }) => id === 'INV12')?.broken
const totalsOf = () => services.db.readingTotal.aggregate({ _sum: { rows: true, energyWh: true } })

describe('readings are in order', () => {
  test('when a file is taken, comes again, and is corrected by another, in part or whole', async () => {
    expect(await days('TM1,2026-10-31,4', 'TM1,2026-11-01,5', 'TM2,2026-11-01,6.5')).toMatchObject({ accepted: 3 })
    expect(await inv12()).toEqual([])
    const before = await totalsOf()
    expect(await days('TM1,2026-10-31,4', 'TM1,2026-11-01,5', 'TM2,2026-11-01,6.5')).toMatchObject({ unchanged: 3 })
    expect(await totalsOf()).toEqual(before)
    expect(await days('TM1,2026-11-01,5.25', 'TM2,2026-11-01,6.5', 'TM2,2026-11-02,1')).toMatchObject({ accepted: 2 })
    expect(await days('TM1,2026-10-31,1', 'TM1,2026-11-01,2', 'TM2,2026-11-01,3')).toMatchObject({ accepted: 3 })
    expect(await inv12()).toEqual([])
    expect(await totalsOf()).toEqual({ _sum: { rows: before._sum.rows && before._sum.rows + 1, energyWh: 7_000n } })
  })

  test('whether blocks come whole, in pieces, again or corrected, and a register takes the place of their sum', async () => {
    const whole = blockRows('TM3', '2026-11-18', () => 0.1)
    expect(await blocks(whole)).toMatchObject({ accepted: 24 })
    expect(await blocks(whole)).toMatchObject({ unchanged: 24 })
    // Another day of the file is new, so both are looked at one by one.
    await blocks(
      whole,
      blockRows('TM4', '2026-11-18', (hour) => (hour < 12 ? 0.2 : null)),
    )
    await blocks(blockRows('TM4', '2026-11-18', (hour) => (hour < 12 ? null : 0.3)))
    await blocks(blockRows('TM3', '2026-11-18', (hour) => (hour === 7 ? 0.9 : 0.1)))
    expect(await inv12()).toEqual([])
    await days('TM3,2026-11-18,3.3', 'TM4,2026-11-18,6')
    await blocks(blockRows('TM3', '2026-11-18', () => 0.4))
    expect(await inv12()).toEqual([])
  })

  test('when a day comes twice in a file, the second time otherwise', async () => {
    const [one, other] = [blockRows('TM5', '2026-11-19', () => 0.1), blockRows('TM5', '2026-11-19', () => 0.2)]
    await blocks(
      one,
      blockRows('TM6', '2026-11-19', () => 0.1),
      other,
    )
    await days('TM5,2026-11-02,1', 'TM5,2026-11-02,2')
    expect(await inv12()).toEqual([])
  })

  test('when rows are refused, a file is only looked at, or is stopped on its way', async () => {
    const before = await totalsOf()
    expect(await days('TM1,2026-11-03,4000', 'NOBODY,2026-11-03,4')).toMatchObject({ rejected: 2 })
    const text = 'meter_no,date,kwh\nTM1,2026-11-03,4\n'
    await taken(services, 'daily-reads', text, { isDryRun: true })
    await taken(services, 'daily-reads', text, { signal: AbortSignal.abort() })
    expect(await totalsOf()).toEqual(before)
    expect(await inv12()).toEqual([])
  })

  test('when registers make days of their neighbours, also more of them than the file has rows', async () => {
    const set = { name: 'Days', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: 'READING' }] }
    const register = (kwh: number, on: string) => ({
      ...{ profileType: 'DAILY', meterRefs: [{ scheme: 'METER_SERIAL', value: 'TM7' }] },
      ...{ payloadDescriptorSetRef: 'Days', intervalPeriod: { start: `${on}T00:00:00+05:30`, duration: 'P1D' } },
      intervals: [{ id: 0, payloads: [kwh] }],
    })
    const take = (...registers: object[]) =>
      taken(services, 'meter-data', JSON.stringify([descriptors(set), ...registers]))
    await take(register(100, '2026-11-10'), register(110, '2026-11-12'))
    expect(await take(register(104, '2026-11-11'))).toMatchObject({ accepted: 1 })
    expect(await inv12()).toEqual([])
    await take(register(105, '2026-11-11'))
    expect(await inv12()).toEqual([])
  })

  test('when an officer estimates a gap, and the meter sends it later', async () => {
    const usual = ['2026-10-21', '2026-10-28', '2026-11-04', '2026-11-11', '2026-11-17', '2026-11-19']
    const around = usual.map((on) => blockRows('TM8', on, () => 0.2))
    await blocks(
      ...around,
      blockRows('TM8', '2026-11-18', (hour) => (hour === 5 ? null : 0.2)),
    )
    const found = await services.db.meter.findUniqueOrThrow({
      where: { serialNo: 'TM8' },
      select: { id: true, installations: { select: { connectionId: true } } },
    })
    const home = { connectionId: found.installations[0]?.connectionId as string, meterId: found.id }
    const plan = await planEstimate(services.db, { ...home, onDay: day('2026-11-18') }, 'LINEAR')
    const asked = { ...home, on: day('2026-11-18'), method: 'LINEAR', digest: plan.ok ? plan.digest : '' } as const
    expect(await estimateGap(services, testOfficer('BILLING_OFFICER'), asked)).toEqual({ ok: true, blocks: 1 })
    expect(await inv12()).toEqual([])
    await blocks(blockRows('TM8', '2026-11-18', (hour) => (hour === 5 ? 0.7 : null)))
    expect(await inv12()).toEqual([])
  })

  test('when a meter is changed, and the old one’s days are corrected', async () => {
    await days('TM9,2026-11-10,4')
    const changed = masterRow(9, { meter_no: 'TM9NEW', meter_interval_minutes: '60' })
    await taken(services, 'consumers', [MASTER_HEADER, changed, ''].join('\n'))
    await days('TM9NEW,2026-11-23,1', 'TM9,2026-11-10,5')
    expect(await inv12()).toEqual([])
  })

  test('when two files bring the same days at once', async () => {
    const [one, other] = [0.1, 0.2].map((kwh) =>
      ['2026-11-14', '2026-11-15'].map((on) => blockRows('TM10', on, () => kwh)),
    )
    await Promise.all([
      blocks(...(one ?? [])),
      blocks(...(other ?? [])),
      days('TM10,2026-11-14,2', 'TM10,2026-11-15,3'),
    ])
    expect(await inv12()).toEqual([])
  })

  test('of files from before there were totals, also when later ones replace theirs', async () => {
    await days('TM11,2026-11-10,4', 'TM11,2026-11-11,4')
    const { batchId } = await services.db.meterDay.findFirstOrThrow({
      orderBy: { receivedAt: 'desc' },
      where: { energyWh: 4_000n },
    })
    await services.db.readingTotal.deleteMany({ where: { batchId } })
    await days('TM11,2026-11-10,5')
    expect(await inv12()).toEqual([])
  })
})

describe('readings are not in order', () => {
  /** What is found once `plant` has done its damage, which is undone afterwards. */
  async function foundAfter(plant: (tx: Tx) => Promise<unknown>): Promise<string[] | undefined> {
    let found: string[] | undefined
    const undo = new Error('undo')
    await services
      .asOwner()
      .$transaction(async (tx) => {
        await plant(tx)
        const verified = await verifyLedger({ db: tx as Db, now: services.now }, null)
        found = verified.find(({ id }) => id === 'INV12')?.broken
        throw undo
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error
      })
    return found
  }

  beforeAll(async () => {
    await days('TM12,2026-11-10,4', 'TM12,2026-11-11,5')
    await blocks(
      blockRows('TM12', '2026-11-12', () => 0.1),
      blockRows('TM12', '2026-11-13', (hour) => (hour < 12 ? 0.1 : null)),
    )
  })
  const meterId = async (tx: Tx) => (await tx.meter.findUniqueOrThrow({ where: { serialNo: 'TM12' } })).id

  const PLANTED: [string, (tx: Tx, meter: string) => Promise<unknown>, RegExp][] = [
    [
      'a lost day',
      (tx, meter) => tx.$executeRaw`delete from "MeterDay" where "meterId" = ${meter}::uuid and "onDay" = '2026-11-10'`,
      /^days of test.csv in 2026-11: 1 of 5000 Wh instead of 2 of 9000 Wh$/,
    ],
    [
      'a day with other energy',
      (tx, meter) =>
        tx.$executeRaw`update "MeterDay" set "energyWh" = 4001 where "meterId" = ${meter}::uuid and "onDay" = '2026-11-10'`,
      /^days of test.csv in 2026-11: 2 of 9001 Wh instead of 2 of 9000 Wh$/,
    ],
    [
      'a day that no file brought',
      (tx, meter) => tx.$executeRaw`
        insert into "MeterDay" ("connectionId", "onDay", "meterId", "energyWh", "batchId", "receivedAt")
        select "connectionId", '2026-10-01', "meterId", 0, "batchId", "receivedAt" from "MeterDay"
        where "meterId" = ${meter}::uuid and "onDay" = '2026-11-10'`,
      /^days of test.csv in 2026-10: 1 of 0 Wh instead of 0 of 0 Wh$/,
    ],
    [
      'a day that was moved to another month',
      (tx, meter) => tx.$executeRaw`
        update "MeterDay" set "onDay" = '2026-10-10' where "meterId" = ${meter}::uuid and "onDay" = '2026-11-10'`,
      /in 2026-10: 1 of 4000 Wh instead of 0 of 0 Wh$/,
    ],
    [
      'a lost day of blocks',
      (tx, meter) => tx.$executeRaw`delete from "BlockDay" where "meterId" = ${meter}::uuid and "onDay" = '2026-11-13'`,
      /^days of blocks of test.csv in 2026-11: 1 of 2400 Wh instead of 2 of 3600 Wh$/,
    ],
    [
      'a half hour with other energy, its sum untouched',
      (tx, meter) => tx.$executeRaw`
        update "BlockDay" set "energyWh"[3] = 101 where "meterId" = ${meter}::uuid and "onDay" = '2026-11-12'`,
      /: 2 of 3601 Wh \(summed as 3600\) instead of 2 of 3600 Wh$/,
    ],
    [
      'a half hour that is lost, and so from its sum',
      (tx, meter) => tx.$executeRaw`
        update "BlockDay" set "energyWh"[3] = null, "energyKnownWh" = "energyKnownWh" - 100, "blocksKnown" = "blocksKnown" - 1
        where "meterId" = ${meter}::uuid and "onDay" = '2026-11-12'`,
      /: 2 of 3500 Wh instead of 2 of 3600 Wh$/,
    ],
    [
      'a total that is lost',
      async (tx, meter) => tx.$executeRaw`
        delete from "ReadingTotal" where "readings" = 'BLOCKS' and "batchId" = (
          select "batchId" from "BlockDay" where "meterId" = ${meter}::uuid and "onDay" = '2026-11-12')`,
      /: 2 of 3600 Wh instead of 0 of 0 Wh$/,
    ],
  ]
  test.each(PLANTED)('%s is found', async (_, plant, words) => {
    expect(await foundAfter(async (tx) => plant(tx, await meterId(tx)))).toEqual(
      expect.arrayContaining([expect.stringMatching(words)]),
    )
  })

  test('and nothing else of it is: the same is in order without', async () => {
    expect(await foundAfter(async () => undefined)).toEqual([])
  })
})

test('what is kept no longer goes with its totals, and is missed by nobody, even where it is to be kept longer again', async () => {
  const own = await testServices('2024-01-10T12:00:00+05:30')
  try {
    await taken(own, 'consumers', `${MASTER_HEADER}\n${masterRow(1, { meter_interval_minutes: '60' })}\n`)
    const rows = ['2023-10-31', '2023-11-01'].flatMap((on) => blockRows('TM1', on, () => 0.1))
    await taken(own, 'block-reads', ['meter_no,start,kwh', ...rows, ''].join('\n'))
    for (const kwh of [3, 4]) await taken(own, 'daily-reads', `meter_no,date,kwh\nTM1,2023-10-31,${kwh}\n`)
    const nightOf = (on: string, before: string) => [
      `${on}T00:30:00+05:30`,
      `${on}T03:00:00+05:30`,
      `${before}T12:00:00+05:30`,
    ]
    for (const at of [...nightOf('2026-11-01', '2026-10-31'), ...nightOf('2033-11-01', '2033-10-31')]) {
      own.setTime(at)
      await forgetReadings(own)
      await keepReadingMonths(own)
      expect((await verifyLedger(own, null)).find(({ id }) => id === 'INV12')?.broken, at).toEqual([])
    }
    expect(await own.db.readingTotal.count()).toBe(1)
    own.setTime('2037-01-24T03:00:00+05:30')
    await keepReadingMonths(own)
    expect(await own.db.readingTotal.count()).toBe(0)
  } finally {
    await own.close()
  }
})

describe('what is compared in parts', () => {
  test('is each month once in a week of hours, and all after longer', () => {
    const from = month('2016-11')
    const hour = (n: number) => new Date(Date.parse('2026-11-02T10:00:00+05:30') + n * 3_600_000)
    const all = monthsDue(from, { since: hour(0), now: hour(200) })
    expect([all.length, all[0], all.at(-1)]).toEqual([121, '2016-11', '2026-11'])
    const byHour = Array.from({ length: 168 }, (_, n) => monthsDue(from, { since: hour(n), now: hour(n + 1) }))
    expect(byHour.flat().toSorted()).toEqual(all)
    const byTurns = [0, 1, 3, 50, 51, 140, 168].flatMap((n, index, turns) =>
      index === 0 ? [] : monthsDue(from, { since: hour(turns[index - 1] as number), now: hour(n) }),
    )
    expect(byTurns.toSorted()).toEqual(all)
    expect(monthsDue(from, { since: hour(0), now: hour(0) })).toEqual([])
  })

  test('is what came since at once, and what came before within a week', async () => {
    const own = await testServices(NOW)
    try {
      await taken(own, 'consumers', [MASTER_HEADER, masterRow(1), masterRow(2), ''].join('\n'))
      await taken(own, 'daily-reads', 'meter_no,date,kwh\nTM1,2026-10-30,3\nTM2,2026-10-30,3\n')
      await own.asOwner().meterDay.updateMany({ where: { energyWh: 3_000n }, data: { energyWh: 3_001n } })
      const wrong = ['days of test.csv in 2026-10: 2 of 6002 Wh instead of 2 of 6000 Wh']
      const hours = (n: number) => new Date(Date.parse(NOW) + n * 3_600_000)
      const inHour = (n: number) => wrongReadings({ db: own.db, now: () => hours(n), since: hours(n - 1) })
      const inTurn = Array.from({ length: 168 }, (_, n) => n + 2).filter((n) =>
        monthsDue(month('2026-10'), { since: hours(n - 1), now: hours(n) }).includes(month('2026-10')),
      )
      expect(inTurn).toHaveLength(1)
      const [n] = inTurn as [number]
      expect([await inHour(0), await inHour(n), await inHour(n + 1)]).toEqual([wrong, wrong, []])
    } finally {
      await own.close()
    }
  })
})
