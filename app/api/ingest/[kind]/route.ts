import { receiveFile } from '#lib/ingest/door/receive-file.ts'
import { sourceOfToken } from '#lib/ingest/door/source-of-token.ts'
import type { Wire } from '#lib/ingest/door/stage-file.ts'
import { INGEST_KINDS } from '#lib/ingest/ingest-file.ts'
import { env } from '#lib/platform/env.ts'
import { json } from '#lib/platform/http.ts'
import { getFileServices } from '#lib/platform/services.ts'

const TYPES = ['text/csv', 'application/json', 'application/x-ndjson']
const STATUS = {
  ...{ TOO_LARGE: 413, BOMB: 413 },
  ...{ LONG_LINE: 400, NOT_GZIP: 400, CUT_SHORT: 400, OTHER_DIGEST: 400, BROKEN: 400 },
} as const
const RETRY_SECONDS = '30'

/**
 * Takes a file of one kind from a system of the utility, which shows itself by `Authorization: Bearer …`. The body is
 * the file, may be packed with gzip, and may say `Content-Digest` (RFC 9530, sha-256) and `X-Row-Count` (of a document,
 * how many notices or profiles it has), which are held to it. Answers how many rows were accepted and rejected, the first
 * hundred of these with their reasons, and the paths of what was kept without being used.
 */
export async function POST(request: Request, { params }: { params: Promise<{ kind: string }> }): Promise<Response> {
  const services = getFileServices()
  const source = await sourceOfToken(services, request.headers.get('authorization'))
  if (!source) return json({ error: 'token' }, 401, { 'WWW-Authenticate': 'Bearer' })
  const named = (await params).kind
  const kind = INGEST_KINDS.find((known) => known === named)
  if (!kind) return json({ error: 'kind', kinds: INGEST_KINDS }, 404)
  if (source.kinds && !source.kinds.includes(kind)) return json({ error: 'scope', kinds: source.kinds }, 403)
  const wire = wireOf(request)
  if (!wire) return json({ error: 'type', types: TYPES, encodings: ['gzip'] }, 415)
  const announced = request.headers.get('x-row-count')
  if (announced !== null && !/^\d{1,12}$/.test(announced)) return json({ error: 'X-Row-Count is no number' }, 400)
  const { largestBytes } = env().ingest
  if ((wire.length ?? 0) > largestBytes) return json({ error: 'TOO_LARGE', largestBytes }, 413)
  const rowCount = announced === null ? null : Number(announced)
  const received = await receiveFile(services, { kind, source: source.name, rowCount, wire, largestBytes })
  if (received.ok) {
    const { accepted, unchanged, rejected, errors, batch, unused } = received
    return json({ accepted, unchanged, rejected, errors, batch, ...(unused && { unused }) })
  }
  if (received.fault === 'BUSY') return json({ error: 'BUSY' }, 503, { 'Retry-After': RETRY_SECONDS })
  return json({ error: received.fault, reasons: received.reasons }, STATUS[received.fault])
}

/** What comes, as its headers say; null for a type or a packing that is not taken. */
function wireOf(request: Request): Wire | null {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (!TYPES.includes(type) || !['gzip', 'identity'].includes(encoding)) return null
  const length = request.headers.get('content-length')
  return {
    body: request.body,
    isGzip: encoding === 'gzip',
    isTable: type === 'text/csv',
    length: length === null ? null : Number(length),
    sha256: /(?:^|,)\s*sha-256=:([A-Za-z0-9+/=]+):/.exec(request.headers.get('content-digest') ?? '')?.[1] ?? null,
  }
}
