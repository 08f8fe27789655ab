import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import type { IngestOptions } from './ingestion.ts'
import { itemLines } from './read-json.ts'
import { ingestText, taken } from './test-files.ts'

let services: TestServices
let serial = 0

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

type Notification = Record<string, unknown>

/** A notification with an id that no other test has. */
function notification(replaced: Notification = {}): Notification {
  return {
    objectType: 'OUTAGE_NOTIFICATION',
    id: { scheme: 'OTHER', value: `N-${serial}` },
    outageClass: 'PLANNED',
    status: 'SCHEDULED',
    issuedAt: '2026-11-20T09:00:00+05:30',
    network: { subdivision: 'Kokar' },
    affectedAssets: [{ id: { scheme: 'FEEDER', value: 'F-01' }, assetLevel: 'FEEDER' }],
    timing: { period: { start: '2026-11-25T10:00:00+05:30', duration: 'PT2H30M' } },
    ...replaced,
  }
}
const another = (replaced: Notification = {}) => {
  serial += 1
  return notification(replaced)
}
const take = (json: unknown, options = {}) => taken(services, 'outages', JSON.stringify(json, null, 2), options)
const stored = () => services.db.outageNotice.findUnique({ where: { id: `N-${serial}` } })

test('the published example is taken as it is, once', async () => {
  const file = path.resolve(process.env.SHARED_DATA ?? '../shared/data', 'ies/examples/discom_planned_shutdown.json')
  if (!fs.existsSync(file))
    throw new Error(`${file} is missing: set SHARED_DATA to the folder with the published examples.`)
  const content = fs.readFileSync(file)
  const first = await ingestText(services, 'outages', content)
  expect(first).toMatchObject({ ok: true, accepted: 11, unchanged: 0, rejected: 0, errors: [] })
  const unused = (first.ok && first.unused?.map(({ path }) => path)) || []
  for (const path of ['category', 'issuedBy.contact', 'affectedAssets[*].meterRef.value', 'extensions.discom.groupId'])
    expect(unused).toContain(`$[*].${path}`)
  expect(await taken(services, 'outages', content)).toMatchObject({ accepted: 0, unchanged: 11 })
  const row = await services.db.outageNotice.findUnique({ where: { id: 'outages.discom.example/DISCOM-PSD-A' } })
  expect(row).toMatchObject({
    class: 'PLANNED',
    status: 'SCHEDULED',
    startsAt: new Date('2026-06-22T12:00:00+05:30'),
    endsAt: new Date('2026-06-22T14:00:00+05:30'),
    restoredAt: null,
    feeders: ['Feeder No 1', 'Feeder No 2'],
    subdivisions: [],
    areaText: 'SEC-14, 9, 11 Rajnagar',
    cause: 'DT metering and tailless work under Business Plan 2024-2025',
    updatedAt: new Date('2026-06-22T00:00:00+05:30'),
    original: JSON.parse(content.toString())[0],
  })
  expect(row?.publicTexts).toMatchObject({ en: { headline: expect.stringContaining('Planned shutdown') } })
})

