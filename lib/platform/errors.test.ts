import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from './db.ts'
import { isPassing, oneLine } from './errors.ts'
import { type TestServices, testServices } from './test-database.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

/** What a statement on an address fails with. */
async function failureOf(url: string): Promise<unknown> {
  const db = openDatabase(url, { connections: 1 })
  const failure = await db.$queryRaw`select 1`.then(
    () => null,
    (error: unknown) => error,
  )
  await db.$disconnect()
  return failure
}

test('a server that is not there may be there at the next try', async () => {
  expect(isPassing(await failureOf('postgresql://postgres@localhost/portal?host=/nowhere'))).toBe(true)
  const closed = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port } = closed.address() as net.AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  expect(isPassing(await failureOf(`postgresql://postgres@127.0.0.1:${port}/portal`))).toBe(true)
})

test('a connection that was cut between two statements may hold at the next try', async () => {
  const db = openDatabase(services.url, { connections: 1 })
  const cut = await db
    .$transaction(async (tx) => {
      const [mine] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as "pid"`
      // Answered once it has ended, so that its last word is here.
      await services.asOwner().$queryRaw`select pg_terminate_backend(${mine?.pid}::int, 5000)`
      return tx.$queryRaw`select 1`
    })
    .catch((error: Error) => error)
  expect(String(cut)).toContain('not queryable')
  expect(isPassing(cut)).toBe(true)
  await db.$disconnect()
})

test('a connection cut in the middle of a statement may hold at the next try', async () => {
  const db = openDatabase(services.url, { connections: 1 })
  const cut = await db.$queryRaw`select pg_terminate_backend(pg_backend_pid())`.catch((error: unknown) => error)
  expect(isPassing(cut)).toBe(true)
  expect(await db.$queryRaw`select 1 as one`).toEqual([{ one: 1 }])
  await db.$disconnect()
})

test('a statement that took too long may be quicker at the next try', async () => {
  const db = openDatabase(services.url, { connections: 1, statementSeconds: 1 })
  const slow = await db.$queryRaw`select pg_sleep(3)::text`.catch((error: unknown) => error)
  await db.$disconnect()
  expect(isPassing(slow)).toBe(true)
})

test('a disk that is full may have room at the next try', async () => {
  const full = await services.db.$executeRaw`do $$ begin raise sqlstate '53100'; end $$`.catch(
    (error: unknown) => error,
  )
  expect(isPassing(full)).toBe(true)
})

test('what is wrong in itself does not pass', async () => {
  const wrong = [
    await services.db.$queryRaw`select 1 / 0`.catch((error: unknown) => error),
    await services.db.$queryRaw`select * from "NoSuchTable"`.catch((error: unknown) => error),
    await failureOf(services.url.replace(/test_[0-9a-f]+/, 'no_such_database')),
    new TypeError('x is not a function'),
    null,
    undefined,
  ]
  expect(wrong.map(isPassing)).toEqual([false, false, false, false, false, false])
})

test('a terminal gets one line of an error, its last', async () => {
  const error = await services.db.$queryRaw`select * from "NoSuchTable"`.catch((failed: unknown) => failed)
  expect(oneLine(error)).toMatch(/^Raw query failed. Code: `42P01`. Message: `relation "NoSuchTable" does not exist`$/)
  expect(oneLine('plain text')).toBe('plain text')
})

test('nor does a terminal repeat a value that the database could not read', async () => {
  const error = await services.db.$queryRaw`select ${'Lata Kumari'}::int`.catch((failed: unknown) => failed)
  expect(String(error), 'there is something to leave out').toContain('Lata')
  expect(oneLine(error)).toMatch(/^PrismaClientKnownRequestError P2010 < DriverAdapterError < \w+ 22P02$/)
})
