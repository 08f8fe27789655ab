import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cutSilentConnections, openDatabase, openPool } from './db.ts'
import { type TestServices, testServices } from './test-database.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

async function preparedIn(options: { prepared?: boolean }): Promise<{ statements: number; mode: string }> {
  const db = openDatabase(services.url, { connections: 1, ...options })
  try {
    for (const mobile of ['9000000001', '9000000002', '9000000003'])
      expect(await db.consumer.findUnique({ where: { mobile } })).toBeNull()
    const [found] = await db.$queryRaw<{ statements: number; mode: string }[]>`
      select count(*)::int as "statements", current_setting('plan_cache_mode') as "mode"
        from pg_prepared_statements where "statement" like 'SELECT "public"."Consumer"%'`
    return found as { statements: number; mode: string }
  } finally {
    await db.$disconnect()
  }
}

test('the web server keeps the plan of a statement, whatever its values', async () => {
  expect(await preparedIn({ prepared: true })).toEqual({ statements: 1, mode: 'force_generic_plan' })
})

test('bulk work plans each statement for the data of the moment', async () => {
  expect(await preparedIn({})).toEqual({ statements: 0, mode: 'auto' })
})

test('a connection that is cut between being idle and being used ends no process, and the next one works', async () => {
  const pool = openPool({ connectionString: services.url, max: 1 })
  try {
    const client = await pool.connect()
    expect(() => client.emit('error', new Error('terminating connection due to administrator command'))).not.toThrow()
    client.release(true)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  } finally {
    await pool.end()
  }
})

test('a statement that nobody answers is given up also where its connection had rested for longer than that', async () => {
  const pool = openPool({ connectionString: services.url, max: 1 })
  cutSilentConnections(pool, 100)
  try {
    const client = await pool.connect()
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
    await once(stream, 'timeout')
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await once(stream, 'timeout')
    await expect(client.query('select pg_sleep(10)')).rejects.toThrow('terminated')
    client.release(true)
  } finally {
    await pool.end()
  }
})
