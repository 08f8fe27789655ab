import { expect, test } from 'vitest'
import { ingestText, MASTER_HEADER, masterRow, taken } from './test-files.ts'
import { descriptors, type Json, meterDataStage } from './test-meter-data.ts'

/** A file of profiles holds up what it may become itself, and no table besides. */
const stage = meterDataStage(3001)
const { ofMeter, survey, blocks, days } = stage

/** As many profiles as are stored at once, each kept as it is, and one that is told as rejected after they were. */
const alarms = (hour: string): Json[] =>
  Array.from({ length: 500 }, (_, index) => {
    const timestamp = new Date(Date.parse(`2026-11-19T${hour}:00:00+05:30`) + index * 1000).toISOString()
    return { ...ofMeter('ALARM'), timestamp, alarms: [{ timestamp, alarmId: 1, status: 'ACTIVE' }] }
  })
const wrong: Json = { profileType: 'EXTRA' }

/** Takes a file of profiles and does something while its transaction holds what it has stored. */
async function during(profiles: Json[], meanwhile: () => Promise<void>) {
  let isDone = false
  const onRejected = async () => {
    if (!isDone) await meanwhile()
    isDone = true
  }
  const result = await ingestText(stage.services, 'meter-data', JSON.stringify(profiles), { onRejected })
  expect(isDone).toBe(true)
  return result
}

/** Until another file waits for a lock; fails where it does not come to that. */
const untilOneWaits = () =>
  expect
    .poll(async () => {
      const [row] = await stage.services.db.$queryRaw<{ waiting: number }[]>`
        select count(*)::int as "waiting" from pg_locks join pg_stat_activity using ("pid")
         where not "granted" and "datname" = current_database()`
      return row?.waiting
    })
    .toBe(1)

test('readings let events and the master file in, and days wait for them', async () => {
  const { services, meterNo } = stage
  let later: Promise<unknown> | undefined
  const readings = [descriptors(), survey([[230, 0.25, 0]]), wrong, ...alarms('09')]
  const result = await during(readings, async () => {
    expect(await blocks()).toBeUndefined()
    const events = `meter_no,at,event_id\n${meterNo},2026-11-20T03:12:45+05:30,101\n`
    expect(await taken(services, 'events', events)).toMatchObject({ accepted: 1, rejected: 0 })
    const known = masterRow(stage.serial, { category: 'HOME', name: 'New Name' })
    const master = [MASTER_HEADER, known, masterRow(stage.serial + 5_000), ''].join('\n')
    expect(await taken(services, 'consumers', master)).toMatchObject({ accepted: 2, rejected: 0 })
    later = taken(services, 'daily-reads', `meter_no,date,kwh\n${meterNo},2026-11-20,7.25\n`)
    await untilOneWaits()
    expect(await days()).toEqual([])
  })
  expect(result).toMatchObject({ ok: true, rejected: 1 })
  expect(await later).toMatchObject({ accepted: 1, rejected: 0 })
  expect([await blocks(), await days()]).toMatchObject([{ energy: [250] }, ['2026-11-20 7250 VALID']])
})

test('events let readings in, and the master file, which changes meters as they do, waits for them', async () => {
  const { services, meterNo } = stage
  const event = { ...ofMeter('EVENT'), events: [{ timestamp: '2026-11-20T03:12:45+05:30', eventId: 102 }] }
  let later: Promise<unknown> | undefined
  const result = await during([event, wrong, ...alarms('10')], async () => {
    const read = `meter_no,start,kwh\n${meterNo},2026-11-20 09:00,0.5\n`
    expect(await taken(services, 'block-reads', read)).toMatchObject({ accepted: 1, rejected: 0 })
    const changed = masterRow(stage.serial, { category: 'HOME', meter_interval_minutes: '15' })
    later = taken(services, 'consumers', `${MASTER_HEADER}\n${changed}\n`)
    await untilOneWaits()
  })
  expect(result).toMatchObject({ ok: true, rejected: 1 })
  expect(await later).toMatchObject({ rejected: 0 })
  expect(await services.db.meterEvent.count({ where: { meter: { serialNo: meterNo } } })).toBe(1)
})

test('files of profiles wait for each other, though they keep the same in another order', async () => {
  const [first, last] = [alarms('11'), alarms('12')]
  let other: Promise<unknown> | undefined
  const result = await during([wrong, ...first, ...last], async () => {
    other = taken(stage.services, 'meter-data', JSON.stringify([...last, ...first]))
    await untilOneWaits()
  })
  expect(result).toMatchObject({ ok: true, accepted: 1000, rejected: 1 })
  expect(await other).toMatchObject({ accepted: 0, unchanged: 1000, rejected: 0 })
})
