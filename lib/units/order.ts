/** Sorts whole numbers; `Math.min` and `Math.max` know no bigint. */
export function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b)
}
