/** The scale of a line: round steps from at or below the least value to above the greatest, at most five of them. */
export function lineScale(least: number, greatest: number): { base: number; top: number; ticks: number[] } {
  const rough = Math.max(greatest - least, 1) / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= rough - 1e-9) ?? 10) * magnitude
  const base = Math.max(0, Math.floor(least / step + 1e-9) * step)
  const count = Math.max(1, Math.ceil((greatest - base) / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, index) => round(base + index * step))
  return { base: round(base), top: round(base + count * step), ticks }
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6
