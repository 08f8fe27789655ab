import type { Readable } from 'node:stream'
import type { Actor, SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { adjustments } from './adjustments.ts'
import { balances } from './balances.ts'
import { ingestBills } from './bills.ts'
import { blockReads } from './block-reads.ts'
import { consumers } from './consumers.ts'
import type { AnyKind } from './csv-kind.ts'
import { dailyReads } from './daily-reads.ts'
import { disconnections } from './disconnections.ts'
import { events } from './events.ts'
import { ingestCsv } from './ingest-csv.ts'
import type { Ingested, IngestOptions, NotIngested } from './ingestion.ts'
import { ingestMeterData } from './meter-data.ts'
import { ingestOutages } from './outages.ts'
import { payments } from './payments.ts'
import { settlements } from './settlements.ts'
import { ingestTariffs } from './tariffs.ts'

const CSV_KINDS = {
  consumers,
  'daily-reads': dailyReads,
  'block-reads': blockReads,
  events,
  payments,
  balances,
  adjustments,
  disconnections,
  settlements,
} satisfies Record<string, AnyKind>
export const INGEST_KINDS = [
  'consumers',
  'tariffs',
  'daily-reads',
  'block-reads',
  'events',
  'payments',
  'balances',
  'adjustments',
  'disconnections',
  'settlements',
  'outages',
  'bills',
  'meter-data',
] as const
export type IngestKind = (typeof INGEST_KINDS)[number]

export type IngestInput = {
  kind: IngestKind
  /** The file's bytes; read no faster than rows are stored. */
  source: Readable
  /** The file's name without its folder, or where the request came from. */
  name: string
  options?: IngestOptions
}

/**
 * Takes a file of one kind, whichever door it came through. All that it says becomes visible in one moment, but for money
 * (payments, bills, settlements, the bills of MeterData), which is booked row by row. The same file again changes nothing, and one that was cut short is taken to its end when it comes again.
 * Nothing is done, with reasons, when the actor is not the system, the header is not the kind's, or a tariff file is not
 * right as a whole.
 */
export async function ingestFile(
  services: Services,
  actor: Actor,
  input: IngestInput,
): Promise<Ingested | NotIngested> {
  if (actor.kind !== 'system') return { ok: false, reasons: ['Only the system takes in files.'] }
  const taken = await ingestKind(services, actor, input)
  const { isDryRun = false, stagedAt } = input.options ?? {}
  if (!taken.ok || taken.batch === null || isDryRun) return taken
  const data = { ...(taken.errors.length > 0 && { errors: taken.errors }), ...(stagedAt && { stagedAt }) }
  if (Object.keys(data).length > 0) await services.db.ingestBatch.update({ where: { id: taken.batch }, data })
  return taken
}

function ingestKind(
  services: Services,
  actor: SystemActor,
  { kind, source, name, options = {} }: IngestInput,
): Promise<Ingested | NotIngested> {
  if (kind === 'tariffs') return ingestTariffs(services, actor, { source, name, options })
  if (kind === 'bills') return ingestBills(services, actor, { source, name, options })
  if (kind === 'outages') return ingestOutages(services, actor, { source, name, options })
  if (kind === 'meter-data') return ingestMeterData(services, actor, { source, name, options })
  return ingestCsv(services, actor, { kind, columns: CSV_KINDS[kind], source, name, options })
}
