import type { MovedNumber } from '#lib/consumers/moved-number.ts'
import type { Tx } from '#lib/platform/db.ts'

/**
 * Sends a person's messages that wait for their hour to the new number, or whoever gets the old one would read them. What
 * was to go by WhatsApp goes by SMS, since nobody has agreed to more for that number. Codes, answers in a chat and notices
 * of who may log in stay where they are: they are meant for whoever holds the old number, at the desk as well.
 */
export async function messagesFollow(tx: Tx, { oldMobile, newMobile, since }: MovedNumber): Promise<void> {
  await tx.$executeRaw`
    update "Message"
       set "toMobile" = ${newMobile}, "channel" = 'SMS',
           "content" = case when "content"->>'type' = 'template' then "content" - 'document' - 'urlSuffix' end
     where "toMobile" = ${oldMobile} and "state" = 'WAITING' and "createdAt" >= ${since}
       and "kind" not in ('OTP', 'CHAT', 'LINK_NOTICE', 'DESK_LOGIN')`
}
