import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { clockOf, setRealTime } from '#lib/platform/clock.ts'
import { clockWatch } from '#lib/platform/clock-apart.ts'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { checkSession } from './check-session.ts'
import { challengeFor, codeSentTo, give, logIn, makePerson, newBrowser } from './test-logins.ts'

/** On a machine whose clock is a day ahead or behind: what ends ends by the database's time (threat T37). */
let services: TestServices
beforeAll(async () => {
  services = { ...(await testServices('2026-11-23T10:00:00+05:30')), now: clockOf(undefined) ?? expect.unreachable() }
})
afterAll(() => services.close())
afterEach(() => {
  vi.useRealTimers()
  setRealTime(null)
})

const DAY_MS = 86_400_000
const minutesLater = (minutes: number) => vi.advanceTimersByTime(minutes * 60_000)

/** Sets this machine's clock wrong, and lets the chore of each minute find it. */
async function machineIsOff(ms: number): Promise<void> {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() + ms })
  await clockWatch()(services)
}

async function secondsLeft(endsAt: Date): Promise<number> {
  const [row] = await services.db.$queryRaw<{ left: number }[]>`
    select extract(epoch from ${endsAt}::timestamptz - clock_timestamp())::float8 as "left"`
  return row?.left ?? 0
}

test.each([DAY_MS, -DAY_MS])(
  'a code lives five minutes of the database on a machine that is %i ms off',
  async (off) => {
    await machineIsOff(off)
    const person = await makePerson(services)
    const browser = newBrowser()
    const challengeId = await challengeFor(services, browser, person.mobile)
    const { expiresAt } = await services.db.otpChallenge.findFirstOrThrow({ where: { id: challengeId } })
    expect(Math.abs((await secondsLeft(expiresAt)) - 300)).toBeLessThan(5)
    minutesLater(4.9)
    const code = await codeSentTo(services, person.mobile)
    expect(await give(services, browser, { challengeId, code })).toMatchObject({ ok: true })

    const late = await challengeFor(services, browser, person.mobile)
    const lateCode = await codeSentTo(services, person.mobile)
    minutesLater(5.1)
    expect(await give(services, browser, { challengeId: late, code: lateCode })).toMatchObject({ reason: 'expired' })
  },
)

test('a login ends after half an hour of rest, whatever the machine’s clock is set to meanwhile', async () => {
  await machineIsOff(DAY_MS)
  const person = await makePerson(services)
  const { token } = await logIn(services, newBrowser(), person)
  minutesLater(20)
  vi.setSystemTime(Date.now() - 3 * DAY_MS)
  expect(await checkSession(services, token)).not.toBeNull()
  minutesLater(31)
  expect(await checkSession(services, token)).toBeNull()
})
