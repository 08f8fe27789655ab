import { Readable } from 'node:stream'
import v8 from 'node:v8'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { day, dayToColumn } from '#lib/units/ist.ts'
import { ingestFile } from './ingest-file.ts'
import { ingestText, MASTER_HEADER, masterRow, officer, taken } from './test-files.ts'
import { descriptors, type Json, meterDataStage, SET } from './test-meter-data.ts'

const stage = meterDataStage(71)
const { ofMeter, survey, take, reasons, meter, blocks, days } = stage

describe('a load survey', () => {
  test('is read by its sequence, whatever the order of its places; the same again changes nothing', async () => {
    const file = [
      descriptors(),
      survey([
        [230.4, 0.25, 0],
        [231, 0.5, 0.1],
      ]),
    ]
    expect(await take(...file)).toMatchObject({ accepted: 2, rejected: 0 })
    expect(await blocks()).toEqual({ energy: [250, 500], volts: [2304, 2310], estimated: [] })
    expect(await take(...file)).toMatchObject({ accepted: 0, unchanged: 2, rejected: 0 })
  })

  test('an override counts descriptors: estimated is marked, what the sender doubts is no reading and is kept', async () => {
    const profile = survey([
      [230, 0.25, 0],
      [230, 0.5, 0],
      [230, 9, 0],
    ])
    const intervals = profile.intervals as Json[]
    Object.assign(intervals[1] as Json, { overrides: [{ descriptorIndex: 0, validationStatus: 'ESTIMATED' }] })
    Object.assign(intervals[2] as Json, { overrides: [{ descriptorIndex: 0, validationStatus: 'SUSPECT' }] })
    const result = await ingestText(stage.services, 'meter-data', JSON.stringify([descriptors(), profile]))
    expect(result).toMatchObject({ ok: true, accepted: 2, rejected: 0 })
    expect(await blocks()).toEqual({ energy: [250, 500], volts: [2300, 2300], estimated: [19] })
    expect(result.ok && result.unused).toContainEqual({
      ...{ path: "$[?@.profileType=='INTERVAL'].intervals[*].payloads[1]", count: 1 },
    })
  })

  test('by OBIS codes, with a factor, with periods of its own, and as JSON lines', async () => {
    const set = { name: 'Obis', payloadDescriptors: [{ readingType: '1.0.1.29.0.255', multiplier: 0.001 }] }
    const intervals = [
      { id: 0, intervalPeriod: { start: '2026-11-20T04:30:00Z', duration: 'PT30M' }, payloads: [125] },
      { id: 1, readings: [{ readingType: 'kWh imp block', value: 0.5 }] },
    ]
    const profile = { ...survey([]), payloadDescriptorSetRef: 'Obis', compactSequenceRef: undefined, intervals }
    const lines = [descriptors(set), profile].map((one) => JSON.stringify(one)).join('\n')
    expect(await taken(stage.services, 'meter-data', lines)).toMatchObject({ accepted: 2, rejected: 0 })
    expect((await blocks())?.energy).toEqual([500, 125])
  })

  test('of registers gives what they grew by, and the day by its midnights', async () => {
    const set = { name: 'Stands', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: 'READING' }] }
    const stands = Array.from({ length: 49 }, (_, block) => [1000 + block / 10])
    const profile = survey(
      stands,
      { payloadDescriptorSetRef: 'Stands', compactSequenceRef: undefined },
      '2026-11-19T23:30:00+05:30',
    )
    // 48 blocks, and two midnights.
    expect(await take(descriptors(set), profile)).toMatchObject({ accepted: 50, rejected: 0 })
    expect((await blocks())?.energy).toEqual(Array(48).fill(100))
    expect(await days()).toEqual(['2026-11-20 4800 VALID'])
  })

  test.each(['in one file', 'in two'])('of registers day by day has the first block of each day, %s', async (how) => {
    const set = { name: 'Stands', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: 'READING' }] }
    const dayOfStands = (on: string, first: number) =>
      survey(
        Array.from({ length: 48 }, (_, block) => [first + (block + 1) / 10]),
        { payloadDescriptorSetRef: 'Stands', compactSequenceRef: undefined },
        `${on}T00:00:00+05:30`,
      )
    const [one, two] = [dayOfStands('2026-11-19', 1000), dayOfStands('2026-11-20', 1004.8)]
    if (how === 'in one file') await take(descriptors(set), one, two)
    else for (const each of [one, two]) await take(descriptors(set), each)
    // Nothing tells what the first block of all began with.
    expect((await blocks('2026-11-19'))?.energy).toEqual(Array(47).fill(100))
    expect((await blocks())?.energy).toEqual(Array(48).fill(100))
    expect(await days()).toEqual(['2026-11-20 4800 VALID'])
  })

  test('of registers day by day goes on from the day before also where the files are moved to other days', async () => {
    const set = { name: 'Stands', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: 'READING' }] }
    const move = (...profiles: unknown[]) =>
      taken(stage.services, 'meter-data', JSON.stringify(profiles), { shiftDays: 7 })
    const more = { payloadDescriptorSetRef: 'Stands', compactSequenceRef: undefined }
    await move(descriptors(set), survey([[1000]], more, '2026-11-12T23:30:00+05:30'))
    expect(await move(descriptors(set), survey([[1000.4]], more, '2026-11-13T00:00:00+05:30'))).toMatchObject({
      rejected: 0,
    })
    expect((await blocks())?.energy).toEqual([400])
  })

  test('of several meters in one file, by descriptors that an earlier file said', async () => {
    await taken(stage.services, 'consumers', `${MASTER_HEADER}\n${masterRow(500 + stage.serial)}\n`)
    await take(descriptors({ ...SET, name: `Earlier ${stage.serial}` }))
    const ref = { payloadDescriptorSetRef: `Earlier ${stage.serial}` }
    const other = { ...survey([[230, 0.3, 0]], ref), ...ofMeter('INTERVAL', `TM${500 + stage.serial}`) }
    expect(await take(survey([[230, 0.2, 0]], ref), other)).toMatchObject({ accepted: 2, rejected: 0 })
  })
})

