import { beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '#lib/platform/db.ts'
import { PAGES } from '#lib/platform/services.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { ingestText } from './test-files.ts'
import { descriptors, meterDataStage } from './test-meter-data.ts'

const rested = vi.hoisted((): number[] => [])
vi.mock('./give-way.ts', async (original) => {
  const real = await original<typeof import('./give-way.ts')>()
  const rest = async (ms: number) => rested.push(ms)
  return {
    ...real,
    givingWay: (db: Parameters<typeof real.givingWay>[0]) => real.givingWay(db, rest),
    givingWayBetween: (db: Parameters<typeof real.givingWay>[0]) => real.givingWayBetween(db, rest, 0),
  }
})

const stage = meterDataStage(6_300)
const { survey, ofMeter } = stage
beforeEach(() => {
  rested.length = 0
})

/** What files say of meters that nobody knows is read, and then rejected. However fast that goes, a rest may come after each step. */
const FILES = {
  'daily-reads': () =>
    ['meter_no,date,kwh', ...Array.from({ length: 6_000 }, (_, at) => `NOBODY${at},2026-11-20,4.2`)].join('\n'),
  'meter-data': () => {
    const payloads = Array.from({ length: 48 }, () => [230, 0.25, 0])
    const surveys = Array.from({ length: 200 }, (_, at) => ({
      ...survey(payloads, {}, '2026-11-20T00:00:00+05:30'),
      ...ofMeter('INTERVAL', `NOBODY${at}`),
    }))
    return JSON.stringify([descriptors(), ...surveys])
  },
  outages: () =>
    JSON.stringify(
      Array.from({ length: 1_500 }, (_, at) => ({
        ...{ objectType: 'OUTAGE_NOTIFICATION', id: { scheme: 'OTHER', value: `WAY-${at}` }, outageClass: 'PLANNED' },
        ...{ status: 'SCHEDULED', issuedAt: '2026-11-20T09:00:00+05:30', network: { subdivision: 'Nowhere' } },
        affectedAssets: [{ id: { scheme: 'FEEDER', value: 'F-09' }, assetLevel: 'FEEDER' }],
        timing: { period: { start: '2026-11-25T10:00:00+05:30', duration: 'PT2H' } },
      })),
    ),
}

describe.each(Object.keys(FILES) as (keyof typeof FILES)[])('a file of %s', (kind) => {
  test('rests while a page waits for the database, and not when nobody asks', async () => {
    const { services } = stage
    expect(await ingestText(services, kind, FILES[kind]())).toMatchObject({ ok: true })
    expect(rested).toEqual([])

    const page = openDatabase(services.url, { connections: 1, name: PAGES })
    const other = openDatabase(services.url, { connections: 1 })
    const [isHeld, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holding = other.$transaction(
      async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(1)`
        isHeld.resolve()
        await mayEnd.promise
      },
      { timeout: 60_000 },
    )
    await isHeld.promise
    const waiting = page.$executeRaw`select pg_advisory_xact_lock(1)`.then(() => undefined)
    await untilWaiting(services, 1)
    expect(await ingestText(services, kind, FILES[kind]())).toMatchObject({ ok: true })
    expect(rested.length).toBeGreaterThan(0)
    mayEnd.resolve()
    await Promise.all([holding, waiting])
    await Promise.all([page.$disconnect(), other.$disconnect()])
  })
})
