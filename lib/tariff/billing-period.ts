import { daysInMonth, eachDay, type IstDay, monthOf } from '#lib/units/ist.ts'
import { type Fraction, fraction } from '#lib/units/rounding.ts'

/** Days `first` to `end - 1` of a period, counted from its first day. */
export type Span = { readonly first: number; readonly end: number }
/** A stretch of days that one thing holds for. */
export type Run<T> = Span & { readonly value: T }

/** A multiple of every length that a month has, so that days of any months add up as whole numbers. */
const MONTH_GRAINS = 28n * 29n * 30n * 31n

/** Months of the first n days of a period, for every n: each day counts 1 / (days in its calendar month). */
export class MonthCount {
  readonly #grains: bigint[] = [0n]

  constructor(days: readonly IstDay[]) {
    let total = 0n
    for (const { first, end, value } of runsOf(days, monthOf, (a, b) => a === b)) {
      const grains = MONTH_GRAINS / BigInt(daysInMonth(value))
      for (let day = first; day < end; day++) {
        total += grains
        this.#grains.push(total)
      }
    }
  }

  of({ first, end }: Span): Fraction {
    return fraction((this.#grains[end] ?? 0n) - (this.#grains[first] ?? 0n), MONTH_GRAINS)
  }
}

/** The length of a billing period in months: 1 for a calendar month, 15/30 + 15/31 for 16 April to 15 May. */
export function monthsBetween(from: IstDay, to: IstDay): Fraction {
  const days = eachDay(from, to)
  return new MonthCount(days).of({ first: 0, end: days.length })
}

/** Cuts a period where `valueOn` its days changes. */
export function runsOf<T>(
  days: readonly IstDay[],
  valueOn: (day: IstDay) => T,
  same: (a: T, b: T) => boolean,
): Run<T>[] {
  const runs: Run<T>[] = []
  for (const [index, day] of days.entries()) {
    const value = valueOn(day)
    const last = runs.at(-1)
    if (last && same(last.value, value)) runs[runs.length - 1] = { ...last, end: index + 1 }
    else runs.push({ first: index, end: index + 1, value })
  }
  return runs
}

/** The part of a span that lies within the first `days` days; null when it has not begun. */
export function spanWithin({ first, end }: Span, days: number): Span | null {
  return first < days ? { first, end: Math.min(end, days) } : null
}
