import { beforeEach, describe, expect, test } from 'vitest'
import { validateReadings } from '#lib/metering/validation/validate-readings.ts'
import { taken } from './test-files.ts'
import { descriptors, meterDataStage } from './test-meter-data.ts'

/** Meters of 28 kW, single phase, that send half hours: 14 kWh are the most that one can have. */
const stage = meterDataStage(901)
const { ofMeter, survey, take, reasons, meter, blocks } = stage

let minutes = 0
// Files that come one after the other are told apart by when.
beforeEach(later)
function later(): void {
  minutes += 1
  stage.services.setTime(new Date(Date.parse('2026-11-23T10:00:00+05:30') + minutes * 60_000).toISOString())
}

const block = (rows: string, columns = 'meter_no,start,kwh') =>
  taken(stage.services, 'block-reads', `${columns}\n${rows.replaceAll('M,', `${stage.meterNo},`)}\n`)
const day = (rows: string, columns = 'meter_no,date,kwh') =>
  taken(stage.services, 'daily-reads', `${columns}\n${rows.replaceAll('M,', `${stage.meterNo},`)}\n`)

async function kept() {
  const rows = await stage.services.db.refusedReading.findMany({
    where: { meterId: (await meter()).id },
    orderBy: [{ onDay: 'asc' }, { receivedAt: 'asc' }],
    include: { batch: { select: { kind: true, source: true } } },
  })
  return rows.map(({ onDay, readings, batch: { kind } }) => ({
    ...{ on: onDay.toISOString().slice(0, 10), kind, readings: readings as Record<string, unknown>[] },
  }))
}
async function flags(rule: 'RANGE' | 'CLOCK' = 'RANGE') {
  await validateReadings(stage.services)
  const rows = await stage.services.db.readingFlag.findMany({
    where: { meterId: (await meter()).id, rule },
    orderBy: { onDay: 'asc' },
  })
  return rows.map(({ onDay, decision, detail }) => ({ on: onDay.toISOString().slice(0, 10), decision, detail }))
}

test('a half hour beyond what the meter can pass is refused, kept with all of its row, and flagged', async () => {
  const file = 'M,2026-11-20 06:00,99.123,231.5,ESTIMATED\nM,2026-11-20 06:30,0.4,230,'
  const columns = 'meter_no,start,kwh,voltage_v,status'
  expect(await block(file, columns)).toMatchObject({
    ...{ accepted: 1, rejected: 1 },
    reasons: ['2: kwh is more than the meter can pass in 30 minutes (14)'],
  })
  const said = { kwh: '99.123', voltage_v: '231.5', status: 'ESTIMATED' }
  const reading = { block: 12, intervalMinutes: 30, column: 'kwh', limit: '14', said }
  const row = { on: '2026-11-20', kind: 'block-reads', readings: [reading] }
  expect(await kept()).toEqual([row])
  expect((await blocks())?.energy).toEqual([400])
  const detail = { column: 'kwh', value: '99.123', limit: '14', block: 12, intervalMinutes: 30, count: 1 }
  const flag = { on: '2026-11-20', decision: null, detail }
  expect(await flags()).toEqual([flag])

  later()
  expect(await block(file, columns)).toMatchObject({ accepted: 0, unchanged: 1, rejected: 1 })
  expect([await kept(), await flags()], 'the same file again').toEqual([[row], [flag]])
  later()
  await block('M,2026-11-20 06:30,0.5')
  expect(await flags(), 'another half hour of the day').toEqual([flag])
  later()
  await block('M,2026-11-20 06:00,0.912')
  expect(await flags(), 'the right value').toEqual([{ ...flag, decision: 'GONE' }])
  expect(await kept(), 'what came stays').toEqual([row])
  later()
  await block(file, columns)
  expect(await flags(), 'the wrong one again').toEqual([flag])
})

test.each([
  ['kwh', '-0.25', '0'],
  ['kwh', '99999999', '1000000'],
  ['kvah', '14.001', '14'],
  ['voltage_v', '6553.5', '1000'],
  ['current_a', '-1', '0'],
  ['frequency_hz', '100.001', '100'],
  ['power_factor', '-1.001', '-1'],
  ['outage_minutes', '31', '30'],
])('%s %s of a half hour is kept as it came', async (column, value, limit) => {
  const cells = column === 'kwh' ? { kwh: value } : { kwh: '0.4', [column]: value }
  await block(`M,2026-11-20 06:00,${Object.values(cells).join(',')}`, `meter_no,start,${Object.keys(cells).join(',')}`)
  expect(await kept()).toMatchObject([{ readings: [{ column, limit, said: cells }] }])
  expect(await flags()).toMatchObject([{ decision: null, detail: { column, value, limit, count: 1 } }])
})

