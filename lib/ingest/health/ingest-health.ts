import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { SILENT_SHOWN } from './count-coverage.ts'
import { groupReasons, type ReasonGroup } from './group-reasons.ts'
import { type LastFile, lastFiles } from './last-files.ts'

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
/** Smart meters of sub-divisions, how many were read for a day, and how many told nothing of it, as last counted. */
export type Coverage = {
  onDay: IstDay
  countedAt: Date
  offices: { subdivision: string; meters: number; read: number; silent: number }[]
}
export type SilentMeter = { meterNo: string; subdivision: string; lastOn: IstDay | null }
export type IngestHealth = {
  sources: SourceHealth[]
  /** Whoever sent them, and the files that an operator took by command. */
  kinds: LastFile[]
  batches: BatchHealth[]
  /** Of the officer's offices; null before the first count. */
  coverage: Coverage | null
  /** The longest silent first, of the same count. */
  silent: SilentMeter[]
}

const BATCHES = 30

/**
 * How the utility's systems feed the portal: who sent when, what of it was rejected, and from which meters of the
 * officer's offices nothing came. Null without leave.
 */
export async function ingestHealth(services: Services, actor: StaffActor): Promise<IngestHealth | null> {
  if (!(await authorise(services, actor, 'ingest.read'))) return null
  const [sources, kinds, batches, coverage, silent] = await Promise.all([
    readSources(services),
    lastFiles(services.db),
    readBatches(services),
    readCoverage(services, actor.subdivisions),
    readSilent(services, actor.subdivisions),
  ])
  return { sources, kinds, batches, coverage, silent }
}

const readSources = ({ db }: Services): Promise<SourceHealth[]> =>
  db.$queryRaw<SourceHealth[]>`
    select "name", "kinds",
      (select max(b."startedAt") from "IngestBatch" b where b."source" = s."name") as "lastAt"
    from "IngestSource" s where "endedAt" is null order by "name"`

async function readBatches({ db }: Services): Promise<BatchHealth[]> {
  const batches = await db.ingestBatch.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'asc' }], take: BATCHES })
  return batches.map(({ errors, contentHash: _, ...batch }) => ({ ...batch, reasons: groupReasons(errors) }))
}

async function readCoverage({ db }: Services, subdivisions: readonly string[]): Promise<Coverage | null> {
  const rows = await db.officeCoverage.findMany({
    where: { subdivision: { in: [...subdivisions] } },
    orderBy: { subdivision: 'asc' },
  })
  const [counted] = rows
  if (!counted) return null
  const withMeters = rows.filter(({ meters }) => meters > 0)
  const offices = withMeters.map(({ subdivision, meters, read, silent }) => ({ subdivision, meters, read, silent }))
  return { onDay: dayFromColumn(counted.onDay), countedAt: counted.countedAt, offices }
}

async function readSilent({ db }: Services, subdivisions: readonly string[]): Promise<SilentMeter[]> {
  const rows = await db.silentMeter.findMany({
    where: { subdivision: { in: [...subdivisions] } },
    orderBy: [{ lastOn: { sort: 'asc', nulls: 'first' } }, { meterNo: 'asc' }],
    take: SILENT_SHOWN,
  })
  return rows.map(({ lastOn, ...meter }) => ({ ...meter, lastOn: lastOn && dayFromColumn(lastOn) }))
}
