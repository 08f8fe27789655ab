import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { PaymentAlarmKind, SettlementBucket } from '#prisma/generated/client.ts'
import { type LedgerVerdict, lastVerdict } from './verify-on-schedule.ts'

/** What waits in a queue: how many, since when, and how many have failed at least once. */
export type Queue = { count: number; oldestAt: Date | null; failed: number }

export type MoneyHealth = {
  /** The last check of the invariants; null before the first. */
  verdict: LedgerVerdict | null
  /** Money that came and is nobody's yet. */
  suspensePaise: Paise
  alarms: { kind: PaymentAlarmKind; count: number; oldestAt: Date }[]
  /** Lines of all settlement files by what the books say of them. */
  settlements: { bucket: SettlementBucket; count: number; paise: Paise }[]
  queues: {
    /** Events of the gateway that are stored and not acted on yet. */
    inbox: Queue
    /** Messages that are written and not sent yet. */
    outbox: Queue
    /** Refunds that were agreed to and of which the gateway has not said the end. */
    refunds: Queue
    /** What the billing system is to be told and has not taken yet. */
    billing: Queue
  }
  /** What it has not taken for three days, by why. */
  parked: { failure: string; count: number; oldestAt: Date }[]
}

/** Whether the books are in order and what waits, of the utility as a whole. Null without leave. */
export async function moneyHealth(services: Services, actor: StaffActor): Promise<MoneyHealth | null> {
  if (!(await authorise(services, actor, 'ledger.read'))) return null
  const { db } = services
  const [verdict, suspense, alarms, settlements, inbox, failed, [outbox], refunds, [billing], parked] =
    await Promise.all([
      lastVerdict(services),
      db.$queryRaw<{ paise: bigint }[]>`
      select coalesce(sum(case "side" when 'CREDIT' then "amountPaise" else -"amountPaise" end), 0)::bigint as "paise"
      from "LedgerEntry" where "account" = 'SUSPENSE'`,
      db.paymentAlarm.groupBy({ by: ['kind'], where: { clearedAt: null }, _count: true, _min: { raisedAt: true } }),
      db.settlementLine.groupBy({ by: ['bucket'], _count: true, _sum: { amountPaise: true } }),
      db.gatewayEvent.aggregate({ where: { processedAt: null }, _count: true, _min: { receivedAt: true } }),
      db.gatewayEvent.count({ where: { processedAt: null, error: { not: null } } }),
      // States are written out: indexes that hold one state alone serve no parameter.
      db.$queryRaw<Queue[]>`
      select count(*)::int as "count", min("createdAt") as "oldestAt", 0 as "failed" from (
        select "createdAt" from "Message" where "state" = 'WAITING'
        union all select "createdAt" from "Message" where "state" = 'SENDING') as "waiting"`,
      db.refund.aggregate({ where: { state: { in: ['AGREED', 'SENT'] } }, _count: true, _min: { decidedAt: true } }),
      db.$queryRaw<Queue[]>`
      select count(*)::int as "count", min("createdAt") as "oldestAt", count("failure")::int as "failed"
      from "BillingEvent" where "state" = 'WAITING'`,
      db.$queryRaw<MoneyHealth['parked']>`
      select coalesce("failure", '?') as "failure", count(*)::int as "count", min("createdAt") as "oldestAt"
      from "BillingEvent" where "state" = 'PARKED' group by 1`,
    ])
  return {
    verdict,
    suspensePaise: paise(suspense[0]?.paise ?? 0n),
    alarms: alarms.map(({ kind, _count, _min }) => ({ kind, count: _count, oldestAt: _min.raisedAt as Date })),
    settlements: settlements.map(({ bucket, _count, _sum }) => ({
      ...{ bucket, count: _count },
      paise: paise(_sum.amountPaise ?? 0n),
    })),
    queues: {
      inbox: { count: inbox._count, oldestAt: inbox._min.receivedAt, failed },
      outbox: outbox as Queue,
      refunds: { count: refunds._count, oldestAt: refunds._min.decidedAt, failed: 0 },
      billing: billing as Queue,
    },
    parked,
  }
}