test('a file in the wrong unit is one row a day of a meter, and one flag that says how many', async () => {
  const times = Array.from({ length: 48 }, (_, at) => `${String(at >> 1).padStart(2, '0')}:${at % 2 ? '30' : '00'}`)
  const rows = ['19', '20'].flatMap((date) => times.map((time) => `M,2026-11-${date} ${time},250`))
  expect(await block(rows.join('\n'))).toMatchObject({ accepted: 0, rejected: 96 })
  expect((await kept()).map(({ on, readings }) => [on, readings.length])).toEqual([
    ['2026-11-19', 48],
    ['2026-11-20', 48],
  ])
  expect(await flags()).toMatchObject([{ detail: { value: '250', block: 0, count: 48 } }, { detail: { count: 48 } }])
})

test.each([
  ['kwh', '672.001', '672'],
  ['kwh', '-3', '0'],
  ['kvah', '700', '672'],
  ['max_demand_kw', '28.001', '28'],
])('%s %s of a day is kept, until a later file says the day', async (column, value, limit) => {
  const cells = column === 'kwh' ? { kwh: value } : { kwh: '5', [column]: value }
  await day(`M,2026-11-20,${Object.values(cells).join(',')}`, `meter_no,date,${Object.keys(cells).join(',')}`)
  expect(await kept()).toMatchObject([{ kind: 'daily-reads', readings: [{ column, limit, said: cells }] }])
  const flag = { on: '2026-11-20', detail: { column, value, limit, intervalMinutes: 1440 } }
  expect(await flags()).toMatchObject([{ ...flag, decision: null }])
  later()
  await day('M,2026-11-20,6')
  expect(await flags()).toMatchObject([{ ...flag, decision: 'GONE' }])
})

test('by MeterData, blocks, days and registers are kept in the same way', async () => {
  const said = { kwh: '99.123', voltage_v: '231', status: 'VALID' }
  expect(await reasons(descriptors(), survey([[231, 99.123, 0]]))).toEqual([
    '$[1].intervals[0]: kwh is more than the meter can pass in 30 minutes (14)',
  ])
  const daily = (mode: string, values: number[]) => [
    descriptors({ name: 'Days', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: mode }] }),
    survey(
      values.map((value) => [value]),
      {
        ...{ ...ofMeter('DAILY'), payloadDescriptorSetRef: 'Days', compactSequenceRef: undefined },
        intervalPeriod: { start: '2026-11-10T00:00:00+05:30', duration: 'P1D' },
      },
    ),
  ]
  await take(...daily('USAGE', [700.5]))
  await take(...daily('READING', [1e17]))
  expect(await kept()).toMatchObject([
    { on: '2026-11-10', readings: [{ column: 'kwh', limit: '672', said: { kwh: '700.5' } }] },
    {
      on: '2026-11-10',
      readings: [{ column: 'kwh', said: { kwh: '100000000000000000', at: '2026-11-10T18:30:00.000Z' } }],
    },
    { on: '2026-11-20', kind: 'meter-data', readings: [{ block: 18, column: 'kwh', limit: '14', said }] },
  ])
  expect(await flags()).toMatchObject([{ on: '2026-11-10' }, { on: '2026-11-20', detail: { value: '99.123' } }])
})

