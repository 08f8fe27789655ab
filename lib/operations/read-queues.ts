import { CODE_LIVES_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { CAMPAIGN } from '#lib/messaging/send-message.ts'
import type { Services } from '#lib/platform/services.ts'

/** What waits in a queue, and since when the first of it could have been done; null where nothing waits. */
export type Waiting = { queue: QueueName; count: number; since: Date | null }
export type QueueName = (typeof QUEUES)[number] | (typeof MONEY_QUEUES)[number]

const QUEUES = ['codes', 'sms', 'whatsapp', 'gateway_events', 'validation'] as const
const MONEY_QUEUES = ['billing_events', 'refunds'] as const

/**
 * What is due and not done, whichever portal process does it. Somebody sits before the screen and waits for a code, so
 * codes are a queue of their own; bills of a campaign are none, because they take hours by intent.
 */
export async function readQueues({ db, now }: Services): Promise<Waiting[]> {
  const at = now()
  // Somebody waits for a code from the moment it was written, also between two attempts, until it would open nothing.
  const codesFrom = secondsAfter(at, -CODE_LIVES_SECONDS)
  return db.$queryRaw<Waiting[]>`
    with message as (
      select lower("channel"::text) as "queue", "sendAfter" as "since"
        from "Message" where "state" = 'WAITING' and "sendAfter" <= ${at} and "priority" between 1 and ${CAMPAIGN - 1}
      union all
      select 'codes', "createdAt" from "Message"
       where "state" = 'WAITING' and "priority" = 0 and ("sendAfter" <= ${at} or "createdAt" > ${codesFrom})
    ), waiting as (
      select "queue", "since" from message
      union all select 'gateway_events', "receivedAt" from "GatewayEvent" where "processedAt" is null
      union all select 'validation', "finishedAt" from "IngestBatch"
                 where "validatedAt" is null and "kind" in ('daily-reads', 'block-reads', 'meter-data')
    )
    select "name" as "queue", count("since")::int as "count", min("since") as "since"
      from unnest(${[...QUEUES]}::text[]) as "name" left join waiting on waiting."queue" = "name"
     group by "name" order by "name"`
}

/** The same of money that is told to others: it lies with its connections, on every machine, so no page asks for it. */
export async function readMoneyQueues({ db }: Services): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    select 'billing_events' as "queue", count(*)::int as "count", min("createdAt") as "since"
      from "BillingEvent" where "state" = 'WAITING'
    union all
    select 'refunds', count(*)::int, min("decidedAt") from "Refund" where "state" in ('AGREED', 'SENT')`
}
