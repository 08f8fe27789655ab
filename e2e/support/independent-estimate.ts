/**
 * A second opinion on estimates: the method of docs/estimate.md written out once more, in plain numbers and without any of
 * the portal's code. All in Wh.
 */
export type ExpectedEstimate = {
  soFar: number
  daysToCome: number
  /** Of one day to come. */
  day: { low: number; likely: number; high: number }
  low: number
  expected: number
  high: number
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The month of 30 or so days that `month` names, from recorded days up to some day within it. */
export function expectedEstimate(recorded: Map<string, number>, month: string, daysInMonth: number): ExpectedEstimate {
  const days = Array.from({ length: daysInMonth }, (_, index) => dayAfter(`${month}-01`, index))
  const until = days.filter((day) => recorded.has(day)).at(-1) as string
  const daysToCome = daysInMonth - Number(until.slice(8))

  let [weights, roots, squares] = [0, 0, 0]
  for (let age = 0; age < 60; age++) {
    const wh = recorded.get(dayAfter(until, -age))
    if (wh === undefined) continue
    const weight = 0.5 ** (age / 3)
    weights += weight
    roots += weight * Math.sqrt(wh / 1000)
    squares += (weight * wh) / 1000
  }
  const mean = roots / weights
  const deviation = Math.sqrt(Math.max(0, squares / weights - mean ** 2))

  const lastYear = dayAfter(until, -364)
  const before = meanOf(recorded, lastYear, -27, 0)
  const after = meanOf(recorded, lastYear, 1, daysToCome)
  const change = before && after ? Math.min(2, Math.max(0.5, after / before)) ** 0.25 : 1
  const root = mean * Math.sqrt(change)
  const reach = (0.6 + 0.02 * daysToCome) * (deviation + 0.05 * root + 0.06)
  const wh = (kwhRoot: number) => Math.round(Math.max(0, kwhRoot) ** 2 * 1000)
  const day = { low: wh(root - reach), likely: wh(root), high: wh(root + reach) }

  const read = days.flatMap((on) => recorded.get(on) ?? [])
  const soFar = read.reduce((total, value) => total + value, 0)
  const gaps = daysInMonth - daysToCome - read.length
  const whole = (each: number) => {
    const known = soFar + each * daysToCome
    return known + Math.round((known * gaps) / (read.length + daysToCome))
  }
  return { soFar, daysToCome, day, low: whole(day.low), expected: whole(day.likely), high: whole(day.high) }
}

/** Null where fewer than three quarters of the days were read, or nothing was used. */
function meanOf(recorded: Map<string, number>, day: string, first: number, last: number): number | null {
  const values = Array.from({ length: last - first + 1 }, (_, index) => recorded.get(dayAfter(day, first + index)))
  const read = values.filter((value) => value !== undefined)
  if (read.length === 0 || read.length < 0.75 * values.length) return null
  return read.reduce((total, value) => total + value, 0) / read.length
}
