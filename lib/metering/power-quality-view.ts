import { latestDay } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { financialYearOf } from '#lib/units/financial-year.ts'
import {
  addDays,
  addMonths,
  dayOf,
  eachDay,
  firstDayOf,
  type IstDay,
  lastDayOf,
  type Month,
  monthOf,
  startOfDay,
} from '#lib/units/ist.ts'
import { type DayBlocks, readBlockDays } from './block-days.ts'
import { type InterruptionIndex, interruptionIndex } from './interruption-index.ts'
import { type OutageDay, outageDays } from './outage-days.ts'
import {
  blocksWithoutSupply,
  gridFrequency,
  type PowerFactor,
  powerFactor,
  type VoltageBlock,
  voltageBlocks,
  worstBlock,
} from './quality-blocks.ts'
import type { QualityDay } from './quality-days.ts'
import { type DayFacts, dayFacts } from './quality-facts.ts'
import { type QualityFigures, qualityFigures } from './quality-figures.ts'
import {
  blocksReach,
  PLACE_COLUMNS,
  type QualityScale,
  qualityPlace,
  qualityScale,
  readQuality,
} from './quality-source.ts'
import type { FoundInterruption } from './read-interruptions.ts'

export type QualityMonth = { month: Month; figures: QualityFigures; outages: InterruptionIndex }

export type PowerQualityView = QualityMonth & {
  from: IstDay
  to: IstDay
  previous: Month | null
  next: Month | null
  scale: QualityScale
  days: QualityDay[]
  /** Days on which supply went, for their strips. */
  outageDays: OutageDay[]
  /** Whether the meters tell of supply gone and back; without their word nothing below a minute is known. */
  hasEvents: boolean
  /** Blocks of the month that had a voltage, or no supply from end to end: what voltage is known of. */
  voltageBlocksKnown: number
  /** The block furthest from the nominal voltage. */
  worst: VoltageBlock | null
  frequency: { meanMhz: number; lowMhz: number; highMhz: number } | null
  powerFactor: PowerFactor | null
  /** The last day of the month of which anything is known. */
  latest: DayFacts | null
  /** That day is yesterday. */
  isYesterday: boolean
  /** The financial year of the month, up to the running month. */
  year: QualityMonth[]
  /** Length of the blocks, and when the last of them ended; null without blocks. */
  intervalMinutes: number | null
  lastAt: Date | null
}

/**
 * What the page of power quality shows of one month of an own connection, up to yesterday; the running month where none,
 * or none of its own, is asked for. `EMPTY` before the first block and the first word about supply. Null for a stranger.
 */
export async function powerQualityView(
  services: Services,
  actor: ConsumerActor,
  { connectionId, period }: { connectionId: string; period: Month | null },
): Promise<PowerQualityView | 'EMPTY' | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const connection = await db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'METER'),
    select: PLACE_COLUMNS,
  })
  if (!connection) return null
  const place = qualityPlace(connection)
  const today = dayOf(services.now())
  const yesterday = addDays(today, -1)
  const running = monthOf(today)
  const wanted = period && period <= running ? period : running
  const april = financialYearOf(wanted)
  const lastMonth = [addMonths(april, 11), running].sort()[0] as Month
  const span = { from: firstDayOf(april), to: lastDayOf(lastMonth) }
  const [from, to] = [firstDayOf(wanted), lastDayOf(wanted)]
  const [reach, scale, found, blocks] = await Promise.all([
    blocksReach(services, connectionId),
    qualityScale(services),
    readQuality(services, place, { span, days: eachDay(span.from, span.to), lastDay: yesterday }),
    readBlockDays(db, connectionId, [{ from, to }]),
  ])
  const { interruptions, eventsReach } = found
  const first = [reach?.firstOn, eventsReach && dayOf(eventsReach.from)].filter((on) => on !== null && on !== undefined)
  const firstOn = first.sort()[0]
  if (!firstOn) return 'EMPTY'
  const firstMonth = monthOf(firstOn)
  // Asked for a month of before the first: the running one, as where none is asked for.
  if (wanted < firstMonth) return powerQualityView(services, actor, { connectionId, period: null })

  // What was before the first reading is no gap.
  const ofMonth = (of: Month) => found.days.filter(({ on }) => on.startsWith(of) && on >= firstOn)
  const summary = (of: Month) => qualityMonth(of, ofMonth(of), interruptions, scale)
  const days = ofMonth(wanted)
  const known = new Map([...blocks].filter(([on]) => on <= yesterday))
  const latest = days.findLast((day) => isKnown(day, interruptions))
  return {
    ...summary(wanted),
    ...{ from: latestDay(from, firstOn), to, scale, days },
    previous: wanted > firstMonth ? addMonths(wanted, -1) : null,
    next: wanted < running ? addMonths(wanted, 1) : null,
    outageDays: outageDays(days, { interruptions, blocks: known, fullMinutes: scale.fullMinutes }),
    hasEvents: eventsReach !== null,
    ...blockFigures(known, place.phase, scale),
    latest: latest ? factsOf(latest, known.get(latest.on), interruptions, scale) : null,
    isYesterday: latest?.on === yesterday,
    year: monthsOf(april, lastMonth)
      .filter((of) => of >= firstMonth)
      .map(summary),
    intervalMinutes: reach?.intervalMinutes ?? null,
    lastAt: reach?.lastAt ?? null,
  }
}

export function qualityMonth(
  month: Month,
  days: readonly QualityDay[],
  interruptions: readonly FoundInterruption[],
  { fullMinutes }: QualityScale,
): QualityMonth {
  const last = days.findLast(({ state }) => state !== 'FUTURE')?.on
  const from = startOfDay(firstDayOf(month))
  return {
    month,
    figures: qualityFigures(days, fullMinutes),
    outages: interruptionIndex(interruptions, { from, to: last ? startOfDay(addDays(last, 1)) : from }),
  }
}

function blockFigures(blocks: ReadonlyMap<IstDay, DayBlocks>, phase: 'SINGLE' | 'THREE', { nominalV }: QualityScale) {
  const withVoltage = voltageBlocks(blocks)
  return {
    voltageBlocksKnown: withVoltage.length + sum([...blocks.values()].map(blocksWithoutSupply)),
    worst: worstBlock(withVoltage, nominalV * 10),
    frequency: gridFrequency(blocks),
    powerFactor: powerFactor(blocks, phase),
  }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Facts of one day, out of what was read of a longer span. */
export function factsOf(
  day: QualityDay,
  blocks: DayBlocks | undefined,
  interruptions: readonly FoundInterruption[],
  { band, fullMinutes }: QualityScale,
): DayFacts {
  const span = { from: startOfDay(day.on), to: startOfDay(addDays(day.on, 1)) }
  return dayFacts(day, { blocks, interruptions, span, band, fullMinutes })
}

function isKnown(day: QualityDay, interruptions: readonly FoundInterruption[]): boolean {
  if (day.state === 'FUTURE') return false
  return day.state === 'KNOWN' || day.supplyMinutes !== null || interruptions.some(({ from }) => dayOf(from) === day.on)
}

function monthsOf(first: Month, last: Month): Month[] {
  const months: Month[] = []
  for (let of = first; of <= last; of = addMonths(of, 1)) months.push(of)
  return months
}
