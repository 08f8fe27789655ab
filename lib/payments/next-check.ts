const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Waits before each question, from the one before: 5 minutes, 1 hour, then daily for a week. */
const WAITS_MS = [5 * MINUTE_MS, 60 * MINUTE_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS]

/** When the gateway is asked about a QR next after so many answers; null when no more is to be expected. */
export function nextCheck(checksDone: number, from: Date): Date | null {
  const wait = WAITS_MS[checksDone]
  return wait === undefined ? null : new Date(from.getTime() + wait)
}
