import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/platform/db.ts'
import { currentTrace, noteStep } from '#lib/platform/trace.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { isWrittenOnly } from './providers.ts'
import type { WhatsAppContent } from './whatsapp/content.ts'

export type NewMessage = {
  channel: 'SMS' | 'WHATSAPP'
  /** Null for nobody: the statement runs and writes nothing, so that a login takes the same time for any number. */
  to: Mobile | null
  /** Which text it is, such as OTP or PAYMENT_RECEIVED. */
  kind: string
  /** All of it in plain words. */
  text: string
  /** What the channel shows: of an SMS its template, of WhatsApp also lists, buttons and documents; none is the text. */
  content?: WhatsAppContent
  /** A path within the portal whose document goes along. */
  document?: string
  /** Names the cause: a second message with the same key is not written. */
  onceKey?: string
  /** Waking hours; default at once. */
  sendAfter?: Date
  at: Date
}

/**
 * Writes a message in the transaction that demands it: if that fails, nothing is sent, and if it holds, the message
 * does. A repeat by `onceKey` is passed over by the database without breaking the transaction. The demo's row is the
 * message and counts as sent; else `sendDue` gives it to a provider.
 * Returns whether a message was written.
 */
export async function queueMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  return (await queueMessages(tx, [message])) === 1
}

/** `queueMessage` for many in one statement. Returns how many were written. */
export async function queueMessages(
  tx: Tx,
  messages: readonly NewMessage[],
  campaignId: string | null = null,
): Promise<number> {
  const rows = messages.map(({ channel, to, kind, text, content, document, onceKey, at, sendAfter = at }) => {
    const isSent = isWrittenOnly(channel) && sendAfter <= at
    return {
      ...{ id: randomUUID(), channel, toMobile: to, kind, text, document, onceKey, createdAt: at, sendAfter },
      // As text, or a value of JSON's null would stand where there is nothing.
      content: content && JSON.stringify(content),
      sentAt: isSent ? at : null,
      state: isSent ? 'SENT' : 'WAITING',
      priority: campaignId ? CAMPAIGN : priorityOf(kind),
      traceId: currentTrace(),
    }
  })
  const written = await tx.$queryRaw<{ channel: string; kind: string }[]>`
    insert into "Message" ("id", "channel", "toMobile", "kind", "text", "content", "document", "createdAt", "sentAt",
                           "onceKey", "state", "priority", "sendAfter", "traceId", "campaignId")
    select "id", "channel"::"MessageChannel", "toMobile", "kind", "text", "content"::jsonb, "document", "createdAt",
           "sentAt", "onceKey", "state"::"MessageState", "priority", "sendAfter", "traceId", ${campaignId}::uuid
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
           as one("id" uuid, "channel" text, "toMobile" char(10), "kind" text, "text" text, "content" text,
                  "document" text, "createdAt" timestamptz, "sentAt" timestamptz, "onceKey" text, "state" text,
                  "priority" smallint, "sendAfter" timestamptz, "traceId" uuid)
     where "toMobile" is not null
    on conflict ("onceKey") do nothing
    returning "channel"::text, "kind"`
  for (const { channel, kind } of written) noteStep('message.queued', { channel, kind })
  return written.length
}

/** The priority of a campaign's messages. */
export const CAMPAIGN = 3

/** Somebody waits for a code and for an answer; news can wait for both. */
function priorityOf(kind: string): number {
  if (kind === 'OTP') return 0
  return kind === 'CHAT' ? 1 : 2
}
