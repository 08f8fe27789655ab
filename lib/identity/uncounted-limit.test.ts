import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '#lib/platform/db.ts'
import { takeFromLimit } from '#lib/platform/rate-limit.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { ask, codeSentTo, give, makePerson, newBrowser } from './test-logins.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices('2026-11-23T10:00:00+05:30')
})
afterAll(() => services.close())

/** The same services where no limit can be counted. */
function uncounted(): TestServices {
  const db = services.db.$extends({
    query: {
      $queryRaw: ({ args, query }) => {
        if (JSON.stringify(args).includes('RateLimit')) throw new Error('the table of limits is away')
        return query(args)
      },
    },
  }) as unknown as Db
  return { ...services, db }
}

test('a limit that cannot be counted is not granted: no code is sent', async () => {
  const asha = await makePerson(services)
  await expect(takeFromLimit(uncounted(), { key: 'any', limit: 5, windowSeconds: 60 })).rejects.toThrow('is away')
  await expect(ask(uncounted(), newBrowser(), asha.mobile)).rejects.toThrow('is away')
  expect(await services.db.message.count({ where: { toMobile: asha.mobile } })).toBe(0)
})

test('nor is a code looked at while its tries cannot be counted, and the next try finds it as it was', async () => {
  const asha = await makePerson(services)
  const browser = newBrowser()
  const asked = await ask(services, browser, asha.mobile)
  if (!asked.ok) throw new Error(asked.reason)
  const answer = { challengeId: asked.challengeId, code: await codeSentTo(services, asha.mobile) }
  await services.asOwner().$executeRaw`alter table "RateLimit" rename to "RateLimitAway"`
  await expect(give(services, browser, answer)).rejects.toThrow()
  expect(await services.db.session.count({ where: { consumerId: asha.consumerId } })).toBe(0)
  await services.asOwner().$executeRaw`alter table "RateLimitAway" rename to "RateLimit"`
  expect(await give(services, browser, answer)).toMatchObject({ ok: true })
})