describe('the newest word on a notification', () => {
  const later = { lastUpdatedAt: '2026-11-21T09:00:00+05:30', status: 'ACTIVE' }

  test('holds, whichever comes first', async () => {
    await take(another())
    expect(await take(notification(later))).toMatchObject({ accepted: 1 })
    expect(await take(notification())).toMatchObject({ accepted: 0, unchanged: 1 })
    expect(await stored()).toMatchObject({ status: 'ACTIVE', updatedAt: new Date('2026-11-21T09:00:00+05:30') })
    await take([another(later), notification()])
    expect(await stored()).toMatchObject({ status: 'ACTIVE' })
  })

  test('of several in one file, which may be taken again', async () => {
    const restored = {
      ...later,
      lastUpdatedAt: '2026-11-22T09:00:00+05:30',
      status: 'RESTORED',
      timing: { ...(notification().timing as object), actualRestoration: '2026-11-22T08:30:00+05:30' },
    }
    const file = [another(), notification(restored), notification(later)]
    expect(await take(file)).toMatchObject({ accepted: 2, unchanged: 1 })
    expect(await stored()).toMatchObject({ status: 'RESTORED', restoredAt: new Date('2026-11-22T08:30:00+05:30') })
    expect(await take(file)).toMatchObject({ accepted: 0, unchanged: 3 })
  })

  test('of one instant: the later state; one of the same state that says otherwise is rejected', async () => {
    await take(another())
    expect(await take(notification({ status: 'ACTIVE' }))).toMatchObject({ accepted: 1 })
    expect(await take(notification())).toMatchObject({ unchanged: 1 })
    const other = notification({ status: 'ACTIVE', affectedArea: { text: 'Elsewhere' } })
    expect((await take(other)).reasons).toEqual([
      `1: says something else than is known of N-${serial} at the same instant`,
    ])
  })

  test('without a time of its own counts when it comes', async () => {
    await take(another({ issuedAt: undefined }))
    expect(await take(notification({ issuedAt: undefined }))).toMatchObject({ unchanged: 1 })
    expect(await take(notification({ issuedAt: undefined, status: 'CANCELLED' }))).toMatchObject({ accepted: 1 })
    expect(await stored()).toMatchObject({ status: 'CANCELLED' })
  })

  test('that takes it back cancels it', async () => {
    await take(another())
    await take(notification({ msgType: 'CANCEL', lastUpdatedAt: '2026-11-21T09:00:00+05:30' }))
    expect(await stored()).toMatchObject({ status: 'CANCELLED' })
  })

  test('in a second language adds its texts', async () => {
    const hindi = { language: 'hi-IN', headline: 'बिजली बंद रहेगी' }
    await take(another({ publicInfo: { language: 'en', headline: 'Planned shutdown' } }))
    expect(await take(notification({ publicInfo: hindi }))).toMatchObject({ accepted: 1 })
    expect(await take(notification({ publicInfo: hindi }))).toMatchObject({ unchanged: 1 })
    const texts = { en: { headline: 'Planned shutdown' }, hi: { headline: 'बिजली बंद रहेगी' } }
    expect((await stored())?.publicTexts).toEqual(texts)
  })
})

test('a text without a language is told by its letters', async () => {
  await take(another({ publicInfo: { headline: ' बिजली\nबंद रहेगी ' } }))
  expect((await stored())?.publicTexts).toEqual({ hi: { headline: 'बिजली बंद रहेगी' } })
})

test('what hangs on a feeder names it', async () => {
  const parentRef = { scheme: 'FEEDER', value: 'F-09' }
  const affectedAssets = [
    { id: { scheme: 'DT', value: 'DT-7' }, assetLevel: 'DT', parentRef },
    { id: { scheme: 'DT', value: 'DT-8' }, assetLevel: 'DT', parentRef },
    { id: { scheme: 'SUBSTATION', value: 'S-1' }, assetLevel: 'SUBSTATION' },
  ]
  await take(another({ affectedAssets }))
  expect(await stored()).toMatchObject({ feeders: ['F-09'], subdivisions: ['Kokar'] })
})

test('all times may be moved by whole days', async () => {
  await take(
    another({
      timing: { period: { start: '2019-10-10T10:00:00+05:30', duration: 'P1DT30M' } },
      issuedAt: '2019-10-09T10:00:00+05:30',
    }),
    {
      shiftDays: 1848,
    },
  )
  expect(await stored()).toMatchObject({
    startsAt: new Date('2024-10-31T10:00:00+05:30'),
    endsAt: new Date('2024-11-01T10:30:00+05:30'),
    updatedAt: new Date('2024-10-30T10:00:00+05:30'),
  })
})

