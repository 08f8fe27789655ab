import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/platform/db.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { messageProvider } from './deliver.ts'

export type NewMessage = {
  channel: 'SMS' | 'WHATSAPP'
  /** Null for nobody: the statement runs and writes nothing, so that a login takes the same time for any number. */
  to: Mobile | null
  /** Which text it is, such as OTP or PAYMENT_RECEIVED. */
  kind: string
  text: string
  /** A path within the portal whose document goes along. */
  document?: string
  /** Names the cause: a second message with the same key is not written. */
  onceKey?: string
  at: Date
}

/**
 * Writes a message in the transaction that demands it: if that fails, nothing is sent, and if it holds, the message
 * does. A repeat by `onceKey` is passed over by the database without breaking the transaction.
 * Returns whether a message was written.
 */
export async function queueMessage(tx: Tx, message: NewMessage): Promise<boolean> {
  const { channel, to, kind, text, document = null, onceKey = null, at } = message
  const written = await tx.$executeRaw`
    insert into "Message" ("id", "channel", "toMobile", "kind", "text", "document", "createdAt", "sentAt", "onceKey")
    select ${randomUUID()}::uuid, ${channel}::"MessageChannel", ${to}::char(10), ${kind}, ${text}, ${document}, ${at},
           ${messageProvider(kind).sentAt(at)}, ${onceKey}
     where ${to}::char(10) is not null
    on conflict ("onceKey") do nothing`
  return written === 1
}
