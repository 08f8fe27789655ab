import { afterEach, expect, it, vi } from 'vitest'
import { wakingTime } from './waking-hours.ts'

it.each([
  ['2026-11-05T07:59:59+05:30', '2026-11-05T08:00:00+05:30'],
  ['2026-11-05T08:00:00+05:30', '2026-11-05T08:00:00+05:30'],
  ['2026-11-05T20:59:59+05:30', '2026-11-05T20:59:59+05:30'],
  ['2026-11-05T21:00:00+05:30', '2026-11-06T08:00:00+05:30'],
  ['2026-12-31T23:59:59+05:30', '2027-01-01T08:00:00+05:30'],
  ['2026-11-05T00:00:00+05:30', '2026-11-05T08:00:00+05:30'],
])('what is thought of at %s is said at %s', (at, said) => expect(wakingTime(new Date(at))).toEqual(new Date(said)))

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['9-18', '2026-11-23T18:00:00+05:30', '2026-11-24T09:00:00+05:30'],
  ['0-24', '2026-11-23T23:59:59+05:30', '2026-11-23T23:59:59+05:30'],
])('a utility that chose the hours %s says what is thought of at %s at %s', async (hours, at, said) => {
  vi.stubEnv('NEWS_HOURS', hours)
  vi.resetModules()
  const chosen = await import('./waking-hours.ts')
  expect(chosen.wakingTime(new Date(at))).toEqual(new Date(said))
})