describe('a notification is rejected with its line and reasons', () => {
  const period = (start: unknown, duration: unknown) => ({ timing: { period: { start, duration } } })
  const start = '2026-11-25T10:00:00+05:30'
  test.each<[Notification, string]>([
    [{ objectType: undefined }, 'objectType is missing'],
    [{ objectType: 'METER_DATA' }, 'objectType is not OUTAGE_NOTIFICATION'],
    [{ id: undefined }, 'id is missing'],
    [{ id: 'N-1' }, 'id is no object'],
    [{ id: { scheme: 'OTHER' } }, 'id.value is missing'],
    [{ id: { scheme: 'OTHER', value: ' ' } }, 'id.value is empty'],
    [{ outageClass: 'FAULT' }, 'outageClass is not PLANNED, BREAKDOWN, SCHEDULED_ROSTERING, EMERGENCY_ROSTERING'],
    [{ status: undefined }, 'status is missing'],
    [{ affectedAssets: undefined }, 'affectedAssets is missing'],
    [{ affectedAssets: [] }, 'affectedAssets is empty'],
    [{ affectedAssets: [{ id: { scheme: 'FEEDER', value: 'F' } }] }, 'affectedAssets.0.assetLevel is missing'],
    [{ timing: undefined }, 'timing is missing'],
    [{ timing: {} }, 'timing.period is missing'],
    [period('25.11.2026', 'PT2H'), 'timing.period.start is no instant with an offset (RFC 3339)'],
    [period('2026-11-25T10:00:00', 'PT2H'), 'timing.period.start is no instant with an offset (RFC 3339)'],
    [period('2026-11-31T10:00:00Z', 'PT2H'), 'timing.period.start is no instant with an offset (RFC 3339)'],
    [period(start, undefined), 'timing.period.duration is missing'],
    [period(start, '2 hours'), 'timing.period.duration is no ISO 8601 duration in weeks, days, hours, minutes'],
    [period(start, 'P1M'), 'timing.period.duration is no ISO 8601 duration in weeks, days, hours, minutes'],
    [period(start, 'P'), 'timing.period.duration is no ISO 8601 duration in weeks, days, hours, minutes'],
    [period(start, 'P9999D'), 'timing.period.duration is over a year'],
    [period('0001-01-01T00:00:00+05:30', 'PT1H'), 'timing.period.start is not between 1900 and 3000'],
    [{ issuedAt: '2026-11-23T10:30:00+05:30' }, 'issuedAt or lastUpdatedAt is in the future'],
    [{ affectedArea: { text: 'half a \ud83d' } }, 'has a character that is none'],
    [{ status: undefined, timing: {} }, 'status is missing; timing.period is missing'],
  ])('%j', async (replaced, reason) => {
    const good = another()
    serial += 1
    const result = await take([good, notification(replaced)])
    const line = JSON.stringify(good, null, 2).split('\n').length + 2
    expect(result).toMatchObject({ accepted: 1, rejected: 1, reasons: [`${line}: ${reason}`] })
    expect(await stored()).toBeNull()
  })

  test('what is no object at all, and what stands on one line', async () => {
    const result = await taken(services, 'outages', `[${JSON.stringify(another())},\n 7, "x" , null]`)
    expect(result.reasons).toEqual([7, 'x', null].map(() => '2: the notification is no object'))
  })
})

test('a file that is no JSON changes nothing, nor does a dry run; columns cannot be renamed', async () => {
  const batches = await services.db.ingestBatch.count()
  expect(await ingestText(services, 'outages', '[{"id": ')).toMatchObject({
    ok: false,
    reasons: [expect.stringMatching(/^the file is no JSON/)],
  })
  expect(await take([another(), 1], { isDryRun: true })).toMatchObject({ accepted: 1, rejected: 1 })
  expect(await stored()).toBeNull()
  const set = new Map([['status', 'ACTIVE']])
  expect(await ingestText(services, 'outages', '[]', { set })).toMatchObject({ ok: false })
  expect(await take([])).toMatchObject({ accepted: 0, unchanged: 0, rejected: 0 })
  expect(await services.db.ingestBatch.count()).toBe(batches)
})

