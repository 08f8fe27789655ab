import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { addDays, dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { groupReasons, type ReasonGroup } from './group-reasons.ts'

export type SourceHealth = {
  name: string
  kinds: readonly string[]
  /** When its last file began; null before its first. */
  lastAt: Date | null
}
export type BatchHealth = {
  id: string
  kind: string
  source: string
  startedAt: Date
  /** Null where it has not come to its end: it is being taken, or was cut short. */
  finishedAt: Date | null
  accepted: number
  unchanged: number
  rejected: number
  /** Of the first hundred rejected rows. */
  reasons: readonly ReasonGroup[]
}
/** Smart meters of a sub-division, how many were read for yesterday, and how many told nothing of it. */
export type Coverage = { subdivision: string; meters: number; read: number; silent: number }
export type SilentMeter = { meterNo: string; subdivision: string; lastOn: IstDay | null }
export type IngestHealth = {
  sources: SourceHealth[]
  batches: BatchHealth[]
  coverage: Coverage[]
  /** The longest silent first, of the officer's offices. */
  silent: SilentMeter[]
  yesterday: IstDay
}

const BATCHES = 30
const SILENT = 50

/**
 * How the utility's systems feed the portal: who sent when, what of it was rejected, and from which meters of the
 * officer's offices nothing came. Null without leave.
 */
export async function ingestHealth(services: Services, actor: StaffActor): Promise<IngestHealth | null> {
  if (!(await authorise(services, actor, 'ingest.read'))) return null
  const yesterday = addDays(dayOf(services.now()), -1)
  const offices = { subdivisions: [...actor.subdivisions], yesterday }
  const [sources, batches, coverage, silent] = await Promise.all([
    readSources(services),
    readBatches(services),
    readCoverage(services, offices),
    readSilent(services, offices),
  ])
  return { sources, batches, coverage, silent, yesterday }
}

async function readSources({ db }: Services): Promise<SourceHealth[]> {
  const sources = await db.ingestSource.findMany({
    where: { endedAt: null },
    orderBy: { name: 'asc' },
    select: { name: true, kinds: true },
  })
  const lasts = await db.ingestBatch.groupBy({
    by: ['source'],
    where: { source: { in: sources.map(({ name }) => name) } },
    _max: { startedAt: true },
  })
  const lastAt = new Map(lasts.map(({ source, _max }) => [source, _max.startedAt]))
  return sources.map(({ name, kinds }) => ({ name, kinds, lastAt: lastAt.get(name) ?? null }))
}

async function readBatches({ db }: Services): Promise<BatchHealth[]> {
  const batches = await db.ingestBatch.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }], take: BATCHES })
  return batches.map(({ errors, contentHash: _, ...batch }) => ({ ...batch, reasons: groupReasons(errors) }))
}

type Offices = { subdivisions: readonly string[]; yesterday: IstDay }

async function readCoverage({ db }: Services, { subdivisions, yesterday }: Offices): Promise<Coverage[]> {
  const on = dayToColumn(yesterday)
  return db.$queryRaw<Coverage[]>`
    with place as (
      select c."id", c."subdivision",
             exists (select from "MeterDay" d where d."connectionId" = c."id" and d."onDay" = ${on}::date) as "isRead"
        from "MeterInstallation" i
        join "Meter" m on m."id" = i."meterId" and m."intervalMinutes" is not null
        join "Connection" c on c."id" = i."connectionId"
       where c."subdivision" = any(${[...subdivisions]}) and i."toOn" is null
    )
    select "subdivision", count(*)::int as "meters", count(*) filter (where "isRead")::int as "read",
           count(*) filter (where not "isRead" and not exists (
             select from "BlockDay" b where b."connectionId" = place."id" and b."onDay" >= ${on}::date))::int as "silent"
      from place group by "subdivision" order by "subdivision"`
}

async function readSilent({ db }: Services, { subdivisions, yesterday }: Offices): Promise<SilentMeter[]> {
  const on = dayToColumn(yesterday)
  const rows = await db.$queryRaw<(Omit<SilentMeter, 'lastOn'> & { lastOn: Date | null })[]>`
    with silent as (
      select m."serialNo" as "meterNo", c."id", c."subdivision"
        from "MeterInstallation" i
        join "Meter" m on m."id" = i."meterId" and m."intervalMinutes" is not null
        join "Connection" c on c."id" = i."connectionId"
       where c."subdivision" = any(${[...subdivisions]}) and i."toOn" is null and i."fromOn" < ${on}::date
         and not exists (select from "MeterDay" d where d."connectionId" = c."id" and d."onDay" >= ${on}::date)
         and not exists (select from "BlockDay" b where b."connectionId" = c."id" and b."onDay" >= ${on}::date)
    )
    select "meterNo", "subdivision", heard."lastOn"
      from silent cross join lateral (
        -- Each month is a table of its own: when it was last heard is asked of the silent ones alone.
        select greatest(
          (select max("onDay") from "MeterDay" where "connectionId" = silent."id"),
          (select max("onDay") from "BlockDay" where "connectionId" = silent."id")
        ) as "lastOn"
      ) heard
     order by heard."lastOn" nulls first, "meterNo" limit ${SILENT}`
  return rows.map(({ lastOn, ...meter }) => ({ ...meter, lastOn: lastOn && dayFromColumn(lastOn) }))
}
