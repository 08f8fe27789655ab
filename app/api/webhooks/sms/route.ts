import { env } from '#lib/platform/env.ts'
import { json, readBody } from '#lib/platform/http.ts'
import { sameBytes } from '#lib/platform/secrets.ts'
import { getServices } from '#lib/platform/services.ts'
import { answerSms } from '#lib/quick-pay/answer-sms.ts'
import { readInboundSms } from '#lib/quick-pay/read-sms.ts'

const LARGEST_BYTES = 16 * 1024

/**
 * An SMS to the utility's number, told by the SMS provider as a form or as JSON, with the shared secret as
 * `Authorization: Bearer …`. 2xx once its answer is written; what is no SMS is refused, or the provider would come back
 * with it for ever.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isOurs(request.headers.get('authorization'))) return json({ error: 'secret' }, 401)
  const body = await readBody(request, LARGEST_BYTES)
  if (!body) return json({ error: 'too large' }, 413)
  const services = getServices()
  const sms = readInboundSms(fieldsOf(request, body.toString('utf8')), services.now())
  if (!sms) return json({ error: 'no sms' }, 400)
  return json({ status: await answerSms(services, sms) })
}

function isOurs(given: string | null): boolean {
  return env().smsWebhookSecrets.some((secret) => sameBytes(Buffer.from(given ?? ''), Buffer.from(`Bearer ${secret}`)))
}

function fieldsOf(request: Request, body: string): Record<string, unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    return Object.fromEntries(new URLSearchParams(body))
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
