import { addDays, type IstDay, startOfDay } from '#lib/units/ist.ts'
import type { DayBlockSums } from './merge-block-days.ts'
import type { FoundInterruption } from './read-interruptions.ts'

/** Means over blocks, in tenths of a volt, and the lengths of the blocks outside the bands. */
export type DayVoltage = {
  lowDv: number
  highDv: number
  minutesBelow: number
  minutesAbove: number
  /** Outside the tolerable band too; these are among the others. */
  minutesFarBelow: number
  minutesFarAbove: number
}

export type QualityDay = {
  on: IstDay
  /** KNOWN: some block of the day came. A day that is not over is FUTURE. */
  state: 'KNOWN' | 'MISSING' | 'FUTURE'
  blocksKnown: number
  /** Null where no block came. */
  blocksInDay: number | null
  /** Null where no block had a voltage. */
  voltage: DayVoltage | null
  /** Minutes with supply; null where they are not known of the whole day. */
  supplyMinutes: number | null
}

const MINUTE_MS = 60_000
const MINUTES_A_DAY = 1440

export type KnownQuality = {
  sums: ReadonlyMap<IstDay, DayBlockSums>
  /** Of days whose blocks all told how long supply was off. */
  supplyMinutes: ReadonlyMap<IstDay, number>
  /** Those that touch the days, in order, momentary ones too. */
  interruptions: readonly FoundInterruption[]
  /** Between which instants the meters told of supply gone and back. */
  eventsReach: { from: Date; to: Date } | null
}

/** Each day with what is known of its supply. `lastDay` is the last one that counts; what comes after it is to come. */
export function qualityDays(days: readonly IstDay[], known: KnownQuality, lastDay: IstDay): QualityDay[] {
  return days.map((on): QualityDay => {
    const sums = known.sums.get(on)
    if (on > lastDay)
      return { on, state: 'FUTURE', blocksKnown: 0, blocksInDay: null, voltage: null, supplyMinutes: null }
    return {
      on,
      state: sums ? 'KNOWN' : 'MISSING',
      blocksKnown: sums?.blocksKnown ?? 0,
      blocksInDay: sums?.blocksInDay ?? null,
      voltage: sums ? voltageOf(sums) : null,
      supplyMinutes: known.supplyMinutes.get(on) ?? supplyByEvents(on, known),
    }
  })
}

function voltageOf({ minVoltageDv, maxVoltageDv, ...sums }: DayBlockSums): DayVoltage | null {
  if (minVoltageDv === null || maxVoltageDv === null) return null
  return {
    lowDv: minVoltageDv,
    highDv: maxVoltageDv,
    minutesBelow: sums.minutesBelow ?? 0,
    minutesAbove: sums.minutesAbove ?? 0,
    minutesFarBelow: sums.minutesFarBelow ?? 0,
    minutesFarAbove: sums.minutesFarAbove ?? 0,
  }
}

/**
 * Where blocks are missing, a day between two words of the meters about supply is known by their events, for they keep
 * their events in order and send them so. Before the first and after the last nobody can say that nothing happened;
 * nor where the end of an interruption is not known.
 */
function supplyByEvents(on: IstDay, { interruptions, eventsReach }: KnownQuality): number | null {
  const [start, end] = [startOfDay(on), startOfDay(addDays(on, 1))]
  if (!eventsReach || eventsReach.from > start || eventsReach.to < end) return null
  let outMs = 0
  for (const [index, { from, to }] of interruptions.entries()) {
    const until = to ?? interruptions[index + 1]?.from ?? end
    const partMs = Math.min(until.getTime(), end.getTime()) - Math.max(from.getTime(), start.getTime())
    if (partMs <= 0) continue
    if (to === null) return null
    outMs += partMs
  }
  return MINUTES_A_DAY - Math.round(outMs / MINUTE_MS)
}
