import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TestServices, testServices } from '#lib/platform/test-database.ts'
import { requestDeskCode } from '#lib/staff/request-desk-code.ts'
import { alarmSince } from './login-alarm.ts'
import { NUMBERS_OF_A_HUNDRED } from './otp-policy.ts'
import { ask, logIn, makePerson, newBrowser } from './test-logins.ts'
import { NUMBERS_IN_A_ROW, watchRuns } from './watch-runs.ts'

const MORNING = '2026-11-23T10:10:00+05:30'
/** Each test has a database of its own: the numbers of an hour are everybody's. */
let services: TestServices
const opened: TestServices[] = []

beforeEach(async () => {
  services = await testServices(MORNING)
  opened.push(services)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  for (const one of opened) await one.close()
})

const later = (seconds: number) => services.setTime(new Date(Date.parse(MORNING) + seconds * 1_000).toISOString())
const numbersFrom = (first: number, count: number) => Array.from({ length: count }, (_, n) => `${first + n}`)
async function askFor(numbers: readonly string[]): Promise<void> {
  for (const number of numbers) expect((await ask(services, newBrowser(), number)).ok).toBe(true)
}
const alarms = () => services.db.auditEntry.findMany({ where: { action: 'login.numbers-in-a-row' } })
const ENOUGH = NUMBERS_OF_A_HUNDRED

describe('whoever asks for one number after another', () => {
  it('is noticed once an hour, whether anybody has the numbers or not, and nobody is held up', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    await askFor(numbersFrom(9_300_010_000, ENOUGH - 1))
    expect(await watchRuns(services)).toBe(false)
    later(30)
    // The officers' door is one more, and so is another name of a number.
    await requestDeskCode(services, { kind: 'anonymous', source: newBrowser().source }, { mobile: '+91 93000 10099' })
    expect(await Promise.all([1, 2, 3].map(() => watchRuns(services)))).toEqual([true, true, true])
    expect(await alarms()).toMatchObject([
      { actorId: 'numbers of a hundred', detail: { tried: ENOUGH, limit: ENOUGH } },
    ])
    const lines = said.mock.calls.map(([line]) => JSON.parse(String(line)))
    expect(lines).toMatchObject([{ fault: 'NUMBERS_IN_A_ROW', tried: ENOUGH, limit: ENOUGH }])
    expect(
      JSON.stringify([lines, await alarms()], (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain('93000')
    expect(await alarmSince(services, NUMBERS_IN_A_ROW)).toEqual(services.now())
    await logIn(services, newBrowser(), await makePerson(services))

    later(30 + 3_600)
    expect(await watchRuns(services)).toBe(false)
    expect(await alarmSince(services, NUMBERS_IN_A_ROW)).toBeNull()
    expect(await alarms()).toHaveLength(1)
  })

  it('is not noticed in numbers that lie apart, nor in an hour that is over', async () => {
    await askFor(Array.from({ length: 2 * ENOUGH }, (_, n) => `${9_400_000_000 + 137 * n}`))
    await askFor(numbersFrom(9_500_010_000, ENOUGH - 1))
    later(3_601)
    await askFor(['9500010050'])
    expect(await watchRuns(services)).toBe(false)
    expect(await alarms()).toEqual([])
  })

  it('is nobody whose number is asked for twice, nor a neighbour who has logged in here before', async () => {
    const neighbours = await Promise.all(Array.from({ length: ENOUGH }, () => makePerson(services)))
    const hundreds = Map.groupBy(neighbours, ({ mobile }) => mobile.slice(0, 8))
    expect(hundreds.size).toBeLessThan(3)
    const browsers = neighbours.map(() => newBrowser())
    for (const [index, person] of neighbours.entries())
      await logIn(services, browsers[index] as (typeof browsers)[number], person)
    later(3_700)
    for (const [index, { mobile }] of neighbours.entries())
      expect((await ask(services, browsers[index] as (typeof browsers)[number], mobile)).ok).toBe(true)
    for (const minute of [1, 2, 3]) {
      later(3_700 + minute * 60)
      await askFor(numbersFrom(9_600_010_000, ENOUGH / 2))
    }
    expect(await watchRuns(services)).toBe(false)
  })
})
