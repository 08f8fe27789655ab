import { describe, expect, test } from 'vitest'
import { taken } from './test-files.ts'
import { descriptors, meterDataStage } from './test-meter-data.ts'

const stage = meterDataStage(171)
const { ofMeter, survey, take, reasons, meter, days } = stage

describe('days by MeterData', () => {
  const set = (mode: string) => ({ name: 'Days', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: mode }] })
  const profile = (values: number[], start = '2026-11-10T00:00:00+05:30') =>
    survey(
      values.map((value) => [value]),
      {
        ...{ ...ofMeter('DAILY'), payloadDescriptorSetRef: 'Days', compactSequenceRef: undefined },
        intervalPeriod: { start, duration: 'P1D' },
      },
    )

  test('of registers follow from two midnights, whichever file comes first', async () => {
    await take(descriptors(set('READING')), profile([106.5, 109], '2026-11-12T00:00:00+05:30'))
    expect(await days()).toEqual(['2026-11-13 2500 VALID'])
    await take(descriptors(set('READING')), profile([100, 104.25]))
    expect(await days()).toEqual(['2026-11-11 4250 VALID', '2026-11-12 2250 VALID', '2026-11-13 2500 VALID'])
  })

  test('of a corrected register are corrected, and the register before is kept', async () => {
    await take(descriptors(set('READING')), profile([100, 104, 107]))
    expect(await take(descriptors(set('READING')), profile([100, 105, 107]))).toMatchObject({
      accepted: 1,
      unchanged: 2,
    })
    expect(await days()).toEqual(['2026-11-11 5000 VALID', '2026-11-12 2000 VALID'])
    const kept = await stage.services.db.registerReading.findMany({
      where: { meterId: (await meter()).id, at: new Date('2026-11-12T00:00:00+05:30') },
      orderBy: { revision: 'asc' },
    })
    expect(kept.map(({ energyWh, revision }) => [energyWh, revision])).toEqual([
      [104_000n, 1],
      [105_000n, 2],
    ])
  })

  test('of consumption are days as they are', async () => {
    expect(await take(descriptors(set('USAGE')), profile([4.5, 0]))).toMatchObject({ accepted: 2 })
    expect(await days()).toEqual(['2026-11-10 4500 VALID', '2026-11-11 0 VALID'])
  })

  test('of a register or a time that no meter shows are rejected, and the rest of the file is taken', async () => {
    const withDemand = {
      name: 'Demands',
      payloadDescriptors: [
        { readingType: 'kWh imp', reportedMode: 'READING' },
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
    const file = [
      descriptors(withDemand),
      survey(
        [
          [1e17, 1, '2026-11-10T19:30:00+05:30'],
          [104, 1, '0001-01-01T00:00:00'],
          [107, 1, '2026-11-12T19:30:00+05:30'],
          [112, 1, '2026-11-13T19:30:00+05:30'],
        ],
        {
          ...{ ...ofMeter('DAILY'), payloadDescriptorSetRef: 'Demands' },
          intervalPeriod: { start: '2026-11-10T00:00:00+05:30', duration: 'P1D' },
        },
      ),
    ]
    expect(await reasons(...file)).toEqual([
      '$[1].intervals[1]: max_demand_at is not a time: "0001-01-01T00:00:00"',
      '$[1].intervals[0]: kwh is more than any register shows: 100000000000000000',
    ])
    expect(await days()).toEqual(['2026-11-13 5000 VALID'])
  })

  test('that a register cannot tell are refused also where the later midnight came first', async () => {
    await take(descriptors(set('READING')), profile([99_000], '2026-11-12T00:00:00+05:30'))
    const earlier = [descriptors(set('READING')), profile([100], '2026-11-11T00:00:00+05:30')]
    const reason =
      '$[1].intervals[0]: on the day after, the register grew by more than the meter can pass in a day (672); the register is kept, the day is not made'
    expect(await reasons(...earlier)).toEqual([reason])
    expect(await days()).toEqual([])
  })

  test('of registers that say nothing new leave a day as it was corrected since', async () => {
    const file = [descriptors(set('READING')), profile([100, 104, 107])]
    await take(...file)
    await taken(stage.services, 'daily-reads', `meter_no,date,kwh\n${stage.meterNo},2026-11-11,3.5\n`)
    expect(await take(...file)).toMatchObject({ accepted: 0, unchanged: 3 })
    expect(await days()).toEqual(['2026-11-11 3500 VALID', '2026-11-12 3000 VALID'])
  })

  test('with registers at both ends are what these grew by, once', async () => {
    const ends = (value: number, openingValue: number, closingValue: number) =>
      survey([], {
        ...{ ...ofMeter('DAILY'), payloadDescriptorSetRef: undefined, compactSequenceRef: undefined },
        intervalPeriod: { start: '2026-11-10T00:00:00+05:30', duration: 'P1D' },
        intervals: [{ id: 0, readings: [{ readingType: 'kWh imp', value, openingValue, closingValue }] }],
      })
    expect(await take(ends(5.0004, 100.0004, 105.0008))).toMatchObject({ accepted: 3 })
    expect(await take(ends(5.0004, 100.0004, 105.0008))).toMatchObject({ accepted: 0, unchanged: 3 })
    expect(await stage.services.db.meterDay.findMany({ where: { meterId: (await meter()).id } })).toMatchObject([
      { energyWh: 5001n, revision: 1 },
    ])
    expect(await reasons(ends(4, 105, 110))).toEqual([
      '$[0].intervals[0].readings[0].value says 4, from openingValue to closingValue it is 5',
    ])
  })

  test('that a register cannot tell are refused, with the register kept', async () => {
    expect(await reasons(descriptors(set('READING')), profile([100, 90, 99_000]))).toEqual([
      '$[1].intervals[1]: the register went back from 100 a day before; the register is kept, the day is not made',
      '$[1].intervals[2]: the register grew by more than the meter can pass in a day (672); the register is kept, the day is not made',
    ])
    expect(await days()).toEqual([])
    expect(await stage.services.db.registerReading.count({ where: { meterId: (await meter()).id } })).toBe(3)
  })
})
