import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Db } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { financialYearOf, financialYearSpan } from '#lib/units/financial-year.ts'
import { addDays, addMonths, dayOf, type IstDay, type Month, monthOf, startOfDay } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { LedgerKind, PaymentChannel } from '#prisma/generated/client.ts'

/** A movement of what a consumer owes. */
export type StatementRow = {
  id: string
  on: IstDay
  kind: LedgerKind
  /** Of a bill. */
  bill: { id: string; month: Month; billNo: string } | null
  /** Of a payment. */
  payment: { id: string; receiptNo: string; channel: PaymentChannel } | null
  /** Above zero what is owed more, below zero what is owed less. */
  changePaise: Paise
  /** Owed after it; below zero what is paid ahead. */
  balancePaise: Paise
}
export type Statement = {
  consumerNo: string
  holderName: string
  address: string
  from: IstDay
  /** The last day of the span, or today where that is earlier; not before its last row, for a bill may be dated ahead. */
  to: IstDay
  /** When it was drawn up. */
  at: Date
  openingPaise: Paise
  rows: StatementRow[]
  /** Sums of what rose and of what fell; both zero or more. */
  chargesPaise: Paise
  creditsPaise: Paise
  closingPaise: Paise
}

type Found = {
  id: string
  kind: LedgerKind
  occurredAt: Date
  changePaise: bigint
  billId: string | null
  month: string | null
  billNo: string | null
  paymentId: string | null
  receiptNo: string | null
  channel: PaymentChannel | null
}

/**
 * The account of an own connection over a span of days, by value date: what was owed before, each movement, and what is
 * owed after it. Owed is what bills ask for less what is paid ahead, so that using an advance moves nothing. Null for a
 * stranger's connection.
 */
export async function statementOfAccount(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, from, to }: { connectionId: string; from: IstDay; to: IstDay },
): Promise<Statement | null> {
  if (!isId(connectionId)) return null
  const connection = await db.connection.findFirst({
    where: ownConnection({ now }, actor, connectionId, 'BILLS'),
    select: { consumerNo: true, holderName: true, address: true },
  })
  if (!connection) return null
  const at = now()
  const [begin, end] = [startOfDay(from), startOfDay(addDays(to, 1))]
  const openingPaise = await owedBefore(db, connectionId, begin)
  const found = await db.$queryRaw<Found[]>`
    select t."id", t."kind"::text as "kind", t."occurredAt",
      sum(case e."side" when 'DEBIT' then e."amountPaise" else -e."amountPaise" end)::bigint as "changePaise",
      b."id" as "billId", b."month", b."billNo", p."id" as "paymentId", p."receiptNo", p."channel"::text as "channel"
    from "LedgerEntry" e
    join "LedgerTransaction" t on t."chainId" = e."chainId" and t."id" = e."transactionId"
    left join "Payment" p on p."chainId" = t."chainId" and p."transactionId" = t."id"
    left join "Bill" b on b."connectionId" = t."chainId" and b."id" = t."id"
    where e."chainId" = ${connectionId}::uuid and t."occurredAt" >= ${begin} and t."occurredAt" < ${end}
      and e."account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE')
    group by t."chainId", t."id", b."connectionId", b."id", p."chainId", p."id"
    order by t."occurredAt", t."recordedAt", t."id"`
  let balancePaise = openingPaise
  const rows = found
    .filter((row) => row.changePaise !== 0n)
    .map((row) => {
      balancePaise = paise(balancePaise + row.changePaise)
      return statementRow(row, balancePaise)
    })
  const lastOn = [dayOf(at), ...rows.map(({ on }) => on)].sort().at(-1) as IstDay
  const changes = rows.map(({ changePaise }) => changePaise)
  return {
    ...connection,
    ...{ from, to: to < lastOn ? to : lastOn, at, openingPaise, rows },
    chargesPaise: sumPaise(changes.filter((change) => change > 0n)),
    creditsPaise: paise(-sumPaise(changes.filter((change) => change < 0n))),
    closingPaise: rows.at(-1)?.balancePaise ?? openingPaise,
  }
}

/** What bills asked for, less what was paid ahead, before an instant. */
async function owedBefore(db: Db, connectionId: string, begin: Date): Promise<Paise> {
  const [row] = await db.$queryRaw<{ paise: bigint }[]>`
    select coalesce(sum(case e."side" when 'DEBIT' then e."amountPaise" else -e."amountPaise" end), 0)::bigint as "paise"
    from "LedgerEntry" e
    join "LedgerTransaction" t on t."chainId" = e."chainId" and t."id" = e."transactionId"
    where e."chainId" = ${connectionId}::uuid and t."occurredAt" < ${begin}
      and e."account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE')`
  return paise(row?.paise ?? 0n)
}

function statementRow(row: Found, balancePaise: Paise): StatementRow {
  const { id, kind, billId, month, billNo, paymentId, receiptNo, channel } = row
  return {
    ...{ id, kind, on: dayOf(row.occurredAt), changePaise: paise(row.changePaise), balancePaise },
    bill: billId && month && billNo ? { id: billId, month: month as Month, billNo } : null,
    payment: paymentId && receiptNo && channel ? { id: paymentId, receiptNo, channel } : null,
  }
}

/**
 * The statement of a financial year, named by its April (the running one where none of the account is named), and which
 * there are.
 */
export async function statementOfYear(
  services: Services,
  actor: ConsumerActor,
  { connectionId, april }: { connectionId: string; april: Month | null },
): Promise<{ statement: Statement; april: Month; years: Month[] } | null> {
  const running = financialYearOf(monthOf(dayOf(services.now())))
  const first = isId(connectionId) ? await firstBookedDay(services, connectionId) : null
  const years: Month[] = []
  for (let year = first ? financialYearOf(monthOf(first)) : running; year <= running; year = addMonths(year, 12))
    years.push(year)
  const of = april && years.includes(april) ? april : running
  const statement = await statementOfAccount(services, actor, { connectionId, ...financialYearSpan(of) })
  return statement && { statement, april: of, years }
}

/** The first day that anything was booked for a connection; null before that. */
async function firstBookedDay({ db }: Services, connectionId: string): Promise<IstDay | null> {
  const first = await db.ledgerTransaction.findFirst({
    where: { chainId: connectionId },
    orderBy: { occurredAt: 'asc' },
    select: { occurredAt: true },
  })
  return first && dayOf(first.occurredAt)
}
