import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { inForceOn } from '#lib/tariff/in-force.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { dayFromColumn, dayOf, type IstDay, startOfDay } from '#lib/units/ist.ts'
import { readBlockSums } from './block-days.ts'
import { type VoltageBand, voltageBand } from './block-sums.ts'
import { type KnownQuality, type QualityDay, qualityDays } from './quality-days.ts'
import { type FoundInterruption, readInterruptions } from './read-interruptions.ts'
import type { Span } from './spans.ts'
import { powerEventsReach } from './supply-events.ts'
import { readSupplyMinutes } from './supply-minutes.ts'

/** The connection whose supply is read: after the caller has made sure that it is the actor's own. */
export type QualityPlace = {
  connectionId: string
  feeder: string | null
  subdivision: string
  phase: 'SINGLE' | 'THREE'
}

/** The columns of a connection that `qualityPlace` is made from. */
export const PLACE_COLUMNS = { id: true, feeder: true, subdivision: true, phase: true } as const

export function qualityPlace({ id, ...place }: Omit<QualityPlace, 'connectionId'> & { id: string }): QualityPlace {
  return { connectionId: id, ...place }
}

export type QualityScale = {
  nominalV: number
  standardPercent: number
  tolerablePercent: number
  band: VoltageBand
  /** Minutes of supply a day from which the whole fixed charge is due; null where no tariff says. */
  fullMinutes: number | null
}

/** What voltage and supply are measured by: settings, and the tariff in force. */
export async function qualityScale(services: Services): Promise<QualityScale> {
  const book = await loadTariffBook(services)
  const hours = book && inForceOn(book, 'supplyHoursForFullFixedCharge', dayOf(services.now())).LT
  const { voltage } = env()
  return {
    ...voltage,
    band: voltageBand(voltage),
    fullMinutes: hours ? Number((hours.numerator * 60n) / hours.denominator) : null,
  }
}

/** The days of a span, and the interruptions that touch them. Days after `lastDay` are to come. */
export async function readQuality(
  { db }: Services,
  place: QualityPlace,
  { span, days, lastDay }: { span: Span; days: readonly IstDay[]; lastDay: IstDay },
): Promise<{ days: QualityDay[]; interruptions: FoundInterruption[]; eventsReach: KnownQuality['eventsReach'] }> {
  const { connectionId } = place
  const [sums, minutes, interruptions, eventsReach] = await Promise.all([
    readBlockSums(db, connectionId, [span]),
    readSupplyMinutes(db, [connectionId], [span]),
    readInterruptions(db, place, span),
    powerEventsReach(db, connectionId),
  ])
  const known = { sums, supplyMinutes: minutes.get(connectionId) ?? new Map(), interruptions, eventsReach }
  return { days: qualityDays(days, known, lastDay), interruptions, eventsReach }
}

/** The first day of which blocks came, and when the last of them ended; null without any. */
export async function blocksReach(
  { db }: Services,
  connectionId: string,
): Promise<{ firstOn: IstDay; lastAt: Date; intervalMinutes: number } | null> {
  const [found] = await db.$queryRaw<
    { firstOn: Date; lastOn: Date; intervalMinutes: number; energyWh: (number | null)[] }[]
  >`
    select (select min("onDay") from "BlockDay" where "connectionId" = ${connectionId}::uuid) as "firstOn",
      "onDay" as "lastOn", "intervalMinutes", "energyWh"
    from "BlockDay" where "connectionId" = ${connectionId}::uuid
    order by "onDay" desc, "receivedAt" desc limit 1`
  if (!found) return null
  const { intervalMinutes } = found
  const blocks = found.energyWh.findLastIndex((energy) => energy !== null) + 1
  const lastAt = new Date(startOfDay(dayFromColumn(found.lastOn)).getTime() + blocks * intervalMinutes * 60_000)
  return { firstOn: dayFromColumn(found.firstOn), lastAt, intervalMinutes }
}
