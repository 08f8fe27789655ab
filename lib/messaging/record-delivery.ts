import type { Services } from '#lib/platform/services.ts'
import { fallBackToSms } from './fall-back.ts'

/** A provider's report on a message: by our id if it brings that back, else by its own. */
export type DeliveryReport = {
  messageId?: string | undefined
  providerId: string
  state: 'SENT' | 'DELIVERED' | 'READ' | 'FAILED'
  at: Date
  /** A short word of the provider's. */
  failure?: string | undefined
}

/**
 * Keeps what a provider reports, in whatever order it comes: read stays read when delivered comes after it, and what has
 * arrived has not failed. It also settles a message whose answer was lost. For a WhatsApp message that failed an SMS
 * goes. A report on a message that we do not know changes nothing; returns whether it was known.
 */
export async function recordDelivery({ db, now }: Services, report: DeliveryReport): Promise<boolean> {
  const { messageId = null, providerId, state, at, failure = null } = report
  return db.$transaction(async (tx) => {
    const [message] = await tx.$queryRaw<{ id: string; state: string }[]>`
      update "Message"
         set "state" = case when ${RANK[state]} > array_position(${ORDER}::text[], "state"::text)
                            then ${state}::"MessageState" else "state" end,
             "providerId" = coalesce("providerId", ${providerId}),
             "sentAt" = coalesce("sentAt", ${state === 'FAILED' ? null : at}),
             "deliveredAt" = coalesce("deliveredAt", ${state === 'DELIVERED' || state === 'READ' ? at : null}),
             "readAt" = coalesce("readAt", ${state === 'READ' ? at : null}),
             "failure" = case when ${RANK[state]} > array_position(${ORDER}::text[], "state"::text)
                              then ${failure} else "failure" end
       where case when ${messageId}::uuid is null then "providerId" = ${providerId} else "id" = ${messageId}::uuid end
      returning "id"::text, "state"::text`
    if (message?.state === 'FAILED') await fallBackToSms(tx, now(), [message.id])
    return message !== undefined
  })
}

/** From the least that is known of a message to the most. */
const ORDER = ['WAITING', 'SENDING', 'UNCLEAR', 'SENT', 'FAILED', 'DELIVERED', 'READ']
const RANK = { SENT: 4, FAILED: 5, DELIVERED: 6, READ: 7 } as const
