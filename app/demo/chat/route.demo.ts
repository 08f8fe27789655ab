import { randomUUID } from 'node:crypto'
import { POST as webhook } from '#app/api/webhooks/whatsapp/route.ts'
import { whenChatsAreAnswered } from '#lib/messaging/chat/chat-worker.ts'
import { keepDemoMedia } from '#lib/messaging/chat/demo-media.ts'
import { signWebhook } from '#lib/messaging/chat/read-webhook.ts'
import { env } from '#lib/platform/env.ts'
import { isSameOrigin, json, readMultipart, seeOther } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import { parseMobile } from '#lib/units/phone.ts'

const MOST_FORM_BYTES = 6 * 1024 * 1024

/** The demo's WhatsApp: what was written, tapped or attached goes to the portal's webhook as Meta sends it, signed. */
export async function POST(request: Request): Promise<Response> {
  if (env().mode !== 'demo') return new Response(null, { status: 404 })
  if (!isSameOrigin(request)) return json({ error: 'origin' }, 403)
  const form = await readMultipart(request, MOST_FORM_BYTES)
  const field = (name: string) => (form && form !== 'TOO_BIG' ? (form.fields.get(name) ?? '') : '')
  const mobile = parseMobile(field('to'))
  if (!mobile) return seeOther('/demo')
  const [file] = form && form !== 'TOO_BIG' ? form.files : []
  const sent = file ? photo(file, field('text')) : said(field('text'), field('choice'))
  if (sent) await deliver(mobile, sent)
  await whenChatsAreAnswered()
  return seeOther(`/demo?to=${mobile}#newest`)
}

/** A tapped row or button carries its id and, behind a blank, its title. */
function said(text: string, choice: string): object | null {
  const [id = '', ...title] = choice.split(' ')
  if (id) {
    const reply = { id, title: title.join(' ') }
    return { type: 'interactive', interactive: { type: 'list_reply', list_reply: reply } }
  }
  return text.trim() === '' ? null : { type: 'text', text: { body: text } }
}

function photo(bytes: Buffer, caption: string): object {
  const id = randomUUID()
  keepDemoMedia(id, bytes)
  return { type: 'image', image: { id, mime_type: 'image/jpeg', ...(caption && { caption }) } }
}

async function deliver(mobile: string, message: object): Promise<void> {
  const { whatsapp, localUrl } = env()
  const from = `91${mobile}`
  const at = getServices().now()
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '910000000000', phone_number_id: whatsapp.access?.phoneNumberId ?? '0' },
    contacts: [{ profile: { name: 'Demo' }, wa_id: from }],
    messages: [{ from, id: `wamid.DEMO${randomUUID()}`, timestamp, ...message }],
  }
  const payload = { object: 'whatsapp_business_account', entry: [{ id: '0', changes: [{ field: 'messages', value }] }] }
  const body = new TextEncoder().encode(JSON.stringify(payload))
  const headers = { 'x-hub-signature-256': signWebhook(body, whatsapp.appSecretsAt(at)[0] ?? '') }
  await webhook(new Request(`${localUrl}/api/webhooks/whatsapp`, { method: 'POST', body, headers }))
}
