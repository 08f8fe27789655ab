import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isPassing } from './errors.ts'
import { getFileServices, getJobServices, getPatientServices, getServices, type Services } from './services.ts'
import { type TestServices, testServices } from './test-database.ts'

let database: TestServices
const opened = () => [getServices(), getJobServices(), getFileServices(), getPatientServices()]

beforeAll(async () => {
  database = await testServices('2026-11-23T10:00:00+05:30')
  vi.stubEnv('DATABASE_URL', database.url)
})
afterAll(async () => {
  for (const { db } of opened()) await db.$disconnect()
  await database.close()
  vi.unstubAllEnvs()
})

async function settingsOf({ db }: Services): Promise<Record<string, string>> {
  const [found] = await db.$queryRaw<Record<string, string>[]>`
    select current_setting('statement_timeout') as "statement", current_setting('plan_cache_mode') as "plan",
           current_setting('application_name') as "name"`
  return found as Record<string, string>
}

it('a page’s statement ends after 3 s, a job’s after 15; files of a circle and checks of all books take their time', async () => {
  expect(await Promise.all(opened().map(settingsOf))).toEqual([
    { statement: '3s', plan: 'force_generic_plan', name: 'bijli-khata pages' },
    { statement: '15s', plan: 'force_generic_plan', name: 'bijli-khata jobs' },
    { statement: '2h', plan: 'auto', name: 'bijli-khata files' },
    { statement: '2h', plan: 'auto', name: 'bijli-khata jobs' },
  ])
})

it('whoever waits for what somebody else holds is told to come again, and finds it as it was', async () => {
  const { db } = getServices()
  await db.rateLimit.create({ data: { key: 'two-tabs', windowAt: new Date(0), expiresAt: new Date(0), count: 1 } })
  const waited = await db.$transaction(async (tx) => {
    await tx.$executeRaw`update "RateLimit" set "count" = 2 where "key" = 'two-tabs'`
    return db.$executeRaw`update "RateLimit" set "count" = 3 where "key" = 'two-tabs'`.catch((error: unknown) => error)
  })
  expect(isPassing(waited)).toBe(true)
  expect(await db.rateLimit.findFirst({ where: { key: 'two-tabs' } })).toMatchObject({ count: 2 })
})
