import { json, readBody, sourceOf } from '#lib/platform/http.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import { getServices } from '#lib/platform/services.ts'
import { calculate } from '#lib/tariff/calculator.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'

export const dynamic = 'force-dynamic'

const MAX_BODY_BYTES = 65_536
const REQUESTS_PER_MINUTE = 300

const refuse = (status: number, reason: string, headers?: Record<string, string>) =>
  json({ errors: [{ field: '', reason }] }, status, headers)

/** The calculator's public API: JSON in and out as `lib/tariff/calculator.ts` says; 400 lists the fields in error. */
export async function POST(request: Request): Promise<Response> {
  const services = getServices()
  const allowance = await takeFromLimit(services, {
    key: limitKey('calculate', sourceOf(request)),
    limit: REQUESTS_PER_MINUTE,
    windowSeconds: 60,
  })
  if (!allowance.ok) return refuse(429, 'too many requests', { 'Retry-After': String(allowance.retryAfterSeconds) })
  const body = await readBody(request, MAX_BODY_BYTES)
  if (!body) return refuse(413, `the body must not be larger than ${MAX_BODY_BYTES} bytes`)
  const input = parseJson(body)
  if (input === undefined) return refuse(400, 'the body must be JSON')
  const book = await loadTariffBook(services)
  if (!book) return refuse(503, 'no tariff has been loaded yet')
  const result = calculate(book, input)
  return result.ok ? json(result.answer) : json({ errors: result.errors }, 400)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
