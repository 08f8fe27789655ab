import { describe, expect, test } from 'vitest'
import type { IngestOptions } from './ingestion.ts'
import { ingestText, MASTER_HEADER, masterRow, taken } from './test-files.ts'
import { descriptors, type Json, meterDataStage } from './test-meter-data.ts'

/** All that a file's profiles say becomes visible in one moment, and its bills one by one after it. */
const stage = meterDataStage(81)
const { ofMeter, survey, take, blocks } = stage

/** As many profiles as are stored at once; each is kept and makes no row. */
const BATCH = 500
const alarms = (hour: string): Json[] =>
  Array.from({ length: BATCH }, (_, index) => {
    const timestamp = new Date(Date.parse(`2026-11-19T${hour}:00:00+05:30`) + index * 1000).toISOString()
    return { ...ofMeter('ALARM'), timestamp, alarms: [{ timestamp, alarmId: 1, status: 'ACTIVE' }] }
  })
const kept = () =>
  stage.services.db.unusedPart.count({
    where: { profileType: 'ALARM', rest: { path: ['meterRefs', '0', 'value'], equals: stage.meterNo } },
  })
const event = (id: number): Json => ({
  ...{ ...ofMeter('EVENT'), timePeriod: { start: '2026-11-20T00:00:00+05:30', duration: 'P1D' } },
  events: [{ timestamp: '2026-11-20T03:12:45+05:30', eventId: id, eventName: 'POWER_FAIL', sequence: id }],
})
const nobody = () => ({ ...event(101), ...ofMeter('EVENT', 'NOBODY') })

describe('a file becomes visible in one moment', () => {
  const ending = () => survey([[230, 0.25, 0]])
  // More than two batches; the first has a row to reject, which is told while the file is being taken.
  const file = () => [
    descriptors(),
    survey([[231, 0.5, 0]], {}, '2026-11-19T09:00:00+05:30'),
    nobody(),
    ...alarms('09'),
  ]
  const whole = () => JSON.stringify([...file(), ...alarms('10'), ending()])
  const seen = async () => [await kept(), await blocks('2026-11-19'), await blocks()]
  const send = (options: IngestOptions) => ingestText(stage.services, 'meter-data', whole(), options)

  test('at its end', async () => {
    let meanwhile: unknown
    const onRejected = async () => {
      meanwhile = await seen()
    }
    expect(await send({ onRejected })).toMatchObject({ ok: true, accepted: 2 + 2 * BATCH, rejected: 1 })
    expect(meanwhile).toEqual([0, undefined, undefined])
    expect(await seen()).toMatchObject([2 * BATCH, { energy: [500] }, { energy: [250] }])
  })

  test('or not at all where it is stopped, fails or is cut; it is taken whole when it comes again', async () => {
    const stop = new AbortController()
    const stopped = await send({ signal: stop.signal, onRejected: () => stop.abort() })
    expect(stopped).toMatchObject({ ok: true, isInterrupted: true, accepted: 0, unchanged: 0, rejected: 0 })
    expect(stopped).not.toHaveProperty('unused')
    expect(await seen()).toEqual([0, undefined, undefined])

    const full = () => {
      throw new Error('No space left for the report.')
    }
    await expect(send({ onRejected: full })).rejects.toThrow('No space left')
    expect(await seen()).toEqual([0, undefined, undefined])

    const text = whole()
    for (const cut of [text.slice(0, -40), text.replace('0.25', '0,,25')])
      expect(await ingestText(stage.services, 'meter-data', cut)).toMatchObject({ ok: false })
    expect(await seen()).toEqual([0, undefined, undefined])

    expect(await send({})).toMatchObject({ ok: true, isInterrupted: false, accepted: 2 + 2 * BATCH, unchanged: 0 })
    expect(await seen()).toMatchObject([2 * BATCH, { energy: [500] }, { energy: [250] }])
    expect(await send({})).toMatchObject({ ok: true, accepted: 0, unchanged: 2 + 2 * BATCH })
  })

  test('and what is read later knows what was read before', async () => {
    const set = { name: 'Stands', payloadDescriptors: [{ readingType: 'kWh imp', reportedMode: 'READING' }] }
    const of = { payloadDescriptorSetRef: 'Stands', compactSequenceRef: undefined }
    const [before, after] = [
      survey([[1000]], of, '2026-11-19T23:30:00+05:30'),
      survey([[1000.4]], of, '2026-11-20T00:00:00+05:30'),
    ]
    expect((await take(descriptors(set), before, ...alarms('11'), after)).reasons).toEqual([])
    expect((await blocks())?.energy).toEqual([400])
  })

  test('two at once take turns, whatever each speaks of first', async () => {
    await take(descriptors())
    const profiles = [event(102), ending()]
    const files = [profiles, profiles.toReversed()].map(([first, last], index) =>
      take(first, ...alarms(String(12 + index)), last),
    )
    for (const one of await Promise.all(files)) expect(one).toMatchObject({ rejected: 0 })
    expect(await blocks()).toMatchObject({ energy: [250] })
    expect(await kept()).toBe(2 * BATCH)
  })
})

