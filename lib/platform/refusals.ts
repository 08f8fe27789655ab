import { logFault } from './log.ts'

/** Why something was refused, other than by a person's mistake. */
export type Refusal =
  /** A form that another site sent, or a file that it wanted within itself. */
  | 'OTHER_SITE'
  /** An event without the signature of whoever it says it is of. */
  | 'UNSIGNED'
  /** More than a limit allows; `kind` names the limit. */
  | 'LIMIT'
  /** Somebody asked for a page or file below `/c/`, or in a form or of an API for something, that is not theirs or not (any more) there. */
  | 'NOT_THEIRS'
  /** A file in which the scanner found a virus. */
  | 'INFECTED'

const LINE_EVERY_MS = 60_000

type Counted = { reason: Refusal; count: number; loggedAtMs: number }
// Pages, the listener and jobs are bundled apart and count into the same.
const held = globalThis as typeof globalThis & { portalRefusals?: Map<string, Counted> }

/**
 * Notes a refusal (ASVS 16.3.2, 16.3.3): counted for the metrics, and with a line in the log for the first of a kind in each
 * minute, since whoever tries tries often. Nothing is noted of whom it was.
 */
export function noteRefusal(reason: Refusal, kind?: string, nowMs = Date.now()): void {
  held.portalRefusals ??= new Map()
  const key = `${reason} ${kind ?? ''}`
  const counted = held.portalRefusals.get(key) ?? { reason, count: 0, loggedAtMs: Number.NEGATIVE_INFINITY }
  counted.count += 1
  held.portalRefusals.set(key, counted)
  if (nowMs - counted.loggedAtMs < LINE_EVERY_MS) return
  counted.loggedAtMs = nowMs
  logFault('REFUSED', { kind: kind ?? reason })
}

/** How often this process has refused something, by the reason. */
export function countedRefusals(): Map<Refusal, number> {
  const sums = new Map<Refusal, number>()
  for (const { reason, count } of held.portalRefusals?.values() ?? []) sums.set(reason, (sums.get(reason) ?? 0) + count)
  return sums
}
