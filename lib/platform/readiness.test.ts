import { afterAll, beforeAll, expect, test } from 'vitest'
import { markEnding } from './ending.ts'
import { checkReadiness } from './readiness.ts'
import { type TestServices, testServices } from './test-database.ts'

let services: TestServices

beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

test('a database that hangs is no ready one, and who asks is told so soon', async () => {
  await services.asOwner().$transaction(async (tx) => {
    await tx.$executeRaw`lock table _prisma_migrations`
    expect(await checkReadiness(() => services, 100)).toEqual({ ok: false, reason: 'database' })
  })
  expect(await checkReadiness(() => services)).toEqual({ ok: true })
})

test('a portal that was told to end says so, though its database is well', async () => {
  expect(await checkReadiness(() => services)).toEqual({ ok: true })
  markEnding()
  expect(await checkReadiness(() => services)).toEqual({ ok: false, reason: 'ending' })
})