describe('bills are booked after the readings of their file', () => {
  const bill = (serial: number, more: Json = {}): Json => ({
    ...{ ...ofMeter('BILL_DETAILS', `TM${serial}`), readings: [] },
    customerRefs: [{ scheme: 'CONSUMER_NUMBER', value: `0880${String(serial).padStart(5, '0')}` }],
    timePeriod: { start: '2026-10-01T00:00:00+05:30', duration: 'P1M' },
    ...{ billNumber: `IES-${serial}`, billDate: '2026-11-02', dueDate: '2026-11-17', currency: 'INR' },
    ...{ amountDue: 950.75, energyCharges: 800, fixedCharges: 100, otherCharges: 50.75 },
    ...more,
  })
  const month = (serial: number): Json => ({
    ...{ ...ofMeter('MONTHLY', `TM${serial}`), timePeriod: { start: '2026-10-01T00:00:00+05:30', duration: 'P1M' } },
    readings: [{ readingType: 'kWh imp', value: 120.5, openingValue: 1000, closingValue: 1120.5 }],
  })
  const booked = (serial: number) => stage.services.db.bill.findUnique({ where: { billNo: `IES-${serial}` } })

  test('by registers that come after them', async () => {
    expect(await take(bill(stage.serial), ...alarms('09'), month(stage.serial))).toMatchObject({
      ...{ accepted: 3 + BATCH, rejected: 0 },
    })
    expect(await booked(stage.serial)).toMatchObject({ energyWh: 120_500n, payableByDuePaise: 95_075n })
  })

  test('one that is wrong is named where it stands, and the same twice is one', async () => {
    const wrong = bill(stage.serial, {
      billNumber: 'IES-NOBODY',
      customerRefs: [{ scheme: 'CONSUMER_NUMBER', value: '0899999999' }],
    })
    const right = bill(stage.serial)
    expect(await take(month(stage.serial), wrong, right, right)).toMatchObject({
      ...{ accepted: 3, unchanged: 1, reasons: [expect.stringContaining('$[1]: consumerNo 0899999999 is unknown')] },
    })
  })

  test('where it is stopped among them, readings and booked bills stay, and the rest comes with the file again', async () => {
    const homes = Array.from({ length: 101 }, (_, index) => 20_000 + index)
    await taken(stage.services, 'consumers', [MASTER_HEADER, ...homes.map((one) => masterRow(one)), ''].join('\n'))
    const text = JSON.stringify([nobody(), ...homes.flatMap((one) => [bill(one), month(one)])])
    const stop = new AbortController()
    const onProgress = ({ rows }: { rows: number }) => {
      if (rows > 2 * homes.length + 1) stop.abort()
    }
    const stopped = await ingestText(stage.services, 'meter-data', text, { signal: stop.signal, onProgress })
    expect(stopped).toMatchObject({ ok: true, isInterrupted: true, accepted: 2 * homes.length + 100, rejected: 1 })
    const batch = stopped.ok && stopped.batch
    expect(await stage.services.db.ingestBatch.findUnique({ where: { id: String(batch) } })).toMatchObject({
      ...{ accepted: 2 * homes.length + 100, rejected: 1, finishedAt: null },
    })
    expect([await booked(homes[99] as number), await booked(homes[100] as number)]).toMatchObject([{}, null])

    const again = await ingestText(stage.services, 'meter-data', text)
    expect(again).toMatchObject({ ok: true, isInterrupted: false, accepted: 1, unchanged: 2 * homes.length + 100 })
    expect(await booked(homes[100] as number)).not.toBeNull()
  })
})
