import { REFUSED } from '#lib/platform/outbound.ts'
import { traceHeaders } from '#lib/platform/trace.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { WhatsAppContent } from './whatsapp/content.ts'

/** A message as a provider is given it. */
export type Outgoing = {
  id: string
  channel: 'SMS' | 'WHATSAPP'
  to: Mobile
  kind: string
  text: string
  content: WhatsAppContent | null
}

/**
 * What a provider made of a message. ACCEPTED: it has it. LATER: it has not, and may be asked again. REFUSED: it never
 * will. UNCLEAR: it was given the message and did not answer; a second try could send it twice. A reason is a short word
 * without the number or the text.
 */
export type SendOutcome =
  | { outcome: 'ACCEPTED'; providerId: string | null }
  | { outcome: 'LATER'; reason: string }
  | { outcome: 'REFUSED'; reason: string }
  | { outcome: 'UNCLEAR'; reason: string }

/** Sends messages. Every call has a time limit and never throws; it is never called inside a database transaction. */
export type MessageProvider = { send: (message: Outgoing) => Promise<SendOutcome> }

/**
 * Calls a provider's API with a JSON body. A connection that was never made is LATER; one that broke, or took longer
 * than `LIMIT_MS`, is UNCLEAR. `read` judges what was answered.
 */
export async function callProvider(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: object },
  read: (status: number, answer: unknown) => SendOutcome,
): Promise<SendOutcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, ...traceHeaders(), 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    return read(response.status, parseJson(await response.text()))
  } catch (error) {
    return wasNeverSent(error) ? { outcome: 'LATER', reason: 'AWAY' } : { outcome: 'UNCLEAR', reason: 'NO_ANSWER' }
  }
}

/** Beyond the ten seconds that fetch itself takes for a connection: only its own error says that there was none. */
const LIMIT_MS = 12_000
const NOT_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  REFUSED,
]

/** fetch hides the system's error, or one for each address that it tried, in the cause of its own. */
function wasNeverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  const causes: unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
  return causes.every((each) => each instanceof Error && 'code' in each && NOT_CONNECTED.includes(String(each.code)))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
