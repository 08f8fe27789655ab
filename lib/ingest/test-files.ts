import { Readable } from 'node:stream'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type IngestKind, ingestFile } from './ingest-file.ts'
import type { Ingested, IngestOptions } from './ingestion.ts'

/** Small files for tests of the ingest. */
export const officer: SystemActor = { kind: 'system', name: 'test' }

export const MASTER_HEADER =
  'consumer_no,name,mobile,address,category,mode,sanctioned_load_kw,phase,meter_no,meter_interval_minutes,subdivision,feeder,connected_on,security_deposit_rupees'

/** A row of a master file; `serial` makes its numbers its own. */
export function masterRow(serial: number, replaced: Record<string, string> = {}): string {
  const row: Record<string, string> = {
    consumer_no: `0880${String(serial).padStart(5, '0')}`,
    name: `Test Person ${serial}`,
    mobile: `90002${String(serial).padStart(5, '0')}`,
    address: `"${serial}, Invented Lane, Ranchi"`,
    category: 'DS_URBAN',
    mode: 'POSTPAID',
    sanctioned_load_kw: '2',
    phase: 'SINGLE',
    meter_no: `TM${serial}`,
    meter_interval_minutes: '30',
    subdivision: 'Kokar',
    feeder: 'F-01',
    connected_on: '2020-01-15',
    security_deposit_rupees: '2000',
    ...replaced,
  }
  return MASTER_HEADER.split(',')
    .map((column) => row[column])
    .join(',')
}

export function ingestText(
  services: Services,
  kind: IngestKind,
  content: string | Buffer,
  options: IngestOptions = {},
): ReturnType<typeof ingestFile> {
  return ingestFile(services, officer, {
    kind,
    source: Readable.from([Buffer.from(content)]),
    name: 'test.csv',
    options,
  })
}

/** As `ingestText`, for a file that is taken; its counts and reasons. */
export async function taken(
  services: Services,
  kind: IngestKind,
  content: string | Buffer,
  options: IngestOptions = {},
): Promise<Pick<Ingested, 'accepted' | 'unchanged' | 'rejected'> & { reasons: string[] }> {
  const result = await ingestText(services, kind, content, options)
  if (!result.ok) throw new Error(result.reasons.join('; '))
  const { accepted, unchanged, rejected, errors } = result
  return { accepted, unchanged, rejected, reasons: errors.map(({ line, reason }) => `${line}: ${reason}`) }
}
