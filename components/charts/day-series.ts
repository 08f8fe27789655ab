/** What a day of a chart is; a missing day has no value, and zero never stands for "we do not know". */
export type DayKind = 'measured' | 'estimated' | 'missing' | 'future'

export type DayPoint = {
  /** IST day, `YYYY-MM-DD`. */
  day: string
  /** The height of the bar in the chart's unit; null for missing days and days to come. */
  value: number | null
  kind: DayKind
  /** The value as people read it, such as "11.4". On the first of a run of missing days: the meter's sum over the run. */
  label: string
  /** The whole sentence for the tooltip and for reading aloud: "Sun, 8 Nov: 11.4 units, meter reading". */
  spoken: string
  /** A feast or another name for the day, written below it. */
  note?: string
  /** Above a limit that costs money: drawn in its own colour, always with a triangle. */
  over?: boolean
  /** Close to a limit: a light dot inside the top of the bar. */
  near?: boolean
  /** The same day last year, drawn as a hollow mark. */
  lastYear?: number | null
}

/** A line across the bars with its figure: for days the pace that keeps the period within a limit. */
export type Limit = { value: number; label: string }

/** A solid line over some days, from one place in the series to another: what may not be passed, such as a load. */
export type Ceiling = Limit & { from: number; to: number }

/** A day that lowers what the period costs: of money alone, where supply fell short of what the fixed charge is for. */
export const isBelowZero = ({ value }: Pick<DayPoint, 'value'>): boolean => value !== null && value < 0

/** The top of the axis and its steps: at most five grid lines, on round figures. */
export function niceScale(largest: number): { top: number; ticks: number[] } {
  // Nothing but zeros, such as the days of a bill that the State pays.
  if (largest <= 0) return { top: 1, ticks: [0, 1] }
  const rough = largest / 4
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 4, 5, 10].find((factor) => factor * magnitude >= rough - 1e-9) ?? 10) * magnitude
  const count = Math.max(1, Math.ceil(largest / step - 1e-9))
  return { top: step * count, ticks: Array.from({ length: count + 1 }, (_, index) => round(index * step)) }
}

/** The scale of a chart of days: bars, last year and lines all fit under its top. */
export function dayScale(
  points: readonly DayPoint[],
  limit?: Limit,
  ceilings: readonly Ceiling[] = [],
): { top: number; ticks: number[] } {
  const values = points.flatMap((point) => [point.value ?? 0, point.lastYear ?? 0])
  return niceScale(Math.max(limit?.value ?? 0, ...ceilings.map(({ value }) => value), ...values))
}

export type Run = { from: number; to: number; label: string }

/** Runs of missing days, as places in the series, with the meter's sum over each where it is known. */
export function missingRuns(points: readonly { kind: string; label: string }[]): Run[] {
  const runs: Run[] = []
  points.forEach(({ kind, label }, index) => {
    if (kind !== 'missing') return
    const last = runs.at(-1)
    if (last && last.to === index - 1) last.to = index
    else runs.push({ from: index, to: index, label })
  })
  return runs
}

/** Places that carry a date below: every seventh day and the last. */
export function datedPlaces(count: number): number[] {
  const weekly = Array.from({ length: Math.ceil(count / 7) }, (_, index) => index * 7)
  return [...weekly.filter((place) => place < count - 4 || count <= 4), count - 1].filter(
    (place, index, all) => place >= 0 && all.indexOf(place) === index,
  )
}

export type Mark = { place: number; label: string; value: number }

/**
 * The bars that carry their figure: the highest and the last. Where the two would touch, the highest stays.
 * Widths are estimated for a phone's plot of 260 px, the narrowest there is.
 */
export function markedDays(points: readonly DayPoint[]): Mark[] {
  const known = points.flatMap(({ value, label }, place) => (value === null ? [] : [{ place, label, value }]))
  const last = known.at(-1)
  if (!last) return []
  const highest = known.reduce((best, mark) => (mark.value > best.value ? mark : best))
  if (highest === last) return [last]
  const apart = (Math.abs(last.place - highest.place) / points.length) * 260
  return apart < (textWidth(last.label) + textWidth(highest.label)) / 2 + 6 ? [highest] : [highest, last]
}

/** Where a label stands so that it stays within the plot: at its place, or against an edge. Percent of the width. */
export function labelPlace(
  place: number,
  count: number,
  label: string,
): { x: number; anchor: 'start' | 'middle' | 'end' } {
  const x = ((place + 0.5) / count) * 100
  const half = (textWidth(label) / 2 / 260) * 100
  if (x - half < 0) return { x: 0, anchor: 'start' }
  if (x + half > 100) return { x: 100, anchor: 'end' }
  return { x, anchor: 'middle' }
}

type Placed = Pick<Mark, 'place' | 'value'>

/** Where the marks of the year before stand. */
export const lastYearMarks = (points: readonly { lastYear?: number | null }[]): Placed[] =>
  points.flatMap(({ lastYear }, place) => (typeof lastYear === 'number' ? [{ place, value: lastYear }] : []))

/** The side on which a limit's figure has room beside the marked bars; null when neither has. */
export function limitSide(limit: Limit, marks: readonly Placed[], count: number, top: number): 'left' | 'right' | null {
  const reach = (textWidth(limit.label) + 20) / 260
  const inTheWay = (mark: Placed) => Math.abs(mark.value - limit.value) / top < 0.13
  const right = marks.some((mark) => inTheWay(mark) && (mark.place + 1) / count > 1 - reach)
  if (!right) return 'right'
  return marks.some((mark) => inTheWay(mark) && mark.place / count < reach) ? null : 'left'
}

/**
 * Where the label of a ceiling stands: over the end of its line, or over its beginning where bars pass the line there and
 * leave the end no room. Null where the line is too short for words.
 */
export function ceilingLabel(
  { from, to, value, label }: Ceiling,
  points: readonly DayPoint[],
): { x: number; anchor: 'start' | 'end' } | null {
  const count = points.length
  const reach = Math.ceil(((textWidth(label) + 8) / 260) * count)
  if (reach > to - from + 1) return null
  const isFree = (first: number, last: number) =>
    points.slice(first, last + 1).every((point) => (point.value ?? 0) < value)
  const left = isFree(from, from + reach - 1) && !isFree(to - reach + 1, to)
  return left ? { x: (from / count) * 100, anchor: 'start' } : { x: ((to + 1) / count) * 100, anchor: 'end' }
}

/** 0 for Sunday to 6 for Saturday. */
export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

export const dayOfMonth = (day: string): number => Number(day.slice(8))

/** With all its decimals, which are few: lines 0.025 apart must not stand as 0.03, 0.05 and 0.08. */
export const formatTick = (value: number): string => value.toLocaleString('en-IN', { maximumFractionDigits: 6 })

const textWidth = (text: string): number => text.length * 7.4

const round = (value: number): number => Math.round(value * 1e6) / 1e6
