import type { Tx } from '#lib/platform/db.ts'

/** Why a message failed that its number is to have by no channel any more. */
export const LINK_ENDED = 'LINK_ENDED'

/**
 * Writes an SMS in the place of each of these WhatsApp messages that failed: the same words and the same cause. Answers
 * of the chat have none, since who wrote there reads there, and news of a connection none once its number is unlinked. A
 * message has one SMS at the most, however often it is told to have failed.
 */
export async function fallBackToSms(tx: Tx, at: Date, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return
  await tx.$executeRaw`
    insert into "Message" ("id", "channel", "toMobile", "kind", "text", "content", "document", "createdAt", "sendAfter",
                           "state", "priority", "insteadOfId", "traceId", "campaignId")
    select gen_random_uuid(), 'SMS', "toMobile", "kind", "text",
           case when "content"->>'type' = 'template' then "content" - 'document' - 'urlSuffix' end,
           "document", ${at}, ${at}, 'WAITING', "priority", "id", "traceId", "campaignId"
      from "Message"
     where "id" = any(${messageIds}::uuid[]) and "channel" = 'WHATSAPP' and "state" = 'FAILED' and "kind" <> 'CHAT'
         and "failure" is distinct from ${LINK_ENDED}
    on conflict ("insteadOfId") do nothing`
}
