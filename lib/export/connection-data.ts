import { billsOfSpan, type WholeBill } from '#lib/billing/bills-of-span.ts'
import { meterOn, SUPPLY_COLUMNS, supplyHistory, termsOn } from '#lib/billing/supply-history.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { readBlockSums } from '#lib/metering/block-days.ts'
import { type ConsumptionView, consumptionView } from '#lib/metering/consumption-view.ts'
import type { DayBlockSums } from '#lib/metering/merge-block-days.ts'
import { type MeterSeries, readMeterSeries, readSeriesDays, type SeriesDay } from '#lib/metering/meter-series.ts'
import { type QualitySummary, readQualityMonths } from '#lib/metering/quality-months.ts'
import { PLACE_COLUMNS, qualityPlace } from '#lib/metering/quality-source.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import type { WattHours } from '#lib/units/energy.ts'
import { addDays, addMonths, dayOf, firstDayOf, type IstDay, monthOf } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'

/** Everything of a connection that its consumer takes away, whatever the format. Blocks come a month at a time. */
export type ConnectionData = {
  connectionId: string
  consumerNo: string
  /** Who supplies it: the utility's name. */
  supplier: string
  phase: 'SINGLE' | 'THREE'
  nominalV: number
  terms: { category: string; mode: 'POSTPAID' | 'PREPAID'; sanctionedLoadW: number } | null
  /** The meter of the last day, which a bill without one is told under. */
  meterSerialNo: string | null
  from: IstDay
  to: IstDay
  madeAt: Date
  series: readonly MeterSeries[]
  daysOf: (series: MeterSeries) => AsyncGenerator<SeriesDay[]>
  bills: readonly WholeBill[]
  running: RunningPeriod | null
  quality: readonly QualitySummary[]
}

/** What the running period comes to so far. Null is what is not known. */
export type RunningPeriod = {
  from: IstDay
  to: IstDay
  energyWh: WattHours
  costPaise: Paise | null
  yesterdayWh: WattHours | null
  /** The mean power of the block with the most energy, and when it began. */
  peakW: number | null
  peakAt: Date | null
}

/**
 * The data of an own connection for some days, `from` and `to` included, at most `MOST_DAYS`. Null for a stranger's, and
 * for somebody whose proof does not open what the meter tells. Only what the pages show goes out: events that a meter
 * noted are for the utility.
 */
export async function connectionData(
  services: Services,
  actor: ConsumerActor,
  { connectionId, from, to }: { connectionId: string; from: IstDay; to: IstDay },
): Promise<ConnectionData | null> {
  if (!isId(connectionId)) return null
  const { db } = services
  const connection = await db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'METER'),
    select: { ...PLACE_COLUMNS, ...SUPPLY_COLUMNS, consumerNo: true },
  })
  if (!connection) return null
  const span = { from, to }
  const history = supplyHistory(connection)
  const [series, bills, quality, running] = await Promise.all([
    readMeterSeries(db, connectionId, span),
    billsOfSpan(db, connectionId, span),
    readQualityMonths(services, qualityPlace(connection), span),
    consumptionView(services, actor, { connectionId, period: null }),
  ])
  const { discom, voltage } = env()
  return {
    ...{ connectionId, consumerNo: connection.consumerNo, phase: connection.phase },
    ...{ supplier: discom.name.en, nominalV: voltage.nominalV },
    terms: termsOn(history, to) ?? null,
    meterSerialNo: meterOn(history, to)?.serialNo ?? null,
    ...{ ...span, madeAt: services.now(), series, bills, quality },
    running: running && running !== 'EMPTY' ? await runningPeriod(services, connectionId, running, span) : null,
    async *daysOf(one) {
      for (const part of monthsOf(span)) {
        const days = await readSeriesDays(db, connectionId, one, part)
        if (days.length > 0) yield days
      }
    },
  }
}

/** Where the span reaches into the running period and something of it is known. */
async function runningPeriod(
  { db, now }: Services,
  connectionId: string,
  view: ConsumptionView,
  span: { to: IstDay },
): Promise<RunningPeriod | null> {
  if (view.isBilled || span.to < view.from || view.daysKnown === 0) return null
  const yesterday = view.days.find(({ on }) => on === addDays(dayOf(now()), -1))
  const blocks = [...(await readBlockSums(db, connectionId, [{ from: view.from, to: view.to }])).values()]
  const peak = blocks.reduce<DayBlockSums | null>(
    (best, day) => ((day.peakW ?? -1) > (best?.peakW ?? -1) ? day : best),
    null,
  )
  return {
    ...{ from: view.from, to: view.to, energyWh: view.energyWh, costPaise: view.costPaise },
    yesterdayWh: yesterday?.status === 'READ' ? yesterday.energyWh : null,
    ...{ peakW: peak?.peakW ?? null, peakAt: peak?.peakAt ?? null },
  }
}

/** A span cut where months begin. */
function monthsOf({ from, to }: { from: IstDay; to: IstDay }): { from: IstDay; to: IstDay }[] {
  const parts: { from: IstDay; to: IstDay }[] = []
  for (let first = from; first <= to; ) {
    const next = firstDayOf(addMonths(monthOf(first), 1))
    parts.push({ from: first, to: next > to ? to : addDays(next, -1) })
    first = next
  }
  return parts
}
