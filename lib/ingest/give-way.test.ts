import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Db, openDatabase, type Tx } from '#lib/platform/db.ts'
import { PAGES } from '#lib/platform/services.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { untilWaiting } from '#lib/platform/test-waiting.ts'
import { arePagesServed, givingWay } from './give-way.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

/** How long a file rests after a batch of 30 ms. */
async function rests(): Promise<number[]> {
  const rested: number[] = []
  await givingWay(services.db, async (ms) => rested.push(ms))(30)
  return rested
}

it('a file rests while a page waits for the database, and for no statement of a command', async () => {
  const other = openDatabase(services.url, { connections: 1 })
  const page = openDatabase(services.url, { connections: 1, name: PAGES })
  const [isHeld, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const take = (db: Db | Tx) => db.$executeRaw`select pg_advisory_xact_lock(1)`.then(() => undefined)
  const holding = other.$transaction(async (tx) => {
    await take(tx)
    isHeld.resolve()
    await mayEnd.promise
  })
  holding.catch(() => undefined)
  await isHeld.promise
  expect(await rests()).toEqual([])
  const waiting = take(page)
  await untilWaiting(services, 1)
  expect(await rests()).toEqual([60])

  mayEnd.resolve()
  await Promise.all([holding, waiting])
  await Promise.all([page.$disconnect(), other.$disconnect()])
  await expect.poll(() => arePagesServed(services.db)).toBe(false)
})
