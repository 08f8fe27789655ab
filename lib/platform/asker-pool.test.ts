import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#lib/units/ist.ts'
import { PrismaClient } from '#prisma/generated/client.ts'
import { askedFor } from './asker.ts'
import { AskerPool } from './asker-pool.ts'
import type { Db } from './db.ts'
import { isPassing } from './errors.ts'
import { noteFailure, watchRequest } from './request-failure.ts'
import { type TestServices, testServices } from './test-database.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

type Place = { role: string; person: string; server: number }
const placeOf = async (db: Pick<Db, '$queryRaw'>): Promise<Place | undefined> =>
  (
    await db.$queryRaw<Place[]>`
      select current_user::text as "role", coalesce(current_setting('portal.person', true), '') as "person",
        pg_backend_pid() as "server"`
  )[0]

/** A pool of one connection, which a pooler may seem to have handed out. */
async function onOneConnection({ url, isPooled }: { url: string; isPooled: boolean }, work: (db: Db) => Promise<void>) {
  const pool = new AskerPool({ connectionString: url, max: 1 })
  // A pooler tells clients a number of its own.
  if (isPooled) pool.on('connect', (client) => Object.assign(client, { processID: 0 }))
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
  try {
    await work(db)
  } finally {
    await db.$disconnect()
  }
}

const person = randomUUID()
const askedBy = (db: Db, consumerId = person) => askedFor(db, () => ({ consumerId, day: day('2026-11-23') }))

for (const isPooled of [false, true]) {
  const where = isPooled ? 'behind a pooler' : 'at the server'

  test(`${where}, what is asked for a person is told so, and what follows on the connection is not`, async () => {
    await onOneConnection({ url: services.url, isPooled }, async (db) => {
      const before = await placeOf(db)
      expect(before).toMatchObject({ role: 'portal', person: '' })
      expect(await placeOf(askedBy(db))).toEqual({ ...before, role: 'portal_asker', person })
      expect(await placeOf(db)).toEqual(before)
      const within = await askedBy(db).$transaction(placeOf, { isolationLevel: 'Serializable' })
      expect(within).toEqual({ ...before, role: 'portal_asker', person })
      expect(await db.$transaction(placeOf)).toEqual(before)
    })
  })

  test(`${where}, a statement or transaction that failed leaves a connection that works`, async () => {
    await onOneConnection({ url: services.url, isPooled }, async (db) => {
      await expect(askedBy(db).$queryRaw`select 1 / 0`).rejects.toThrow('division by zero')
      const failed = askedBy(db).$transaction((tx) => tx.$queryRaw`select 1 / 0`)
      await expect(failed).rejects.toThrow('division by zero')
      expect(await placeOf(askedBy(db))).toMatchObject({ role: 'portal_asker', person })
      expect(await placeOf(db)).toMatchObject({ role: 'portal', person: '' })
    })
  })
}

/** A pool whose connections note each time that they are told for whom they are asked. */
function onNotingPool(max: number) {
  const pool = new AskerPool({ connectionString: services.url, max })
  const told: unknown[] = []
  pool.on('connect', (client) => {
    const ask = client.query
    client.query = ((...asked: Parameters<typeof ask>) => {
      if (typeof asked[0] === 'string' && asked[0].includes('set_config')) told.push(asked[1])
      return Reflect.apply(ask, client, asked)
    }) as typeof ask
  })
  return { told, db: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) }) }
}

test('at the server, a connection is told once for each person that it goes over to', async () => {
  const { told, db } = onNotingPool(1)
  const [first, second] = [askedBy(db), askedBy(db, randomUUID())]
  for (const asker of [db, first, first, first, second, db, db, first]) await asker.$queryRaw`select 1 as "one"`
  expect(told).toHaveLength(4)
  await db.$disconnect()
})

test('at the server, what is asked at once for somebody goes to the connections that know it', async () => {
  const { told, db } = onNotingPool(4)
  const askTwice = (asker: Db) => Promise.all([1, 2].map(() => asker.$queryRaw`select pg_sleep(0.01)::text`))
  const [first, second] = [askedBy(db), askedBy(db, randomUUID())]
  await Promise.all([first, second].map(askTwice))
  expect(told).toHaveLength(4)
  for (const asker of [first, second, second, first, first]) await askTwice(asker)
  expect(told).toHaveLength(4)
  await db.$disconnect()
})

test('an account that may not be the asker asks as itself', async () => {
  await services.asOwner().$executeRaw`create role test_no_asker login`
  const url = services.url.replace('portal@', 'test_no_asker@')
  try {
    await onOneConnection({ url, isPooled: false }, async (db) => {
      expect(await placeOf(askedBy(db))).toMatchObject({ role: 'test_no_asker', person: '' })
    })
  } finally {
    await services.asOwner().$executeRaw`drop role test_no_asker`
  }
})

test('a request that failed since the database was away asks nothing more until it is answered, and no other is refused', async () => {
  const { db } = onNotingPool(1)
  const ask = async (asker: Db) => {
    await asker.$queryRaw`select 1 as "one"`
    return 'answered'
  }
  const tried = (asker: Db) => ask(asker).catch((error) => (isPassing(error) ? 'away' : 'failed'))
  await watchRequest(async (failure, forget) => {
    expect(await ask(askedBy(db))).toBe('answered')
    noteFailure(new Error('Connection terminated unexpectedly'))
    expect(await Promise.all([db, askedBy(db)].map(tried))).toEqual(['away', 'away'])
    expect(isPassing(await failure)).toBe(true)
    expect(await watchRequest(() => ask(askedBy(db)))).toBe('answered')
    forget()
    // What it set going goes on, also where a failure is told late.
    noteFailure(new Error('Connection terminated unexpectedly'))
    expect(await ask(db)).toBe('answered')
  })
  await watchRequest(async () => {
    noteFailure(new Error('A bug, of which asking knows nothing.'))
    expect(await ask(db)).toBe('answered')
  })
  await db.$disconnect()
})
