import { setTimeout as pause } from 'node:timers/promises'

/** What the work comes to, or the other answer where it takes longer. The work goes on, and its failure is nobody's then. */
export async function within<T>(milliseconds: number, work: Promise<T>, otherwise: T): Promise<T> {
  const late = new AbortController()
  const other = pause(milliseconds, otherwise, { signal: late.signal })
  // Once the work is done nobody waits for it.
  other.catch(() => undefined)
  work.catch(() => undefined)
  return Promise.race([work, other]).finally(() => late.abort())
}
