import type { Actor } from '#lib/identity/actor.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import { type BillDates, billDates, isMonthOver } from './bill-dates.ts'
import { type IssuedPage, issuePage } from './issue-page.ts'

export type CannotIssue = {
  ok: false
  reason: 'NOT_ALLOWED' | 'MONTH_NOT_OVER' | 'BILL_DATE_NOT_AFTER_MONTH' | 'NO_TARIFF' | 'UNKNOWN_CONSUMER'
}
export type IssuedBills = {
  ok: true
  issued: number
  alreadyIssued: number
  billedByUtility: number
  notBilled: number
}

export type IssueBillsInput = {
  month: Month
  /** Only this connection. */
  consumerNo?: string | undefined
  /** Instead of the usual bill date; the due date follows it. */
  billedOn?: IstDay | undefined
  /** Called after each page of connections, in order of their consumer numbers. */
  onPage?: (page: IssuedPage, progress: { done: number; total: number }) => void
  signal?: AbortSignal
}

// Large enough that statements are few, small enough that no lock is held for long.
const PAGE = 200

/**
 * Issues the bills of a month for all connections, page by page in constant memory; each page is one transaction, so a
 * run that was cut short is continued by running it again. What was issued before is counted and left alone.
 * Refuses as a whole for a month that is not over by the clock, a bill date within the month, and without a tariff;
 * connections that get no bill are handed to `onPage` with their reasons. Only the system issues bills.
 */
export async function issueBills(
  services: Services,
  actor: Actor,
  input: IssueBillsInput,
): Promise<IssuedBills | CannotIssue> {
  const ready = await prepareIssue(services, actor, input)
  if (!ready.ok) return ready
  const where = input.consumerNo === undefined ? {} : { consumerNo: input.consumerNo }
  const total = await services.db.connection.count({ where })
  if (input.consumerNo !== undefined && total === 0) return { ok: false, reason: 'UNKNOWN_CONSUMER' }

  const sum: IssuedBills = { ok: true, issued: 0, alreadyIssued: 0, billedByUtility: 0, notBilled: 0 }
  let done = 0
  let after = ''
  while (!input.signal?.aborted) {
    const connections = await services.db.connection.findMany({
      where: { AND: [where, { consumerNo: { gt: after } }] },
      orderBy: { consumerNo: 'asc' },
      take: PAGE,
      select: { id: true, consumerNo: true },
    })
    if (connections.length === 0) break
    const page = await issuePage(services, {
      ...ready,
      of: input.month,
      connectionIds: connections.map(({ id }) => id),
    })
    sum.issued += page.issued.length
    sum.alreadyIssued += page.alreadyIssued
    sum.billedByUtility += page.billedByUtility
    sum.notBilled += page.notBilled.length
    done += connections.length
    after = connections.at(-1)?.consumerNo ?? after
    input.onPage?.(page, { done, total })
  }
  return sum
}

/** What issuing a month needs besides its connections, or why it cannot begin. */
export async function prepareIssue(
  services: Services,
  actor: Actor,
  input: { month: Month; billedOn?: IstDay | undefined },
): Promise<{ ok: true; book: TariffBook; dates: BillDates } | CannotIssue> {
  if (actor.kind !== 'system') return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isMonthOver(input.month, services.now())) return { ok: false, reason: 'MONTH_NOT_OVER' }
  const dates = billDates(input.month, env().billing, input.billedOn)
  if (!dates) return { ok: false, reason: 'BILL_DATE_NOT_AFTER_MONTH' }
  const book = await loadTariffBook(services)
  return book ? { ok: true, book, dates } : { ok: false, reason: 'NO_TARIFF' }
}
