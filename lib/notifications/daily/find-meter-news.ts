import { monthlyLimit } from '#lib/billing/limit-insight.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { formatDayOfYear } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import { addDays, dayFromColumn, dayOf, dayToColumn, firstDayOf, type IstDay, monthOf } from '#lib/units/ist.ts'
import { type Finding, type LookedAt, type Page, shortNo } from './finding.ts'

/** From so many hundredths of a limit on it is near. */
const NEAR_PERCENT = 90n
/** Unusual: twice a usual day and so much more, of which at least so many days of four weeks are known. */
const UNUSUAL_TIMES = 2n
const UNUSUAL_MORE_WH = 5_000n
const USUAL_DAYS = 28
const USUAL_DAYS_KNOWN = 14n

type Known = {
  connectionId: string
  /** Of the running month, days that were not read left out. */
  monthWh: bigint
  /** The highest demand that was reached on its own day of the month, and the first such day; null where none is told. */
  peakW: number | null
  peakOn: Date | null
  yesterdayWh: bigint | null
  usualDays: bigint
  usualWh: bigint | null
}

/** What the meters of smart homes tell up to yesterday: a limit that is near or crossed, the load, an unusual day. */
export async function findMeterNews({ tx, at, book, connections }: Page): Promise<Finding[]> {
  const today = dayOf(at)
  const yesterday = addDays(today, -1)
  // On the first of a month the month that the meters tell of is over: "this month" would be the wrong one.
  const isSameMonth = monthOf(yesterday) === monthOf(today)
  const known = await readMeters(
    tx,
    connections.map(({ id }) => id),
    yesterday,
  )
  return connections.flatMap((connection) => {
    const meter = known.get(connection.id)
    if (!meter) return []
    const limitWh = isSameMonth ? monthlyLimit(book, yesterday, connection.category) : null
    return [
      limitWh === null ? null : limitNews(connection, meter, { limitWh, yesterday }),
      loadNews(connection, meter, yesterday),
      unusualNews(connection, meter, yesterday),
    ].filter((finding) => finding !== null)
  })
}

function limitNews(
  connection: LookedAt,
  { monthWh }: Known,
  { limitWh, yesterday }: { limitWh: bigint; yesterday: IstDay },
): Finding | null {
  const isCrossed = monthWh > limitWh
  if (monthWh * 100n < limitWh * NEAR_PERCENT) return null
  return {
    ...about(connection, 'estimate'),
    ...{ kind: 'LIMIT', cause: `${isCrossed ? 'crossed' : 'near'} ${limitWh} ${connection.id} ${monthOf(yesterday)}` },
    words: (language) =>
      templateText(language, 'notifications', isCrossed ? 'smsLimitCrossed' : 'smsLimitNear', {
        ...{ connection: shortNo(connection), units: formatUnits(wattHours(monthWh)) },
        ...{ limit: formatUnits(wattHours(limitWh), 0), url: address(connection, 'estimate') },
      }),
  }
}

function loadNews(connection: LookedAt, { peakW, peakOn }: Known, yesterday: IstDay): Finding | null {
  if (peakW === null || peakOn === null || peakW <= connection.sanctionedLoadW) return null
  return {
    ...about(connection, 'load'),
    ...{ kind: 'LOAD', cause: `${connection.id} ${monthOf(yesterday)}` },
    words: (language) =>
      templateText(language, 'notifications', 'smsLoad', {
        ...{ connection: shortNo(connection), day: formatDayOfYear(dayFromColumn(peakOn), language) },
        ...{ load: kilowatts(peakW), sanctioned: kilowatts(connection.sanctionedLoadW) },
        url: address(connection, 'load'),
      }),
  }
}

function unusualNews(
  connection: LookedAt,
  { yesterdayWh, usualDays, usualWh }: Known,
  yesterday: IstDay,
): Finding | null {
  if (yesterdayWh === null || usualWh === null || usualDays < USUAL_DAYS_KNOWN) return null
  if (yesterdayWh < usualWh * UNUSUAL_TIMES || yesterdayWh - usualWh < UNUSUAL_MORE_WH) return null
  return {
    ...about(connection, 'consumption'),
    ...{ kind: 'UNUSUAL', cause: `${connection.id} ${monthOf(yesterday)}` },
    words: (language) =>
      templateText(language, 'notifications', 'smsUnusual', {
        ...{ connection: shortNo(connection), day: formatDayOfYear(yesterday, language) },
        ...{ units: formatUnits(wattHours(yesterdayWh)), usual: formatUnits(wattHours(usualWh)) },
        url: address(connection, 'consumption'),
      }),
  }
}

const about = ({ id }: LookedAt, page: string) =>
  ({ connectionId: id, part: 'METER', href: `/c/${id}/${page}` }) as const
const address = ({ id }: LookedAt, page: string): string => `${env().portalUrl}/c/${id}/${page}`
const kilowatts = (watts: number): string => (watts / 1_000).toFixed(2)

async function readMeters(tx: Tx, connectionIds: readonly string[], yesterday: IstDay): Promise<Map<string, Known>> {
  const last = dayToColumn(yesterday)
  const monthFrom = dayToColumn(firstDayOf(monthOf(yesterday)))
  const usualFrom = dayToColumn(addDays(yesterday, -USUAL_DAYS))
  const rows = await tx.$queryRaw<Known[]>`
    with days as (
      select "connectionId", "onDay", sum("energyWh")::bigint as "energyWh",
             max("maxDemandW") filter (where "maxDemandAt" is null or ("maxDemandAt" at time zone 'Asia/Kolkata')
               between "onDay"::timestamp and ("onDay" + 1)::timestamp) as "maxDemandW"
        from "MeterDay"
       where "connectionId" = any(${[...connectionIds]}::uuid[])
         and "onDay" between least(${monthFrom}::date, ${usualFrom}::date) and ${last}::date
       group by "connectionId", "onDay")
    select "connectionId"::text,
           coalesce(sum("energyWh") filter (where "onDay" >= ${monthFrom}::date), 0)::bigint as "monthWh",
           max("maxDemandW") filter (where "onDay" >= ${monthFrom}::date) as "peakW",
           (array_agg("onDay" order by "maxDemandW" desc nulls last, "onDay")
             filter (where "onDay" >= ${monthFrom}::date))[1] as "peakOn",
           sum("energyWh") filter (where "onDay" = ${last}::date)::bigint as "yesterdayWh",
           count(*) filter (where "onDay" between ${usualFrom}::date and ${last}::date - 1) as "usualDays",
           round(avg("energyWh") filter (where "onDay" between ${usualFrom}::date and ${last}::date - 1))::bigint as "usualWh"
      from days group by "connectionId"`
  return new Map(rows.map((row) => [row.connectionId, row]))
}
