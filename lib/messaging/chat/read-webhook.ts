import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { sameBytes } from '#lib/platform/secrets.ts'
import { cutTo, parseKeepable } from '#lib/units/clean-text.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'
import type { DeliveryReport } from '../record-delivery.ts'
import type { Incoming } from './chat-events.ts'

/** What a webhook of WhatsApp's Cloud API brings: messages of people, and what became of ours. */
export type WebhookNews = { messages: InboundMessage[]; statuses: DeliveryReport[] }
export type InboundMessage = { wamid: string; mobile: Mobile; writtenAt: Date; body: Incoming }

/** The signature that Meta sends as `X-Hub-Signature-256`: over the body's raw bytes. */
export function signWebhook(body: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

/** Whether one of the secrets signed exactly these bytes. All are tried, in constant time each. */
export function isWebhookSigned(body: Uint8Array, signature: string | null, secrets: readonly string[]): boolean {
  if (!signature || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false
  const given = Buffer.from(signature)
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => sameBytes(Buffer.from(signWebhook(body, secret)), given))
    .includes(true)
}

const LONGEST_TEXT = 4_096
const words = z.string().transform((text) => cutTo(text, LONGEST_TEXT))
const seconds = z
  .string()
  .regex(/^\d{1,11}$/)
  .transform((text) => new Date(Number(text) * 1_000))
const wamid = z.string().regex(/^[\x21-\x7e]{1,300}$/)
const media = z.object({ id: z.string().regex(/^[\w-]{1,100}$/), caption: words.default('') })
const reply = z.object({ id: z.string().max(300), title: z.string().max(100).default('') })

const MEDIA_TYPES = ['image', 'document'] as const
const STATES = { sent: 'SENT', delivered: 'DELIVERED', read: 'READ', failed: 'FAILED' } as const

const envelope = z.object({ id: wamid, from: z.string().max(20), timestamp: seconds, type: z.string() })
const status = z.object({
  ...{ id: wamid, timestamp: seconds, status: z.enum(['sent', 'delivered', 'read', 'failed']) },
  errors: z.array(z.object({ code: z.number() })).optional(),
  /** Our message's id, as it was given along. */
  biz_opaque_callback_data: z.uuid().optional().catch(undefined),
})
const value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  messages: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
})
const payload = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
})

/**
 * Reads a webhook's body. What is of another number of the same account, of a number outside India or in a shape that we
 * do not know is passed over by itself, so that it keeps nothing else from its place. Null for what is no webhook.
 */
export function readWebhook(body: Uint8Array, phoneNumberId: string | null): WebhookNews | null {
  const read = payload.safeParse(parseJson(body))
  if (!read.success) return null
  const values = read.data.entry
    .flatMap(({ changes }) => changes)
    .flatMap((change) => (change.field === 'messages' ? (value.safeParse(change.value).data ?? []) : []))
    .filter(({ metadata }) => phoneNumberId === null || metadata.phone_number_id === phoneNumberId)
  return {
    messages: values.flatMap(({ messages }) => messages.flatMap((one) => messageOf(one) ?? [])),
    statuses: values.flatMap(({ statuses }) => statuses.flatMap((one) => statusOf(one) ?? [])),
  }
}

function messageOf(given: unknown): InboundMessage | null {
  const read = envelope.safeParse(given)
  const mobile = read.success ? parseMobile(`+${read.data.from}`) : null
  if (!read.success || !mobile) return null
  const { id, timestamp, type } = read.data
  return { wamid: id, mobile, writtenAt: timestamp, body: bodyOf(type, given as Record<string, unknown>) }
}

/** What was sent; everything that a chat cannot read is OTHER, and is answered too. */
function bodyOf(type: string, given: Record<string, unknown>): Incoming {
  const text = type === 'text' ? z.object({ body: words }).safeParse(given.text).data : null
  if (text) return { type: 'TEXT', text: text.body }
  const sent = MEDIA_TYPES.some((known) => known === type) ? media.safeParse(given[type]).data : null
  if (sent) return { type: 'PHOTO', mediaId: sent.id, caption: sent.caption }
  if (type === 'interactive') {
    const tapped = z
      .object({ list_reply: reply.optional(), button_reply: reply.optional() })
      .safeParse(given.interactive)
    const chosen = tapped.data?.list_reply ?? tapped.data?.button_reply
    const of = z.object({ id: wamid }).safeParse(given.context).data?.id
    if (chosen) return { type: 'CHOICE', ...chosen, ...(of && { of }) }
  }
  const button = type === 'button' ? z.object({ payload: z.string().max(300) }).safeParse(given.button).data : null
  return button ? { type: 'CHOICE', id: button.payload } : { type: 'OTHER' }
}

function statusOf(given: unknown): DeliveryReport | null {
  const read = status.safeParse(given)
  if (!read.success) return null
  const { id, timestamp, errors, biz_opaque_callback_data: messageId } = read.data
  const code = errors?.[0]?.code
  return {
    ...{ providerId: id, state: STATES[read.data.status], at: timestamp, messageId },
    ...(code !== undefined && { failure: `META_${code}` }),
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return parseKeepable(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return null
  }
}
