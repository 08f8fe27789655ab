import { highestLoad, type LoadDay, loadDays, unknownDays } from '#lib/metering/load-days.ts'
import { addDays, type IstDay } from '#lib/units/ist.ts'
import type { BillSource } from './bill-sources.ts'
import { termsOn } from './supply-history.ts'

/** A day on which load was above what was sanctioned for that very day. */
export type BilledLoadDay = {
  on: IstDay
  at: Date | null
  watts: number
  limitW: number
  /** REGISTER: the meter's own; BLOCKS: from averages, only indicative. */
  source: 'REGISTER' | 'BLOCKS'
}

/** What was known of a period's load when its bill was issued; frozen with the bill. */
export type BilledLoad = {
  /** The highest demand that was known, the register's or of a block; null where none was. */
  highest: Omit<BilledLoadDay, 'on' | 'limitW'> | null
  /** In order. */
  above: BilledLoadDay[]
  /** Days that could be called neither above nor within. */
  daysUnknown: number
  /** Length of the blocks that BLOCKS stands for. */
  intervalMinutes: number | null
}

/** The highest first, as all lists of such days are. */
export function highestFirst(above: readonly BilledLoadDay[]): BilledLoadDay[] {
  return above.toSorted((a, b) => b.watts - a.watts || (a.on < b.on ? -1 : 1))
}

/** The same as JSON has it. */
export type StoredLoad = {
  highest: { at: string | null; watts: number; source: 'REGISTER' | 'BLOCKS' } | null
  above: { on: string; at: string | null; watts: number; limitW: number; source: 'REGISTER' | 'BLOCKS' }[]
  daysUnknown: number
  intervalMinutes: number | null
}

/** From the peaks of `source`, which must reach over `days`; all of them are over. */
export function loadOfPeriod(source: BillSource, days: readonly IstDay[]): StoredLoad {
  const today = addDays(days.at(-1) as IstDay, 1)
  const limitOn = (on: IstDay) => termsOn(source, on)?.sanctionedLoadW ?? null
  const shown = loadDays(days, { peaks: source.peaks, limitOn, today })
  const highest = highestLoad(shown)?.peak
  return {
    highest: highest ? { at: highest.at?.toISOString() ?? null, watts: highest.watts, source: highest.source } : null,
    above: shown.flatMap(storedDay),
    daysUnknown: unknownDays(shown, today).length,
    intervalMinutes: shown.find(({ peak }) => peak?.intervalMinutes)?.peak?.intervalMinutes ?? null,
  }
}

function storedDay({ on, peak, limitW, state }: LoadDay): StoredLoad['above'] {
  if (state !== 'ABOVE' || !peak || limitW === null) return []
  return [{ on, at: peak.at?.toISOString() ?? null, watts: peak.watts, limitW, source: peak.source }]
}

/** What the table holds was written by `loadOfPeriod` and is frozen. Null on bills issued before it was kept. */
export function billedLoad(stored: unknown): BilledLoad | null {
  if (!stored) return null
  const { highest, above, ...rest } = stored as StoredLoad
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...rest,
    highest: highest && { ...highest, at: instant(highest.at) },
    above: above.map(({ on, at, ...day }) => ({ ...day, on: on as IstDay, at: instant(at) })),
  }
}
