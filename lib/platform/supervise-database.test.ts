import { expect, test } from 'vitest'
import { superviseDatabase } from './supervise-database.ts'

/** A server that dies when told to, on a clock that only waiting moves. */
function story() {
  const end = new AbortController()
  const waits: number[] = []
  const said: string[] = []
  let at = 0
  let isRunning = true
  let broken = 0
  const acts: [atMs: number, act: () => void][] = []
  const wait = async (ms: number) => {
    if (ms > 0 && !isRunning) waits.push(ms)
    at += ms
    while (acts[0] && acts[0][0] <= at) acts.shift()?.[1]()
  }
  return {
    waits,
    said,
    /** Does something when the clock has come so far; in order. */
    at: (ms: number, act: () => void) => acts.push([ms, act]),
    die: () => {
      isRunning = false
    },
    failStarts: (times: number) => {
      broken = times
    },
    end: () => end.abort(),
    supervise: () =>
      superviseDatabase(
        {
          isRunning: () => isRunning,
          restart: async () => {
            if (broken-- > 0) throw new Error('pg_ctl: could not start server')
            isRunning = true
          },
        },
        { signal: end.signal, say: (text) => said.push(text), wait, now: () => at },
      ),
  }
}

test('a server that died is started again at once', async () => {
  const { said, waits, at, die, end, supervise } = story()
  at(5_000, die)
  at(20_000, end)
  await supervise()
  expect(said).toEqual(['The database stopped by itself: starting it again', 'The database runs again'])
  expect(waits).toEqual([])
})

test('starts that fail are tried again, each time after twice the wait, at most half a minute', async () => {
  const { said, waits, at, die, failStarts, end, supervise } = story()
  failStarts(8)
  at(1_000, die)
  at(200_000, end)
  await supervise()
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  expect(said).toContain('pg_ctl: could not start server')
  expect(said.at(-1)).toBe('The database runs again')
})

test('a server that dies soon after each start is not hammered; one that ran a minute is started at once', async () => {
  const { waits, at, die, end, supervise } = story()
  for (const ms of [1_000, 3_000, 7_000]) at(ms, die)
  at(90_000, die)
  at(100_000, end)
  await supervise()
  expect(waits).toEqual([1_000, 2_000])
})

test('nothing is started any more once the watch has ended', async () => {
  const { said, at, die, failStarts, end, supervise } = story()
  failStarts(1)
  at(1_000, die)
  at(1_500, end)
  await supervise()
  expect(said).not.toContain('The database runs again')
})
