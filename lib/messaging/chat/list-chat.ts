import { personByMobile } from '#lib/identity/person-by-mobile.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { documentLink } from '../document-link.ts'
import type { WhatsAppContent } from '../whatsapp/content.ts'
import type { Incoming } from './chat-events.ts'

/** One thing in the demo's chat: what its phone sent, or what came. */
export type ChatEntry = { id: string; at: Date } & (
  | { from: 'ME'; body: Incoming }
  | {
      from: 'US'
      content: WhatsAppContent
      /** Where its document or picture is; null without one. */
      href: string | null
      /** What the QR of a payment holds, while it can be paid. */
      upi: string | null
    }
)

const MOST = 40

/**
 * A conversation as its phone shows it, the oldest first: each message with its answers behind it. For the demo's phone:
 * it asks nobody who they are.
 */
export async function listChat(services: PaymentServices, mobile: Mobile): Promise<ChatEntry[]> {
  const { db } = services
  const [heard, said] = await Promise.all([
    db.chatMessage.findMany({
      where: { mobile },
      orderBy: { sequence: 'desc' },
      take: MOST,
      select: { wamid: true, body: true, writtenAt: true },
    }),
    db.message.findMany({
      where: { toMobile: mobile, channel: 'WHATSAPP', sentAt: { not: null } },
      orderBy: { sequence: 'desc' },
      take: MOST,
      select: { id: true, sequence: true, text: true, content: true, createdAt: true, onceKey: true },
    }),
  ])
  const answered = new Map<string, bigint>()
  for (const { onceKey, sequence } of said) answered.set(wamidOf(onceKey), sequence)
  const entries = await Promise.all([
    ...heard.map(async ({ wamid, body, writtenAt }) => {
      const entry: ChatEntry = { id: wamid, at: writtenAt, from: 'ME', body: body as Incoming }
      // Messages are counted as they are written, answers together: a message stands before the first of its own.
      return { place: (answered.get(wamid) ?? LAST) * 2n - 1n, entry }
    }),
    ...said.map(async ({ sequence, ...message }) => ({
      place: sequence * 2n,
      entry: await entryOf(services, mobile, message),
    })),
  ])
  return entries.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ entry }) => entry)
}

const LAST = 2n ** 62n

const wamidOf = (onceKey: string | null): string => /^chat:(.+):\d+$/.exec(onceKey ?? '')?.[1] ?? ''

type Said = { id: string; text: string; content: unknown; createdAt: Date }

async function entryOf(services: PaymentServices, mobile: Mobile, message: Said): Promise<ChatEntry> {
  const { id, text, createdAt } = message
  const content = (message.content ?? { type: 'text', body: text }) as WhatsAppContent
  const hasPath = content.type === 'document' || content.type === 'image'
  const href = hasPath ? new URL(documentLink(id, services.now())).pathname : null
  return { id, at: createdAt, from: 'US', content, href, upi: await upiOf(services, mobile, content) }
}

async function upiOf(services: PaymentServices, mobile: Mobile, content: WhatsAppContent): Promise<string | null> {
  const [, connectionId, attemptId] =
    (content.type === 'image' && /^\/c\/([^/]+)\/pay\/([^/]+)\/qr$/.exec(content.path)) || []
  const actor = connectionId ? await personByMobile(services, mobile) : null
  if (!actor || !connectionId || !attemptId) return null
  return (await getAttempt(services, actor, { connectionId, attemptId }))?.upiLink ?? null
}
