import { handOverChat } from '#lib/messaging/chat/chat-worker.ts'
import { takeWebhook } from '#lib/messaging/chat/take-webhook.ts'
import { env } from '#lib/platform/env.ts'
import { json, readBody } from '#lib/platform/http.ts'
import { sameBytes } from '#lib/platform/secrets.ts'
import { getServices } from '#lib/platform/services.ts'

const LARGEST_WEBHOOK_BYTES = 3 * 1024 * 1024

/** How Meta asks whether this address is ours: the challenge comes back as it was sent, for the agreed token alone. */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams
  const { verifyToken } = env().whatsapp
  const token = query.get('hub.verify_token') ?? ''
  const isOurs = verifyToken !== null && sameBytes(Buffer.from(token), Buffer.from(verifyToken))
  const challenge = query.get('hub.challenge') ?? ''
  if (!isOurs || query.get('hub.mode') !== 'subscribe' || !/^[\w-]{1,200}$/.test(challenge))
    return json({ error: 'token' }, 403)
  return new Response(challenge, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

/** WhatsApp's webhook. 200 once everything is stored, which is answered apart; for anything else Meta comes back. */
export async function POST(request: Request): Promise<Response> {
  const body = await readBody(request, LARGEST_WEBHOOK_BYTES)
  if (!body) return json({ error: 'too large' }, 413)
  try {
    const taken = await takeWebhook(getServices(), { body, signature: request.headers.get('x-hub-signature-256') })
    if (!taken.ok) return json({ error: taken.reason }, taken.reason === 'signature' ? 401 : 400)
    for (const mobile of taken.waiting) handOverChat(mobile)
    return json({ status: 'stored' })
  } catch {
    return json({ error: 'try again' }, 503)
  }
}