describe('descriptors that an earlier file said', () => {
  const named = (order: 'VE' | 'EV') => ({
    name: `Order ${stage.serial}`,
    payloadDescriptors: [...order].map((one) => ({ readingType: one === 'V' ? 'V_1P' : 'kWh imp block' })),
  })
  const ref = () => ({ payloadDescriptorSetRef: `Order ${stage.serial}`, compactSequenceRef: undefined })
  const send = async (source: string, ...profiles: unknown[]) => {
    const file = {
      kind: 'meter-data',
      source: Readable.from([Buffer.from(JSON.stringify(profiles))]),
      name: source,
    } as const
    const result = await ingestFile(stage.services, officer, file)
    stage.services.setTime(new Date(stage.services.now().getTime() + 1_000).toISOString())
    return result
  }

  test('hold as they were said last, also when it is what was said before', async () => {
    await send('HES', descriptors(named('VE')))
    await send('HES', descriptors(named('EV')))
    await send('HES', descriptors(named('VE')))
    await send('HES', survey([[230, 0.4]], ref()))
    expect(await blocks()).toMatchObject({ energy: [400], volts: [2300] })
  })

  test('are those of the same system, where another says the same name of something else', async () => {
    await send('HES A', descriptors(named('VE')))
    await send('HES B', descriptors(named('VE')))
    await send('HES B', descriptors(named('EV')))
    await send('HES A', survey([[230, 0.4]], ref()))
    expect(await blocks()).toMatchObject({ energy: [400], volts: [2300] })
    // A file by hand may be read by the descriptors of another.
    await send('by-hand.json', survey([[0.5, 231]], ref(), '2026-11-20T12:00:00+05:30'))
    expect(await blocks()).toMatchObject({ energy: [400, 500], volts: [2300, 2310] })
  })
})

test('a changed meter counts from the day it was fitted; an older word about it changes nothing', async () => {
  const customer = (number: string, fitted: string, more: Json = {}): Json => ({
    profileType: 'CUSTOMER',
    customer: {
      ...{
        id: { scheme: 'CONSUMER_NUMBER', value: `09-77-${stage.serial}` },
        name: 'Test Person',
        consumerCategory: 'HOME',
      },
      ...{ sanctionedLoadKw: 3, paymentMode: 'POSTPAID', connectionType: 'Single-phase' },
    },
    serviceDeliveryPoints: [{ id: { scheme: 'OTHER', value: 'P1' }, address: { streetAddress: '1 Invented Lane' } }],
    meters: [{ id: { scheme: 'METER_SERIAL', value: number }, meterType: 'AMI' }],
    associations: [
      {
        serviceDeliveryPointRefs: [{ scheme: 'OTHER', value: 'P1' }],
        ...{ meterRefs: [{ scheme: 'METER_SERIAL', value: number }], commissioningDate: `${fitted}T11:00:00+05:30` },
      },
    ],
    ...more,
  })
  const both = [customer(`OLD${stage.serial}`, '2024-01-05'), customer(`NEW${stage.serial}`, '2026-11-08')]
  const set = new Map([['subdivision', 'Kokar']])
  const file = JSON.stringify(both)
  expect(await taken(stage.services, 'meter-data', file, { set })).toMatchObject({ accepted: 2, rejected: 0 })
  expect(await taken(stage.services, 'meter-data', file, { set })).toMatchObject({
    accepted: 0,
    unchanged: 2,
    rejected: 0,
  })
  const row = await stage.services.db.connection.findUnique({
    where: { consumerNo: `0977${stage.serial}` },
    include: { installations: { orderBy: { fromOn: 'asc' }, include: { meter: true } } },
  })
  expect(row).toMatchObject({ subdivision: 'Kokar', address: '1 Invented Lane' })
  expect(row?.installations.map(({ meter: { serialNo }, fromOn, toOn }) => ({ serialNo, fromOn, toOn }))).toEqual([
    { serialNo: `OLD${stage.serial}`, fromOn: dayToColumn(day('2000-01-01')), toOn: dayToColumn(day('2026-11-07')) },
    { serialNo: `NEW${stage.serial}`, fromOn: dayToColumn(day('2026-11-08')), toOn: null },
  ])
})

