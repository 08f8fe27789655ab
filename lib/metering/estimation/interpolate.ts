/** A block of a timeline; `isMeasured` where it was neither estimated nor cut short by an outage. */
export type TimelineBlock = { energyWh: number | null; isMeasured: boolean }
export type Interpolated =
  | { ok: true; values: { place: number; energyWh: number }[]; ends: number[] }
  | { ok: false; reason: 'TOO_LONG' | 'NO_NEIGHBOUR' }

/** Longer than this, a straight line says nothing of a day. */
export const LINEAR_MINUTES = 120

/**
 * Point-to-point linear interpolation, for two hours or less, between blocks that were measured and in which the supply
 * did not fail (California's "Standards for Validating, Editing, and Estimating Monthly and Interval Data", interval data
 * estimation rules). Whole Wh, rounded half up.
 *
 * @param timeline blocks in order, with as many around the missing ones as there are.
 * @param places of the missing ones.
 */
export function interpolate(
  timeline: readonly TimelineBlock[],
  places: readonly number[],
  intervalMinutes: number,
): Interpolated {
  const isMissing = (place: number) => place >= 0 && place < timeline.length && timeline[place]?.energyWh === null
  const ends = new Set<number>()
  const values: { place: number; energyWh: number }[] = []
  for (const place of places) {
    let [left, right] = [place, place]
    while (isMissing(left)) left -= 1
    while (isMissing(right)) right += 1
    const missing = right - left - 1
    if (missing * intervalMinutes > LINEAR_MINUTES) return { ok: false, reason: 'TOO_LONG' }
    const [before, after] = [timeline[left], timeline[right]]
    if (!before?.isMeasured || !after?.isMeasured || before.energyWh === null || after.energyWh === null)
      return { ok: false, reason: 'NO_NEIGHBOUR' }
    const share = (place - left) / (missing + 1)
    values.push({ place, energyWh: Math.round(before.energyWh + (after.energyWh - before.energyWh) * share) })
    ends.add(left).add(right)
  }
  return { ok: true, values, ends: [...ends].toSorted((one, two) => one - two) }
}
