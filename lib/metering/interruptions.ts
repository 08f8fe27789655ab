/** A meter's word that supply went or came back. */
export type PowerEvent = { at: Date; edge: 'OCCURS' | 'RESTORED' }

export type Interruption = {
  from: Date
  /** Null where nothing has said when supply came back: its length is not known. */
  to: Date | null
  /** The end is not the meter's own word but the first later reading with voltage. */
  isApproximate: boolean
}

const MINUTE_MS = 60_000

/**
 * Pairs the events of one meter into interruptions, oldest first. A failure opens, the next restoration closes; a
 * restoration without its failure is passed over. Where the restoration is missing (another failure follows, or nothing)
 * the first reading with voltage after the failure closes it; without such a reading its end stays unknown. Events come
 * in any order, `voltageAt` (instants at which a reading shows voltage) rising.
 */
export function pairInterruptions(events: readonly PowerEvent[], voltageAt: readonly Date[]): Interruption[] {
  const interruptions: Interruption[] = []
  let open: Date | null = null
  const close = (to: Date) => {
    if (open) interruptions.push({ from: open, to, isApproximate: false })
    open = null
  }
  const closeByReading = (before: Date | null) => {
    if (!open) return
    const from: Date = open
    const to = voltageAt.find((at) => at > from && (before === null || at <= before)) ?? null
    interruptions.push({ from, to, isApproximate: to !== null })
    open = null
  }
  for (const { at, edges } of byInstant(events)) {
    // Of two words of one instant, the one that closes comes first where something is open.
    if (edges.has('RESTORED') && open) {
      close(at)
      if (edges.has('OCCURS')) open = at
    } else if (edges.has('OCCURS')) {
      closeByReading(at)
      open = at
      if (edges.has('RESTORED')) close(at)
    }
  }
  closeByReading(null)
  return interruptions
}

function byInstant(events: readonly PowerEvent[]): { at: Date; edges: ReadonlySet<PowerEvent['edge']> }[] {
  const instants = new Map<number, Set<PowerEvent['edge']>>()
  for (const { at, edge } of events) instants.set(at.getTime(), (instants.get(at.getTime()) ?? new Set()).add(edge))
  return [...instants].sort(([a], [b]) => a - b).map(([at, edges]) => ({ at: new Date(at), edges }))
}

/** Below one minute: counted apart, since nobody can do anything about it. Judged on the whole length. */
export function isMomentary({ from, to }: Interruption): boolean {
  return to !== null && to.getTime() - from.getTime() < MINUTE_MS
}

/**
 * The part of an interruption that lies within a span (`to` not included), for figures of a month: one that reaches
 * over its end counts in both months with the minutes that belong to each. Null where it does not touch the span. One
 * whose end is not known belongs to the span in which it began.
 */
export function partWithin<T extends Interruption>(
  interruption: T,
  span: { from: Date; to: Date },
): (T & { minutes: number | null }) | null {
  const { from, to } = interruption
  if (to === null) return from >= span.from && from < span.to ? { ...interruption, minutes: null } : null
  if (from >= span.to || (from < span.from && to <= span.from)) return null
  const part = {
    from: new Date(Math.max(from.getTime(), span.from.getTime())),
    to: new Date(Math.min(to.getTime(), span.to.getTime())),
  }
  // Whole minutes, so that those of a table add up to its total; a part that is there is not shown as nothing.
  const minutes = Math.max(1, Math.round((part.to.getTime() - part.from.getTime()) / MINUTE_MS))
  return { ...interruption, ...part, minutes }
}
