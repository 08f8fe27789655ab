/** A clock that the domain asks for the time. It can be held (an instant) or moved (an offset) in demo and tests. */
export type Clock = () => Date

// A bundle of Next.js has modules of its own; the time is one.
const held = globalThis as typeof globalThis & { portalAnchor?: { atMs: number; elapsedMs: number } | null }

/**
 * The real time: this machine's, or the database's where the two are apart (`followDatabase`), which then goes on by what
 * has elapsed here, whatever is done to this machine's clock.
 */
export function realTime(): Date {
  const anchor = held.portalAnchor
  return anchor ? new Date(anchor.atMs + performance.now() - anchor.elapsedMs) : new Date()
}

/** Says what time it is; null: this machine's clock knows. */
export function setRealTime(atMs: number | null): void {
  held.portalAnchor = atMs === null ? null : { atMs, elapsedMs: performance.now() }
}

/**
 * The clock that `PORTAL_CLOCK` describes: an instant (`2026-11-23T10:00:00+05:30`) holds it, an offset
 * (`+36h`, `-15m`, `+2d`) moves it, nothing leaves it alone. Null when the text is neither.
 */
export function clockOf(setting: string | undefined): Clock | null {
  if (!setting) return realTime
  const offset = /^([+-])(\d{1,6})([smhd])$/.exec(setting)
  if (offset) {
    const unit = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[offset[3] as 's' | 'm' | 'h' | 'd']
    const shift = Number(offset[2]) * unit * (offset[1] === '-' ? -1 : 1)
    return () => new Date(Date.now() + shift)
  }
  // Without an offset the text would mean another instant on every machine.
  if (!/(Z|[+-]\d{2}:\d{2})$/.test(setting)) return null
  const held = Date.parse(setting)
  return Number.isNaN(held) ? null : () => new Date(held)
}
