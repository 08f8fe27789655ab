import { env } from '#lib/platform/env.ts'
import { keepableFields, readBody } from '#lib/platform/http.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import { sameBytes } from '#lib/platform/secrets.ts'
import { getServices } from '#lib/platform/services.ts'
import { parseKeepable } from '#lib/units/clean-text.ts'

const LARGEST_BYTES = 64 * 1024

/**
 * A call of the SMS provider with the shared secret as `Authorization: Bearer …`: the fields of its form or JSON. Else
 * the status that refuses it.
 */
export async function providerCall(
  request: Request,
): Promise<{ ok: true; fields: Record<string, unknown> } | { ok: false; status: 401 | 413 }> {
  if (!isOurs(request.headers.get('authorization'))) {
    noteRefusal('UNSIGNED', 'sms')
    return { ok: false, status: 401 }
  }
  const body = await readBody(request, LARGEST_BYTES)
  return body ? { ok: true, fields: fieldsOf(request, body.toString('utf8')) } : { ok: false, status: 413 }
}

function isOurs(given: string | null): boolean {
  const secrets = env().smsWebhookSecretsAt(getServices().now())
  return secrets.some((secret) => sameBytes(Buffer.from(given ?? ''), Buffer.from(`Bearer ${secret}`)))
}

function fieldsOf(request: Request, body: string): Record<string, unknown> {
  if (!request.headers.get('content-type')?.startsWith('application/json'))
    return Object.fromEntries(keepableFields(body))
  try {
    const parsed: unknown = parseKeepable(body)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
