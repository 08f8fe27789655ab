import { expect, test } from 'vitest'
import { ReplicaWatch } from './replica.ts'

/** A primary and a replica of which only the ends of their logs matter, as numbers after `0/`. */
function pair() {
  const state = { primary: 1, replica: 1, inRecovery: true, isAway: false, nowMs: 0 }
  const answering = (rows: (mark: string) => unknown[]) =>
    ({ $queryRaw: async (_: TemplateStringsArray, mark: string) => rows(mark) }) as never
  const watch = new ReplicaWatch({
    primary: answering(() => [{ end: `0/${state.primary}` }]),
    replica: answering((mark) => {
      if (state.isAway) throw new Error('connect ECONNREFUSED')
      return [{ has: state.inRecovery && state.replica >= Number(mark.slice(2)) }]
    }),
    nowMs: () => state.nowMs,
  })
  const look = async (seconds = 5) => {
    state.nowMs += seconds * 1_000
    await watch.look()
    return watch.keepsUp()
  }
  return { state, watch, look }
}

test('nothing is read from a replica before it was looked at', () => {
  expect(pair().watch.keepsUp()).toBe(false)
})

test('one that is behind by what was written since the last look keeps up', async () => {
  const { state, look } = pair()
  expect(await look()).toBe(true)
  state.primary = 9
  expect(await look()).toBe(true)
  // What the primary had five seconds ago has not come.
  expect(await look()).toBe(false)
  state.replica = 9
  expect(await look()).toBe(true)
})

test('one that stands still while nothing is written keeps up', async () => {
  const { look } = pair()
  for (let minute = 0; minute < 10; minute++) expect(await look()).toBe(true)
})

test('one that is away, or was made a primary, is left alone until it follows again', async () => {
  const { state, look } = pair()
  expect(await look()).toBe(true)
  state.isAway = true
  expect(await look()).toBe(false)
  state.isAway = false
  expect(await look()).toBe(true)
  state.inRecovery = false
  expect(await look()).toBe(false)
})

test('what was seen long ago counts for nothing, and a failed read counts at once', async () => {
  const { state, watch, look } = pair()
  expect(await look()).toBe(true)
  state.nowMs += 15_000
  expect(watch.keepsUp()).toBe(false)
  expect(await look()).toBe(true)
  watch.avoid()
  expect(watch.keepsUp()).toBe(false)
})
