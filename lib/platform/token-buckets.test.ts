import { beforeEach, expect, test } from 'vitest'
import { tokenBuckets } from './token-buckets.ts'

let nowMs: number
let take: ReturnType<typeof tokenBuckets>

beforeEach(() => {
  nowMs = 5_000
  take = tokenBuckets({ perMinute: 60, mostKeys: 2, nowMs: () => nowMs })
})

const takeMany = (key: string, count: number) =>
  Array.from({ length: count }, () => take(key).ok).filter(Boolean).length

test('a minute’s worth may come at once, and then one for each moment that it takes to trickle in', () => {
  expect(takeMany('asha', 100)).toBe(60)
  nowMs += 1_000
  expect(takeMany('asha', 100)).toBe(1)
  nowMs += 10_000
  expect(takeMany('asha', 100)).toBe(10)
  nowMs += 3_600_000
  expect(takeMany('asha', 100)).toBe(60)
})

test('who is refused is told when one will be there: not before, and then', () => {
  takeMany('asha', 60)
  nowMs += 250
  expect(take('asha')).toEqual({ ok: false, retryAfterSeconds: 1 })
  nowMs += 749
  expect(take('asha')).toEqual({ ok: false, retryAfterSeconds: 1 })
  nowMs += 1
  expect(take('asha')).toEqual({ ok: true })
})

test('a rate below one a second is told in whole seconds, none too few', () => {
  const slowly = tokenBuckets({ perMinute: 1, mostKeys: 2, nowMs: () => nowMs })
  expect(slowly('asha').ok).toBe(true)
  nowMs += 1_500
  expect(slowly('asha')).toEqual({ ok: false, retryAfterSeconds: 59 })
  nowMs += 58_500
  expect(slowly('asha').ok).toBe(true)
})

test('asking again and again while refused puts nothing off', () => {
  takeMany('asha', 60)
  for (let ms = 0; ms < 1_000; ms += 10) {
    expect(take('asha').ok).toBe(false)
    nowMs += 10
  }
  expect(take('asha').ok).toBe(true)
})

test('one key takes nothing from another', () => {
  takeMany('asha', 100)
  expect(takeMany('imran', 100)).toBe(60)
})

test('no more keys are kept than said: who asked longest ago begins anew', () => {
  takeMany('asha', 60)
  takeMany('imran', 60)
  take('jyoti')
  expect(takeMany('imran', 1)).toBe(0)
  expect(takeMany('asha', 1)).toBe(1)
})
