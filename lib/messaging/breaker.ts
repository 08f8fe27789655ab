import type { Clock } from '#lib/platform/clock.ts'

/** So many rounds in a row without an answer mean that a provider is away. */
const FAILURES = 3
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 300_000

/**
 * Stops asking a provider that does not answer: after three rounds without an answer it pauses, then lets one message try, and
 * pauses twice as long if that fails too. So a provider that is away costs few messages an attempt, and one that comes
 * back is not met by all of them at once.
 */
export class Breaker {
  private failures = 0
  private pauseMs = FIRST_PAUSE_MS
  private openUntil = 0
  private readonly now: Clock

  constructor(now: Clock) {
    this.now = now
  }

  /** Whether the provider did not answer, and has not since. */
  get isOpen(): boolean {
    return this.failures >= FAILURES
  }

  /** How many messages may be tried now: `wanted`, one, or none. */
  allowance(wanted: number): number {
    if (!this.isOpen) return wanted
    return this.now().getTime() >= this.openUntil ? Math.min(1, wanted) : 0
  }

  /** Tells whether a round had an answer; a refusal is one. */
  note(isAnswered: boolean): void {
    if (isAnswered) {
      this.failures = 0
      this.pauseMs = FIRST_PAUSE_MS
      return
    }
    this.failures += 1
    if (!this.isOpen) return
    this.openUntil = this.now().getTime() + this.pauseMs
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS)
  }
}
