import { earliestDay, latestDay } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf, eachDay, startOfDay } from '#lib/units/ist.ts'
import { readBlockDays } from './block-days.ts'
import { type InterruptionIndex, interruptionIndex } from './interruption-index.ts'
import {
  gridFrequency,
  type PowerFactor,
  powerFactor,
  type VoltageBlock,
  voltageBlocks,
  worstBlock,
} from './quality-blocks.ts'
import type { QualityDay } from './quality-days.ts'
import { type QualityFigures, qualityFigures } from './quality-figures.ts'
import {
  blocksReach,
  PLACE_COLUMNS,
  type QualityScale,
  qualityPlace,
  qualityScale,
  readQuality,
} from './quality-source.ts'
import type { Span } from './spans.ts'

/** The supply of some days as figures that stand for themselves: what a complaint carries. */
export type QualityEvidence = Span & {
  /** When it was gathered, and up to when blocks had come by then. */
  gatheredAt: Date
  readUntil: Date | null
  scale: QualityScale
  /** Length of the blocks whose means the voltages are; null without blocks. */
  intervalMinutes: number | null
  days: QualityDay[]
  figures: QualityFigures
  outages: InterruptionIndex
  worst: VoltageBlock | null
  frequency: { meanMhz: number; lowMhz: number; highMhz: number } | null
  powerFactor: PowerFactor | null
}

const MOST_DAYS = 366

/**
 * Gathers the evidence of a period of an own connection, a day or a year, up to today: of a day that is not over what is
 * known so far. At most a year back from its end. `EMPTY` where nothing is known of it. Null for a stranger's connection.
 */
export async function evidenceFor(
  services: Services,
  actor: ConsumerActor,
  { connectionId, period }: { connectionId: string; period: Span },
): Promise<QualityEvidence | 'EMPTY' | null> {
  if (!isId(connectionId)) return null
  const connection = await services.db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'METER'),
    select: PLACE_COLUMNS,
  })
  if (!connection) return null
  const gatheredAt = services.now()
  const today = dayOf(gatheredAt)
  const to = earliestDay(period.to, today)
  const from = latestDay(period.from, addDays(to, 1 - MOST_DAYS))
  if (from > to) return 'EMPTY'
  const span = { from, to }
  const place = qualityPlace(connection)
  const [reach, scale, { days, interruptions }, blocks] = await Promise.all([
    blocksReach(services, connectionId),
    qualityScale(services),
    readQuality(services, place, { span, days: eachDay(from, to), lastDay: to }),
    readBlockDays(services.db, connectionId, [span]),
  ])
  const outages = interruptionIndex(interruptions, { from: startOfDay(from), to: startOfDay(addDays(to, 1)) })
  const isNothing = blocks.size === 0 && outages.count === 0 && days.every((day) => day.supplyMinutes === null)
  if (isNothing) return 'EMPTY'
  return {
    ...{ from, to, gatheredAt, scale, days, outages },
    readUntil: reach?.lastAt ?? null,
    intervalMinutes: reach?.intervalMinutes ?? null,
    figures: qualityFigures(days, scale.fullMinutes),
    worst: worstBlock(voltageBlocks(blocks), scale.nominalV * 10),
    frequency: gridFrequency(blocks),
    powerFactor: powerFactor(blocks, place.phase),
  }
}
