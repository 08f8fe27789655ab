import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { MASTER_HEADER, masterRow, taken } from '#lib/ingest/test-files.ts'
import { openDatabase } from '#lib/platform/db.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { makeBill, makeHome } from './test-bills.ts'
import { verifyPatiently } from './verify-ledger.ts'
import { lastVerdict, verifyOnSchedule } from './verify-on-schedule.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-12T10:00:00+05:30')
})
afterAll(() => services.close())

test('the books are checked once an hour, and the verdict is kept', async () => {
  expect(await lastVerdict(services)).toBeNull()
  expect(await verifyOnSchedule(services)).toMatchObject({ passed: 14, broken: [] })
  services.setTime('2026-11-12T10:59:59+05:30')
  expect(await verifyOnSchedule(services)).toBeNull()
  services.setTime('2026-11-12T11:00:00+05:30')
  expect(await verifyOnSchedule(services)).toMatchObject({ at: services.now() })
})

test('checks that take long come seldom', async () => {
  services.setTime('2026-11-12T11:30:00+05:30')
  const [at, minute] = [services.now(), 60_000]
  await services.db.ledgerVerification.create({ data: { at, tookMs: 6 * minute, passed: 14, broken: [] } })
  services.setTime('2026-11-12T13:29:59+05:30')
  expect(await verifyOnSchedule(services)).toBeNull()
  services.setTime('2026-11-12T13:30:00+05:30')
  expect(await verifyOnSchedule(services)).toMatchObject({ passed: 14 })
})

test('books that do not hold are said aloud', async () => {
  const home = await makeHome(services)
  const bill = await makeBill(services, home, { of: '2026-10', own: 50_000 })
  // A line that nobody booked.
  const of = { connectionId: home.connectionId, billId: bill.id }
  const line = { ...of, position: 9, code: 'FPPPA', amountPaise: 100n, arithmetic: {} }
  await services.db.billLine.create({ data: line })
  services.setTime('2026-11-12T14:30:00+05:30')
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await verifyOnSchedule(services)).toMatchObject({ passed: 13, broken: ['INV5'] })
  const [said] = error.mock.calls.map(([line]) => JSON.parse(String(line)))
  expect(said).toMatchObject({ fault: 'BOOKS_BROKEN', invariants: ['INV5'] })
  error.mockRestore()
  expect(await lastVerdict(services)).toMatchObject({ broken: ['INV5'] })
})

test('a check may take longer than a statement of a page, also behind a pooler that has one limit for all', async () => {
  const db = openDatabase(services.url, { connections: 1, statementSeconds: 1 })
  const locked = Promise.withResolvers<void>()
  const holding = services.asOwner().$transaction(
    async (tx) => {
      await tx.$executeRaw`lock table "Payment" in access exclusive mode`
      locked.resolve()
      await expect.poll(waitedSeconds, { timeout: 10_000 }).toBeGreaterThan(1.2)
    },
    { timeout: 15_000 },
  )
  await locked.promise
  const verified = verifyPatiently({ ...services, db }, null)
  await holding
  expect(await verified).toHaveLength(14)
  await db.$disconnect()
})

/** How long the statement has waited that waits for a lock of this test's database. */
async function waitedSeconds(): Promise<number> {
  const [waiting] = await services.asOwner().$queryRaw<{ seconds: number }[]>`
    select extract(epoch from clock_timestamp() - "query_start")::float8 as "seconds" from pg_stat_activity
     where "datname" = current_database() and "wait_event_type" = 'Lock'`
  return waiting?.seconds ?? 0
}

test('what was found once is found again until it is mended, also where only a part is compared by the hour', async () => {
  const own = await testServices('2026-11-12T10:00:00+05:30')
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  try {
    await taken(own, 'consumers', [MASTER_HEADER, masterRow(1), ''].join('\n'))
    await taken(own, 'daily-reads', 'meter_no,date,kwh\nTM1,2026-10-30,3\n')
    const verdicts = async (...hours: string[]) => {
      const broken = []
      for (const hour of hours) {
        own.setTime(`2026-11-12T${hour}:00:00+05:30`)
        broken.push((await verifyOnSchedule(own))?.broken)
      }
      return broken
    }
    const change = (energyWh: bigint) => own.asOwner().meterDay.updateMany({ data: { energyWh } })
    await change(3_001n)
    expect(await verdicts('11', '12', '13')).toEqual([['INV12'], ['INV12'], ['INV12']])
    await change(3_000n)
    expect(await verdicts('14', '15')).toEqual([[], []])
  } finally {
    error.mockRestore()
    await own.close()
  }
})