describe('a clock that is wrong', () => {
  const demand = async () => {
    const where = { meterId: (await meter()).id }
    return stage.services.db.meterDay.findMany({
      where,
      select: { energyWh: true, maxDemandW: true, maxDemandAt: true },
    })
  }
  const columns = 'meter_no,date,kwh,max_demand_kw,max_demand_at'
  const flag = { on: '2026-11-20', decision: null, detail: { demandAt: '2000-01-01T06:30:00.000Z' } }

  test('does not cost the day of a file of days: it is taken without the instant, which is kept and flagged', async () => {
    const file = 'M,2026-11-20,6,1.85,2000-01-01 12:00'
    expect(await day(file, columns)).toMatchObject({ accepted: 1, rejected: 0 })
    expect(await demand()).toEqual([{ energyWh: 6000n, maxDemandW: 1850, maxDemandAt: null }])
    const said = { kwh: '6', max_demand_kw: '1.85', max_demand_at: '2000-01-01T06:30:00.000Z' }
    expect(await kept()).toMatchObject([{ on: '2026-11-20', readings: [{ column: 'max_demand_at', said }] }])
    expect([await flags('CLOCK'), await flags()]).toEqual([[flag], []])
    later()
    expect(await day(file, columns)).toMatchObject({ accepted: 0, unchanged: 1 })
    expect([(await kept()).length, await flags('CLOCK')], 'the same file again').toEqual([1, [flag]])
    later()
    await day('M,2026-11-20,6,1.85,2026-11-20 19:30', columns)
    expect((await demand())[0]?.maxDemandAt).toEqual(new Date('2026-11-20T19:30:00+05:30'))
    expect(await flags('CLOCK'), 'the right instant').toEqual([{ ...flag, decision: 'GONE' }])
  })

  test.each([
    ['2026-11-20 00:00', [], 'kept'],
    ['2026-11-21 00:00', [], 'kept'],
    ['2026-11-21 00:01', ['CLOCK'], 'left out'],
    // The meter may tell the highest demand of its billing period again.
    ['2026-11-19 23:59', ['CLOCK'], 'kept'],
    ['2026-09-19 00:00', ['CLOCK'], 'kept'],
    ['2026-09-18 23:59', ['CLOCK'], 'left out'],
  ])('is none where the highest demand is stamped %s of the 20th: %j, the instant %s', async (at, found, instant) => {
    await day(`M,2026-11-20,6,1.85,${at}`, columns)
    expect((await flags('CLOCK')).map(() => 'CLOCK')).toEqual(found)
    const maxDemandAt = instant === 'kept' ? new Date(`${at.replace(' ', 'T')}:00+05:30`) : null
    expect(await demand()).toMatchObject([{ maxDemandW: 1850, maxDemandAt }])
  })

  test.each(['USAGE', 'READING'])('is told by MeterData, days of %s', async (reportedMode) => {
    const set = {
      name: 'Demands',
      payloadDescriptors: [
        { readingType: 'kWh imp', reportedMode },
        { readingType: 'MD kW', unit: 'kW' },
      ],
      compactSequences: [
        {
          name: 'Seq',
          sequenceItems: [
            { readingType: 'kWh imp' },
            { readingType: 'MD kW' },
            { readingType: 'MD kW', attribute: 'occurredAt' },
          ],
        },
      ],
    }
    const profile = survey(
      [
        [6, 1.5, '2026-11-19T19:30:00+05:30'],
        [7, 1.85, '2000-01-01T12:00:00+05:30'],
      ],
      {
        ...{ ...ofMeter('DAILY'), payloadDescriptorSetRef: 'Demands' },
        intervalPeriod: { start: '2026-11-19T00:00:00+05:30', duration: 'P1D' },
      },
    )
    expect(await take(descriptors(set), profile)).toMatchObject({ rejected: 0 })
    expect(await flags('CLOCK')).toEqual([flag])
  })
})

test('of a meter that nobody knows or that was elsewhere nothing is kept, nor by a dry run', async () => {
  const before = await stage.services.db.refusedReading.count()
  await block('NOBODY,2026-11-20 06:00,99.123\nM,2020-01-14 06:00,99.123\nM,2026-11-20 06:00,many')
  const file = `meter_no,start,kwh\n${stage.meterNo},2026-11-20 06:00,99.123\n`
  expect(await taken(stage.services, 'block-reads', file, { isDryRun: true })).toMatchObject({ rejected: 1 })
  expect(await stage.services.db.refusedReading.count()).toBe(before)
})

test('two files at once keep what both say once', async () => {
  const rows = ['06:00', '06:30', '07:00'].map((time) => `M,2026-11-20 ${time},99`).join('\n')
  await Promise.all([block(rows), block(rows), block('M,2026-11-20 06:00,99')])
  expect((await kept()).map(({ readings }) => readings.length).sort()).toEqual([1, 3])
})