test('events, alarms and moments: events count, the rest is kept whole', async () => {
  const event = { timestamp: '2026-11-20T03:12:45+05:30', eventId: 101, eventName: 'POWER_FAIL', sequence: 7 }
  const alarm = { timestamp: '2026-11-20T03:12:45+05:30', alarmId: 1, status: 'ACTIVE', severity: 'WARNING' }
  const moment = {
    ...{ ...ofMeter('INSTANTANEOUS'), timestamp: '2026-11-20T14:32:00+05:30' },
    readings: [
      { readingType: 'V_1P', value: 231 },
      { readingType: 'kWh imp', value: 1234.5 },
    ],
  }
  const file = [
    { ...ofMeter('EVENT'), timePeriod: { start: '2026-11-20T00:00:00+05:30', duration: 'P1D' }, events: [event] },
    { ...ofMeter('ALARM'), timestamp: alarm.timestamp, alarms: [alarm] },
    moment,
  ]
  expect(await take(...file)).toMatchObject({ accepted: 3, rejected: 0 })
  expect(await take(...file)).toMatchObject({ accepted: 0, unchanged: 3 })
  expect(await stage.services.db.meterEvent.findMany({ where: { meterId: (await meter()).id } })).toMatchObject([
    { eventId: 101 },
  ])
  const kept = await stage.services.db.unusedPart.findMany({ where: { profileType: 'ALARM' } })
  expect(kept).toContainEqual(
    expect.objectContaining({
      rest: { meterRefs: ofMeter('').meterRefs, timestamp: alarm.timestamp, alarms: [alarm] },
    }),
  )
})

describe('a bill', () => {
  const bill = (more: Json = {}): Json => ({
    ...{
      ...ofMeter('BILL_DETAILS'),
      customerRefs: [{ scheme: 'CONSUMER_NUMBER', value: `0880${String(stage.serial).padStart(5, '0')}` }],
    },
    timePeriod: { start: '2026-10-01T00:00:00+05:30', duration: 'P1M' },
    readings: [{ readingType: 'kWh imp', value: 120.5, openingValue: 1000, closingValue: 1120.5 }],
    ...{ billNumber: `IES-${stage.serial}`, billDate: '2026-11-02', dueDate: '2026-11-17', currency: 'INR' },
    ...{ amountDue: 950.75, energyCharges: 800, fixedCharges: 100, otherCharges: 50.75 },
    ...more,
  })
  const readless = { readings: [] }

  test('is booked once, with its registers at both ends', async () => {
    // The bill and two registers.
    expect(await take(bill())).toMatchObject({ accepted: 3, rejected: 0 })
    expect(await take(bill())).toMatchObject({ accepted: 0, unchanged: 3 })
    expect(await stage.services.db.bill.findUnique({ where: { billNo: `IES-${stage.serial}` } })).toMatchObject({
      ...{ month: '2026-10', energyWh: 120_500n, payableByDuePaise: 95_075n, currentDemandPaise: 90_000n },
    })
  })

  test('without units needs the registers of its period', async () => {
    expect(await reasons(bill(readless))).toEqual([
      '$[0]: readings say no kWh imp, and no registers at both ends of the period are known',
    ])
  })

  test('whose figures are wrong is none, and says where', async () => {
    const off = [{ readingType: 'kWh imp', value: 12, openingValue: 1000, closingValue: 1120.5 }]
    expect(await reasons(bill({ readings: off }))).toEqual([
      '$[0].readings[0].value says 12, from openingValue to closingValue it is 120.5',
    ])
    expect(await reasons(bill({ ...readless, amountDue: 1.005 }))).toEqual(['$[0].amountDue is no amount: 1.005'])
    expect(await reasons(bill({ currency: 'USD' }))).toEqual(['$[0].currency is not INR'])
  })
})

