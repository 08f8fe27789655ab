import { isSigned } from '#lib/payments/gateway/razorpay-webhook.ts'
import { answering, handOver } from '#lib/payments/inbox-worker.ts'
import { recordEvent } from '#lib/payments/record-event.ts'
import { env } from '#lib/platform/env.ts'
import { json, readBody } from '#lib/platform/http.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import { getServices } from '#lib/platform/services.ts'

const LARGEST_EVENT_BYTES = 256 * 1024

/** Razorpay's webhook. 2xx once the event is stored, which is acted on apart; for anything else the gateway comes back. */
export async function POST(request: Request): Promise<Response> {
  return answering(() => answer(request))
}

async function answer(request: Request): Promise<Response> {
  const body = await readBody(request, LARGEST_EVENT_BYTES)
  if (!body) return json({ error: 'too large' }, 413)
  const services = getServices()
  if (!isSigned(body, request.headers.get('x-razorpay-signature'), env().gatewaySecretsAt(services.now()))) {
    noteRefusal('UNSIGNED', 'razorpay')
    return json({ error: 'signature' }, 401)
  }
  const eventId = request.headers.get('x-razorpay-event-id') ?? ''
  try {
    const recorded = await recordEvent(services, { eventId, body: new Uint8Array(body) })
    if (!recorded.ok) return json({ error: 'event id' }, 400)
    if (!recorded.isRepeat) handOver(eventId)
    return json({ status: 'stored' })
  } catch {
    return json({ error: 'try again' }, 503)
  }
}
