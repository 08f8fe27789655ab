import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Db, openDatabase } from './db.ts'
import { isPassing } from './errors.ts'
import { type TestServices, testServices } from './test-database.ts'
import { type Fault, type FaultProxy, faultProxy } from './test-fault-proxy.ts'

/** A database that is there and says nothing: its own limits do not help whoever asks. */
let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

/** Two connections with a tenth of a second for a statement, by a way that fails as the test wants it. */
async function behindProxy(test: (db: Db, proxy: FaultProxy) => Promise<void>): Promise<void> {
  const socket = `${new URL(services.url).searchParams.get('host')}/.s.PGSQL.5432`
  const proxy = await faultProxy({ path: socket }, 1)
  const db = openDatabase(proxy.through(services.url), { connections: 2, waitSeconds: 1, statementSeconds: 0.1 })
  try {
    await test(db, proxy)
  } finally {
    await proxy.be({ kind: 'refused' })
    await db.$disconnect()
    await proxy.close()
  }
}

const one = (db: Pick<Db, '$queryRaw'>) => db.$queryRaw<{ one: number }[]>`select 1 as one`
const asked = (db: Db) =>
  Promise.all([
    failureOf(one(db)),
    failureOf(
      db.$transaction(async (tx) => {
        await one(tx)
        await one(tx)
      }),
    ),
  ])
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

/** Longer than a statement's tenth of a second and two seconds of silence, shorter than anybody would wait for ever. */
const GIVEN_UP_WITHIN_MS = 4_500

describe.concurrent('somebody who asks a database', () => {
  it.each<[string, Fault]>([
    ['that hangs', { kind: 'hung' }],
    ['whose machine has gone without a word', { kind: 'dead' }],
  ])('%s is told so, and served when it answers again', async (_, fault) => {
    await behindProxy(async (db, proxy) => {
      // Both connections are open and idle when it happens.
      await Promise.all([one(db), one(db)])
      await proxy.be(fault)
      const began = performance.now()
      const failures = await asked(db)
      expect(failures.map(isPassing)).toEqual([true, true])
      expect(performance.now() - began).toBeLessThan(GIVEN_UP_WITHIN_MS)
      await proxy.be({ kind: 'well' })
      expect(await Promise.all([one(db), one(db), one(db)])).toHaveLength(3)
      expect(await asked(db)).toEqual([null, null])
    })
  })

  it('that answers slowly is served, and one that cuts its answers is told so', async () => {
    await behindProxy(async (db, proxy) => {
      await proxy.be({ kind: 'slow', milliseconds: 30 })
      expect(await asked(db)).toEqual([null, null])
      await proxy.be({ kind: 'cut' })
      const failures: unknown[] = []
      while (failures.length < 4) failures.push(...(await asked(db)).filter(Boolean))
      expect(failures.every(isPassing), String(failures.find((failure) => !isPassing(failure)))).toBe(true)
      await proxy.be({ kind: 'well' })
      expect(await asked(db)).toEqual([null, null])
    })
  })
})
