import type { HeatLevel } from './heat-cell.tsx'

const LEVELS = 5
const ROUND_STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** The upper edges of the first four levels, evenly apart on a round step, so that the fifth holds the largest value. */
export function heatEdges(largest: number): number[] {
  if (largest <= 0) return [1, 2, 3, 4]
  const rough = largest / LEVELS
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = (ROUND_STEPS.find((factor) => factor * magnitude >= rough - 1e-9) ?? 10) * magnitude
  return Array.from({ length: LEVELS - 1 }, (_, index) => Math.round((index + 1) * step * 1e6) / 1e6)
}

/** A value on an edge belongs to the level below it. */
export function heatLevel(value: number, edges: readonly number[]): HeatLevel {
  const above = edges.filter((edge) => value > edge + 1e-9).length
  return (above + 1) as HeatLevel
}

export type HeatField = {
  /** In the picture's unit; null where nothing was measured: hatched. */
  value: number | null
  over: boolean
}
export type HeatMark = { level: HeatLevel; over: boolean }

const MISSING = '-'
const WITHIN = '12345'
const OVER = 'abcde'

/** The fields of a row as a letter each, because a page carries its figures to the script as text. */
export function writeMarks(fields: readonly HeatField[], edges: readonly number[]): string {
  return fields
    .map(({ value, over }) => (value === null ? MISSING : (over ? OVER : WITHIN)[heatLevel(value, edges) - 1]))
    .join('')
}

/** What a letter says; null where nothing was measured. */
export function readMark(letter: string | undefined): HeatMark | null {
  if (letter === undefined || letter === MISSING) return null
  const over = OVER.includes(letter)
  return { level: ((over ? OVER : WITHIN).indexOf(letter) + 1) as HeatLevel, over }
}
