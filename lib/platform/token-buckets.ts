import { LRUCache } from 'lru-cache'
import type { Allowance } from './rate-limit.ts'

/**
 * A token bucket for each key, in the memory of this process: it holds `perMinute` tokens, one is taken each time, and as
 * many as `perMinute` trickle in during a minute. So much may come at once, and on average no more. A refusal takes nothing.
 *
 * Of `mostKeys` the one that asked longest ago is forgotten, and would begin anew with a full bucket. `nowMs` may have any
 * beginning, and must not go back.
 */
export function tokenBuckets({
  perMinute,
  mostKeys,
  nowMs,
}: {
  perMinute: number
  mostKeys: number
  nowMs: () => number
}): (key: string) => Allowance {
  const buckets = new LRUCache<string, { tokens: number; atMs: number }>({ max: mostKeys })
  const perMs = perMinute / 60_000
  return (key) => {
    const atMs = nowMs()
    const before = buckets.get(key) ?? { tokens: perMinute, atMs }
    const tokens = Math.min(perMinute, before.tokens + (atMs - before.atMs) * perMs)
    if (tokens < 1) return { ok: false, retryAfterSeconds: Math.ceil((1 - tokens) / perMs / 1_000) }
    buckets.set(key, { tokens: tokens - 1, atMs })
    return { ok: true }
  }
}
