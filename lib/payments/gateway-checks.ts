import { addTo } from './add-to.ts'
import { ALLOWED_MOVES, OPEN_STATES } from './payment-states.ts'
import type { Check } from './verify-ledger.ts'

/** How long a stored event may wait. */
const WAIT_MS = 5 * 60_000

/** What the gateway says against what we say, its inbox, and the attempts. */
export const GATEWAY_CHECKS: readonly Check[] = [
  {
    id: 'INV2',
    name: "everything in the gateway's own log and its settlements was credited, once, to consumers or suspense",
    gatewayLog: 'HELPS',
    async find({ db }, log) {
      const settled = await db.$queryRaw<{ found: string }[]>`
        select 'settled payment ' || s."entityId" as "found" from "SettlementLine" s
        left join lateral (select sum(p."amountPaise") as "paise" from "Payment" p
          where p."channel" = 'UPI' and p."reference" = s."entityId") "known" on true
        where s."kind" = 'PAYMENT' and "known"."paise" is distinct from s."amountPaise"`
      const unknown = settled.map(({ found }) => found)
      if (!log) return unknown
      const captured = new Map<string, bigint>()
      for (const line of log) if (line.kind === 'captured') addTo(captured, line.paymentId, BigInt(line.amountPaise))
      const credited = new Map<string, bigint>()
      const rows = await db.$queryRaw<{ reference: string; paise: bigint }[]>`
        select split_part(substr(t."reference", 5), '#', 1) as "reference", sum(e."amountPaise")::bigint as "paise"
        from "LedgerTransaction" t
        join "LedgerEntry" e on e."chainId" = t."chainId" and e."transactionId" = t."id" and e."side" = 'CREDIT'
          and e."account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE', 'PREPAID_BALANCE', 'SUSPENSE')
        where t."kind" = 'PAYMENT' and t."reference" like 'UPI:%' group by 1`
      for (const { reference, paise } of rows) addTo(credited, reference, paise)
      const ids = new Set([...captured.keys(), ...credited.keys()])
      const unlike = [...ids].filter((id) => captured.get(id) !== credited.get(id))
      return [...unlike.map((id) => `payment ${id}`), ...unknown]
    },
  },
  {
    id: 'INV6',
    name: 'every event that was answered 2xx is in the inbox',
    gatewayLog: 'NEEDED',
    async find({ db }, log) {
      const answered = (log ?? []).flatMap((line) =>
        line.kind === 'answered' && line.status >= 200 && line.status < 300 ? [line.eventId] : [],
      )
      const rows = await db.$queryRaw<{ found: string }[]>`
        select distinct "wanted" as "found" from unnest(${answered}::text[]) "wanted"
        where not exists (select 1 from "GatewayEvent" where "eventId" = "wanted")`
      return rows.map(({ found }) => `event ${found}`)
    },
  },
  {
    id: 'INV7',
    name: 'no event waits longer than five minutes, and none was given up',
    async find({ db, now }) {
      // What is odd about an event that was acted on stands among the alarms.
      const rows = await db.gatewayEvent.findMany({
        where: {
          OR: [
            { processedAt: { not: null }, error: { not: null } },
            { processedAt: null, receivedAt: { lt: new Date(now().getTime() - WAIT_MS) } },
          ],
        },
        select: { eventId: true, error: true },
      })
      return rows.map(({ eventId, error }) => `event ${eventId}: ${error ?? 'waiting'}`)
    },
  },
  {
    id: 'INV8',
    name: "each attempt's history has only moves that the table allows, and ends in its state",
    async find({ db }) {
      const edges = Object.entries(ALLOWED_MOVES).flatMap(([from, to]) => to.map((state) => `${from}>${state}`))
      const rows = await db.$queryRaw<{ found: string }[]>`
        with "change" as (
          select "connectionId", "attemptId", "position", "fromState"::text as "from", "toState"::text as "to",
            lag("toState"::text) over w as "before", row_number() over w as "n"
          from "PaymentStateChange" window w as (partition by "connectionId", "attemptId" order by "position")
        )
        select distinct "attemptId"::text as "found" from "change"
        where "position" <> "n" or "from" is distinct from "before"
          or ("from" is null and "to" <> 'CREATED') or ("from" is not null and not ("from" || '>' || "to") = any(${edges}))
        union
        select a."id"::text from "PaymentAttempt" a where a."state"::text is distinct from (
          select "to" from "change" where "connectionId" = a."connectionId" and "attemptId" = a."id" order by "position" desc limit 1)`
      return rows.map(({ found }) => `attempt ${found}`)
    },
  },
  {
    id: 'INV9',
    name: 'a bill has at most one open attempt, and a connection at most one that is for no bill',
    async find({ db }) {
      const rows = await db.$queryRaw<{ found: string }[]>`
        select coalesce('bill ' || "billId", 'connection ' || "connectionId") as "found" from "PaymentAttempt"
        where "state"::text = any(${[...OPEN_STATES]}) group by 1 having count(*) > 1`
      return rows.map(({ found }) => found)
    },
  },
]
