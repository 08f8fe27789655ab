import { traceHeaders } from '#lib/platform/trace.ts'
import { webhookHeaders } from './sign-event.ts'

export type BillingAddress = { url: string; keys: readonly Buffer[] }
export type Delivered = { ok: true } | { ok: false; failure: string }

/** The receiver stores and answers; what it does with it takes no one's time but its own. */
export const ANSWER_WITHIN_MS = 10_000

/**
 * Gives an event to the billing system. Any 2xx means that it is stored there; everything else, a redirect too, that it
 * is not, in a short word. What it writes besides is not read. Never throws.
 */
export async function deliverEvent(
  { url, keys }: BillingAddress,
  event: { id: string; body: string; at: Date },
  withinMs = ANSWER_WITHIN_MS,
): Promise<Delivered> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...webhookHeaders(event, keys), ...traceHeaders(), 'Content-Type': 'application/json' },
      body: event.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    })
    await response.body?.cancel()
    return response.ok ? { ok: true } : { ok: false, failure: `STATUS_${response.status}` }
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    return { ok: false, failure: isLate ? 'TIMEOUT' : 'AWAY' }
  }
}
