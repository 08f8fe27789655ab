import { keptFrom } from '#lib/metering/reading-months.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { addMonths, dayFromColumn, dayOf, firstDayOf, type IstDay, type Month, monthOf } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'

const HOUR_MS = 3_600_000
const HOURS_OF_WEEK = 168

/** Where the readings of a kind stand, and their energy: as it is summed there, and by what it follows from. */
const TABLES = {
  DAYS: {
    whole: 'MeterDay',
    rows: Prisma.sql`select "batchId", "onDay", "energyWh", "energyWh" as "partsWh" from "MeterDay"`,
  },
  BLOCKS: {
    whole: 'BlockDay',
    rows: Prisma.sql`
      select "batchId", "onDay", "energyKnownWh" as "energyWh", (select sum(e) from unnest("energyWh") e) as "partsWh"
      from "BlockDay"`,
  },
} as const
type Kind = keyof typeof TABLES
/** What is compared: conditions on totals and on rows. */
type Part = { totals: Prisma.Sql; rows: Prisma.Sql }

/**
 * Batches whose readings are not what `ReadingTotal` says: rows lost, added or with other energy. Months that are kept no longer
 * are left out: they go at night. Without `since` all others are compared; with it, what was stored or replaced since then, and
 * each month once a week, so that a year of half hours is not read every hour.
 */
export async function wrongReadings({
  db,
  now,
  since = null,
}: {
  db: Db | Tx
  now: () => Date
  since?: Date | null
}): Promise<string[]> {
  const kept = keptFrom(dayOf(now()))
  const batches = since && (await batchesSince(db, since))
  const found: string[] = []
  for (const kind of ['DAYS', 'BLOCKS'] as const) {
    const from = kept[TABLES[kind].whole]
    const parts = since && batches ? partsSince(from, batches, { since, now: now() }) : [wholeFrom(from)]
    for (const part of parts) found.push(...(await compare(db, kind, part)))
  }
  return [...new Set(found)]
}

const wholeFrom = (from: IstDay): Part => ({
  totals: Prisma.sql`"month" >= ${from}::date`,
  rows: Prisma.sql`"onDay" >= ${from}::date`,
})

function partsSince(from: IstDay, batches: readonly string[], { since, now }: { since: Date; now: Date }): Part[] {
  const [months, of] = [monthsDue(monthOf(from), { since, now }), Prisma.sql`"batchId" = any(${batches}::uuid[])`]
  const days = months.map(
    (one) => Prisma.sql`"onDay" >= ${firstDayOf(one)}::date and "onDay" < ${firstDayOf(addMonths(one, 1))}::date`,
  )
  const { totals, rows } = wholeFrom(from)
  return [
    ...(batches.length > 0 ? [{ totals: Prisma.sql`${totals} and ${of}`, rows: Prisma.sql`${rows} and ${of}` }] : []),
    ...(months.length > 0
      ? [{ totals: Prisma.sql`"month" = any(${months.map(firstDayOf)}::date[])`, rows: Prisma.join(days, ' or ') }]
      : []),
  ]
}

/** The months, up to that of `now`, whose hour of the week has come since; all of them after a week. */
export function monthsDue(from: Month, { since, now }: { since: Date; now: Date }): Month[] {
  const [last, hour] = [monthOf(dayOf(now)), hourOf(now)]
  const due: Month[] = []
  for (let month = from; month <= last; month = addMonths(month, 1)) {
    const [year, number] = month.split('-').map(Number) as [number, number]
    if ((hour - (year * 12 + number)) % HOURS_OF_WEEK < hour - hourOf(since)) due.push(month)
  }
  return due
}

const hourOf = (at: Date) => Math.floor(at.getTime() / HOUR_MS)

/** Those that stored readings since, or are still at it, and those whose rows they took over. */
async function batchesSince(db: Db | Tx, since: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ batchId: string }[]>`
    select distinct t."batchId" from "ReadingTotal" t join "IngestBatch" b on b."id" = t."byBatchId"
    where coalesce(b."finishedAt", b."startedAt") >= ${since}`
  return rows.map(({ batchId }) => batchId)
}

async function compare(db: Db | Tx, kind: Kind, { totals, rows }: Part): Promise<string[]> {
  const found = await db.$queryRaw<{ source: string; month: Date; said: string; stands: string }[]>`
    with "said" as (
      select "batchId", "month", sum("rows") as "rows", sum("energyWh") as "wh" from "ReadingTotal"
      where "readings" = ${kind}::"ReadingKind" and (${totals}) group by "batchId", "month"
    ), "stands" as (
      select "batchId", date_trunc('month', "onDay")::date as "month", count(*) as "rows", sum("energyWh") as "wh",
        sum("partsWh") as "partsWh" from (${TABLES[kind].rows} where ${rows}) "row" group by 1, 2
    ), "both" as (
      select "batchId", "month", coalesce(said."rows", 0) as "saidRows", coalesce(said."wh", 0) as "saidWh",
        coalesce(stands."rows", 0) as "rows", coalesce(stands."wh", 0) as "wh", coalesce(stands."partsWh", 0) as "partsWh"
      from "said" full join "stands" using ("batchId", "month")
    )
    select coalesce(b."source", "batchId"::text) as "source", "month", "saidRows" || ' of ' || "saidWh" || ' Wh' as "said",
      "rows" || ' of ' || "partsWh" || ' Wh' || case when "wh" <> "partsWh" then ' (summed as ' || "wh" || ')' else '' end as "stands"
    from "both" left join "IngestBatch" b on b."id" = "batchId"
    where ("saidRows" <> "rows" or "saidWh" <> "wh" or "saidWh" <> "partsWh")
      -- Of batches from before there were totals nothing is known.
      and exists (select from "ReadingTotal" own where own."batchId" = "both"."batchId" and own."byBatchId" = own."batchId")
    order by 1, 2`
  return found.map(({ source, month, said, stands }) => {
    const what = kind === 'DAYS' ? 'days' : 'days of blocks'
    return `${what} of ${source} in ${monthOf(dayFromColumn(month))}: ${stands} instead of ${said}`
  })
}
