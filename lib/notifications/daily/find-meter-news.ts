import { monthlyLimit } from '#lib/billing/limit-insight.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { REACHED_ON_DAY } from '#lib/metering/told-demand.ts'
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
  /**
   * Of the days of the month whose demand was above the load that was sanctioned on them, the first with the highest, and
   * that load; null where none was.
   */
  peakW: number | null
  peakOn: Date | null
  sanctionedW: number | null
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
    // Of a month that is supplied in part the limit is a part too, which bill and estimate reckon.
    const isWholeMonth = connection.suppliedFrom <= firstDayOf(monthOf(yesterday))
    const limitWh = isSameMonth && isWholeMonth ? monthlyLimit(book, yesterday, connection.category) : null
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

function loadNews(connection: LookedAt, { peakW, peakOn, sanctionedW }: Known, yesterday: IstDay): Finding | null {
  if (peakW === null || peakOn === null || sanctionedW === null) return null
  return {
    ...about(connection, 'load'),
    ...{ kind: 'LOAD', cause: `${connection.id} ${monthOf(yesterday)}` },
    words: (language) =>
      templateText(language, 'notifications', 'smsLoad', {
        ...{ connection: shortNo(connection), day: formatDayOfYear(dayFromColumn(peakOn), language) },
        ...{ load: kilowatts(peakW), sanctioned: kilowatts(sanctionedW) },
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
             max("maxDemandW") filter (where ${REACHED_ON_DAY}) as "maxDemandW"
        from "MeterDay"
       where "connectionId" = any(${[...connectionIds]}::uuid[])
         and "onDay" between least(${monthFrom}::date, ${usualFrom}::date) and ${last}::date
       group by "connectionId", "onDay"),
    "terms" as (
      select "connectionId", "effectiveFrom", "sanctionedLoadW",
             lead("effectiveFrom") over (partition by "connectionId" order by "effectiveFrom") as "until"
        from "ConnectionTerms" where "connectionId" = any(${[...connectionIds]}::uuid[])),
    "above" as (
      select distinct on (d."connectionId") d."connectionId", d."maxDemandW" as "peakW", d."onDay" as "peakOn",
             t."sanctionedLoadW" as "sanctionedW"
        from days d join "terms" t on t."connectionId" = d."connectionId"
         and d."onDay" >= t."effectiveFrom" and (t."until" is null or d."onDay" < t."until")
       where d."onDay" >= ${monthFrom}::date and d."maxDemandW" > t."sanctionedLoadW"
       order by d."connectionId", d."maxDemandW" desc, d."onDay")
    select "connectionId"::text,
           coalesce(sum("energyWh") filter (where "onDay" >= ${monthFrom}::date), 0)::bigint as "monthWh",
           "peakW", "peakOn", "sanctionedW",
           sum("energyWh") filter (where "onDay" = ${last}::date)::bigint as "yesterdayWh",
           count(*) filter (where "onDay" between ${usualFrom}::date and ${last}::date - 1) as "usualDays",
           round(avg("energyWh") filter (where "onDay" between ${usualFrom}::date and ${last}::date - 1))::bigint as "usualWh"
      from days left join "above" using ("connectionId")
     group by "connectionId", "peakW", "peakOn", "sanctionedW"`
  return new Map(rows.map((row) => [row.connectionId, row]))
}
