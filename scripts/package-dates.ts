import { z } from 'zod'

/** For a week a version waits before it is used: what somebody has slipped into one is mostly found by then (threat T35). */
export const LEAST_DAYS = 7
const DAY_MS = 86_400_000

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
/** When a version came out, when it was looked at, and why it did not wait where it is younger. */
const row = z.strictObject({ published: day, seen: day, why: z.string().min(10).optional() })
export const packageDates = z.record(z.string(), row)
export type PackageDates = z.infer<typeof packageDates>

type Locked = Record<string, { version: string; os?: unknown; cpu?: unknown; inBundle?: boolean }>

/**
 * `name@version` of what a lock file names. Those of one system alone (`os`, `cpu`) come out with what brings them, and
 * those within another's archive under its version.
 */
export function datedIn(locked: Locked): string[] {
  const places = Object.entries(locked).filter(([, { os, cpu, inBundle }]) => !(os || cpu || inBundle))
  const marker = 'node_modules/'
  return [
    ...new Set(
      places.map(([place, { version }]) => `${place.slice(place.lastIndexOf(marker) + marker.length)}@${version}`),
    ),
  ].sort()
}

export const daysOld = ({ published, seen }: Pick<PackageDates[string], 'published' | 'seen'>): number =>
  (Date.parse(seen) - Date.parse(published)) / DAY_MS

/** Whatever of a lock file has no date, or was younger than it may be without a reason. */
export const notWaitedFor = (names: readonly string[], dates: PackageDates): string[] =>
  names.filter((name) => {
    const known = dates[name]
    return !known || (daysOld(known) < LEAST_DAYS && !known.why)
  })
