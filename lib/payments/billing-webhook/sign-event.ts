import { createHmac } from 'node:crypto'

/**
 * The headers of a webhook as Standard Webhooks 1.0.0 has them (standardwebhooks.com): HMAC-SHA256 over id, instant and
 * exact body, in base64, once for each key. While a key is being replaced the receiver finds its own among them.
 */
export function webhookHeaders(
  { id, body, at }: { id: string; body: string; at: Date },
  keys: readonly Buffer[],
): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1_000).toString()
  const signatures = keys.map((key) => {
    const digest = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${digest}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}