describe('what is wrong', () => {
  test('is named by its path, and the rest of the profile is taken', async () => {
    const file = [
      descriptors(),
      survey([
        [230, 0.25, 0],
        [230, 'many', 0],
        [230, 0.5],
        [230, -1, 0],
        [230, 0.5, 0],
      ]),
    ]
    expect(await reasons(...file)).toEqual([
      '$[1].intervals[1].payloads[1] is no number: "many"',
      '$[1].intervals[2].payloads has 2 values where the sequence has 3',
      '$[1].intervals[3]: kwh is negative: "-1"',
    ])
    expect((await blocks())?.energy).toEqual([250, 500])
  })

  test('in the form of a profile leaves it out as a whole', async () => {
    expect(await reasons({ profileType: 'WATER' })).toEqual([
      expect.stringMatching(/^\$\[0\]\.profileType is not DESCRIPTOR, /),
    ])
    expect(await reasons({ ...survey([]), meterRefs: [] })).toEqual(['$[0].meterRefs is empty'])
    expect(await reasons({ ...survey([]), intervalPeriod: { start: '2026-11-20', duration: 'PT30M' } })).toEqual([
      '$[0].intervalPeriod.start is no instant with an offset (RFC 3339)',
    ])
    expect(await reasons({ ...survey([[1]]), payloadDescriptorSetRef: 'Nowhere' })).toEqual([
      '$[0].payloadDescriptorSetRef names Nowhere, which no profile of descriptors has said yet',
    ])
    expect(await reasons(descriptors(), { ...survey([[1]]), compactSequenceRef: 'Other' })).toEqual([
      '$[1].compactSequenceRef names Other, which the set does not have',
    ])
    expect(
      await reasons({
        ...survey([]),
        ...ofMeter('INTERVAL', 'NOBODY'),
        readings: [{ readingType: 'kWh imp block', value: 1 }],
      }),
    ).toEqual(['$[0].readings[0]: meter_no NOBODY is unknown'])
  })

  test('twice in one file: the first counts, another word about the same is rejected', async () => {
    const file = [descriptors(), survey([[230, 0.25, 0]]), survey([[230, 0.3, 0]]), survey([[230, 0.25, 0]])]
    expect(await take(...file)).toMatchObject({ accepted: 1, unchanged: 1, rejected: 1 })
    expect((await blocks())?.energy).toEqual([250])
  })

  test('with the file as a whole changes nothing', async () => {
    const good = JSON.stringify([descriptors(), survey([[230, 0.25, 0]])])
    expect(await ingestText(stage.services, 'meter-data', good.slice(0, -1))).toEqual({
      ...{ ok: false, reasons: ['line 1: the file ends in the middle'] },
    })
    expect(await ingestText(stage.services, 'meter-data', good.replace('0.25', '0,,25'))).toMatchObject({
      ok: false,
      reasons: [expect.stringContaining('$[1] is no JSON')],
    })
    expect(await blocks()).toBeUndefined()
  })
})

test('a large file is read one profile at a time, in constant memory', async () => {
  const profiles = 1_500
  const payloads = Array.from({ length: 48 }, () => [230, 0.25, 0])
  function* text() {
    yield `[${JSON.stringify(descriptors())}`
    // Of an unknown meter: every block is read, checked and rejected.
    for (let made = 0; made < profiles; made += 1)
      yield `,\n${JSON.stringify({ ...survey(payloads, {}, '2026-11-20T00:00:00+05:30'), ...ofMeter('INTERVAL', `NOBODY${made}`) })}`
    yield ']'
  }
  let most = 0
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  collect()
  const before = process.memoryUsage().heapUsed
  const onProgress = () => {
    // Without what is only waiting to be collected.
    collect()
    most = Math.max(most, process.memoryUsage().heapUsed)
  }
  const source = Readable.from(text(), { objectMode: false })
  const input = { kind: 'meter-data', source, name: 'large', options: { onProgress } } as const
  expect(await ingestFile(stage.services, officer, input)).toMatchObject({
    ok: true,
    accepted: 0,
    rejected: profiles * 48,
  })
  expect((most - before) / 1e6).toBeLessThan(40)
}, 60_000)
