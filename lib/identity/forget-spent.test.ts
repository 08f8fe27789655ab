import { afterAll, beforeAll, expect, test } from 'vitest'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { forgetSpent } from './forget-spent.ts'
import { ask, logIn, makePerson, newBrowser } from './test-logins.ts'

const MORNING = '2026-11-23T10:00:00+05:30'
let services: TestServices
beforeAll(async () => {
  services = await testServices(MORNING)
})
afterAll(() => services.close())

test('a code’s number is forgotten after a week, and nothing that still counts before', async () => {
  const asha = await makePerson(services)
  await logIn(services, newBrowser(), asha)
  await ask(services, newBrowser(), '9123456789')
  const challenges = () => services.db.otpChallenge.count()
  expect(await challenges()).toBe(2)

  services.setTime('2026-11-30T10:05:00+05:30')
  await forgetSpent(services)
  expect(await challenges(), 'to the second').toBe(2)
  services.setTime('2026-11-30T10:05:01+05:30')
  const twice = await Promise.all([forgetSpent(services), forgetSpent(services)])
  expect(twice.reduce((sum, count) => sum + count, 0)).toBe(2)
  expect(await challenges()).toBe(0)
  await logIn(services, newBrowser(), asha)
})

test('a limit holds until its window is over, whoever tidies up meanwhile', async () => {
  services.setTime(MORNING)
  const limit = { key: limitKey('test', 'asha'), limit: 2, windowSeconds: 3_600 }
  for (const isLeft of [true, true, false]) {
    expect((await takeFromLimit(services, limit)).ok).toBe(isLeft)
    await forgetSpent(services)
  }
  services.setTime('2026-11-23T12:00:00+05:30')
  await forgetSpent(services)
  expect(await services.db.rateLimit.count({ where: { key: limit.key } })).toBe(0)
  expect((await takeFromLimit(services, limit)).ok).toBe(true)
})
