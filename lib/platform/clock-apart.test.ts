import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { clockOf, setRealTime } from './clock.ts'
import { clockWatch, followDatabase, secondsAhead } from './clock-apart.ts'
import { type TestServices, testServices } from './test-database.ts'

let services: TestServices
const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const told = () => written.mock.calls.map(([line]) => JSON.parse(String(line)))

beforeAll(async () => {
  // Held months away: no clock of a demo is compared.
  services = await testServices('2026-04-01T10:00:00+05:30')
})
afterAll(() => services.close())
beforeEach(() => {
  written.mockClear()
  setRealTime(null)
})

const off = (seconds: number) => () => Date.now() + seconds * 1_000

test('clocks that are kept are not apart, nor are such as differ by less than half a minute', async () => {
  for (const seconds of [0, 20, -20]) expect(await secondsAhead(services, off(seconds))).toBeNull()
})

test.each([40, -40, 900, -900, 86_400, -86_400])('one that is %i seconds off is told by how much', async (seconds) => {
  const ahead = (await secondsAhead(services, off(seconds))) ?? 0
  expect(Math.abs(ahead - seconds)).toBeLessThanOrEqual(5)
})

test('a database that takes a minute to answer has no other time', async () => {
  let asked = 0
  const slow = () => Date.now() + (asked++ === 0 ? -45_000 : 45_000)
  expect(await secondsAhead(services, slow)).toBeNull()
})

test('the log says it at once, again after an hour, and anew when it comes back', async () => {
  let [seconds, elapsed] = [0, 0]
  const watch = clockWatch(
    () => Date.now() + seconds * 1_000,
    () => elapsed,
  )
  const at = async (minute: number, apart: number) => {
    ;[elapsed, seconds] = [minute * 60_000, apart]
    await watch(services)
    return told().length
  }
  expect(await at(0, 0)).toBe(0)
  expect(await at(1, 900)).toBe(1)
  expect(told()[0]).toEqual({ at: expect.any(String), fault: 'CLOCK_APART', ahead: expect.any(Number) })
  expect(await at(60, 900)).toBe(1)
  expect(await at(61, 900)).toBe(2)
  expect(await at(62, 0)).toBe(2)
  expect(await at(63, -900)).toBe(3)
})

test('a database that is away tells nothing of clocks', async () => {
  const away = { db: { $queryRaw: () => Promise.reject(new Error('connect ECONNREFUSED')) } } as never
  await expect(clockWatch()(away)).rejects.toThrow('ECONNREFUSED')
  expect(written).not.toHaveBeenCalled()
})

test.each([900, -86_400])(
  'a process that is %i seconds off goes by the database’s time, and by its own when they agree',
  async (seconds) => {
    const time = clockOf(undefined) ?? expect.unreachable()
    const isNear = async (wanted: number) => expect(Math.abs(+time() - wanted)).toBeLessThan(5_000)
    const real = Date.now()
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: real + seconds * 1_000 })
    try {
      await isNear(real + seconds * 1_000)
      expect(await followDatabase(services)).not.toBeNull()
      await isNear(real)
      vi.advanceTimersByTime(600_000)
      await isNear(real + 600_000)
      // Whoever sets the machine's clock changes nothing, until the database is asked again.
      vi.setSystemTime(real + 3_600_000)
      await isNear(real + 600_000)
      vi.setSystemTime(Date.now() - 3_600_000)
      expect(await followDatabase(services)).toBeNull()
      vi.setSystemTime(real + 20_000)
      await isNear(real + 20_000)
    } finally {
      vi.useRealTimers()
    }
  },
)

test('a clock that demo and tests hold or move stays theirs', async () => {
  await followDatabase(services, off(900))
  const held = clockOf('2026-11-23T10:00:00+05:30')
  expect(held?.().toISOString()).toBe('2026-11-23T04:30:00.000Z')
  const moved = clockOf('+36h') ?? expect.unreachable()
  expect(Math.abs(+moved() - Date.now() - 36 * 3_600_000)).toBeLessThan(5_000)
  expect(await followDatabase(services)).toBeNull()
})