describe('a file becomes visible in one moment', () => {
  const known = () => services.db.outageNotice.count({ where: { areaText: 'Moment Nagar' } })
  // More than are written at once; the first is rejected, which is told while the others are being taken.
  const file = Array.from({ length: 1_001 }, (_, index) =>
    another({ status: index === 0 ? 'NONE' : 'SCHEDULED', affectedArea: { text: 'Moment Nagar' } }),
  )
  const send = (options: IngestOptions, text = JSON.stringify(file)) => ingestText(services, 'outages', text, options)

  test('or not at all where it is stopped, fails or is cut; it is taken whole when it comes again', async () => {
    const stop = new AbortController()
    const stopped = await send({ signal: stop.signal, onRejected: () => stop.abort() })
    expect(stopped).toMatchObject({ ok: true, isInterrupted: true, accepted: 0, unchanged: 0, rejected: 0 })
    const onProgress = ({ rows }: { rows: number }) => {
      if (rows > 500) throw new Error('The terminal is gone.')
    }
    await expect(send({ onProgress })).rejects.toThrow('The terminal is gone.')
    expect(await send({}, JSON.stringify(file).slice(0, -200))).toMatchObject({ ok: false })
    expect(await known()).toBe(0)

    const seen: number[] = []
    const onRejected = async () => void seen.push(await known())
    expect(await send({ onRejected })).toMatchObject({ ok: true, accepted: 1_000, rejected: 1 })
    expect([seen, await known()]).toEqual([[0], 1_000])
    expect(await send({})).toMatchObject({ accepted: 0, unchanged: 1_000, rejected: 1 })
  })
})

describe('what of a notification is kept and not used is listed by JSON path', () => {
  const unusedOf = async (json: unknown, options: IngestOptions = {}) => {
    const result = await ingestText(services, 'outages', JSON.stringify(json), options)
    if (!result.ok) throw new Error(result.reasons.join('; '))
    return result
  }
  const more = {
    ...{
      category: 'MAINTENANCE',
      issuedBy: { name: 'DISCOM', contact: '1912' },
      extensions: { own: { 'group-id': 'A' } },
    },
    affectedAssets: [
      {
        id: { scheme: 'FEEDER', value: 'F-01' },
        assetLevel: 'FEEDER',
        meterRef: { scheme: 'METER_SERIAL', value: 'TM1' },
      },
      { id: { scheme: 'DT', value: 'DT-7' }, assetLevel: 'DT', parentRef: { scheme: 'FEEDER', value: 'F-09' } },
    ],
  }

  test('with how often it stood there; the same again says the same, and a rejected one nothing', async () => {
    const file = [
      another(more),
      another({ ...more, cause: { text: 'Work', category: 'PLANNED' } }),
      another({ ...more, timing: {} }),
    ]
    const { unused, report } = await unusedOf(file)
    expect(Object.fromEntries(unused?.map(({ path, count }) => [path, count]) ?? [])).toEqual({
      '$[*].category': 2,
      '$[*].issuedBy.name': 2,
      '$[*].issuedBy.contact': 2,
      '$[*].extensions.own["group-id"]': 2,
      '$[*].affectedAssets[*].meterRef.scheme': 2,
      '$[*].affectedAssets[*].meterRef.value': 2,
      '$[*].affectedAssets[*].id.scheme': 2,
      '$[*].affectedAssets[*].id.value': 2,
      '$[*].cause.category': 1,
    })
    expect(report).toContain('\n  $[*].category (2)\n')
    expect(await unusedOf(file)).toMatchObject({ accepted: 0, unchanged: 2, unused })
  })

  test('one by itself stands at the root, and one that is used as a whole has no list', async () => {
    expect((await unusedOf(another({ category: 'MAINTENANCE' }))).unused).toEqual([{ path: '$.category', count: 1 }])
    expect(await unusedOf([another({ cause: { category: 'PLANNED' } })])).not.toHaveProperty('unused')
  })

  test('and kept as it came', async () => {
    await unusedOf(another(more))
    expect((await stored())?.original).toMatchObject(more)
  })
})

test.each([
  ['[{"a": "},{"},\n{"b": [1, {"c": 2}]},\n\n"x, \\" y", 3,\n [4]]', [1, 2, 4, 4, 5]],
  ['\n {"a": [1,\n 2]}\n', [2]],
  ['[]', []],
  ['[ ]', []],
])('items of %j begin on lines %j', (content, lines) => {
  expect(itemLines(content)).toEqual(lines)
})
