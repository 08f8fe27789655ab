import { type AmountDue, amountDue } from '#lib/billing/amount-due.ts'
import type { BillFacts } from '#lib/billing/bill-row.ts'
import { type Disconnection, openNotice } from '#lib/billing/disconnection.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { advanceOf } from '#lib/ledger/advance-of.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { isPrepaidOn } from './chosen-amount.ts'
import { newestBill } from './newest-bill.ts'

/** What somebody must know who chooses how much to pay. */
export type PayChoice = {
  /** The bill that asks for money today; null where nothing is due. */
  asking: { bill: Pick<BillFacts, 'id' | 'month'>; due: AmountDue; unpaidPaise: Paise } | null
  /** Paid ahead and not used yet. */
  aheadPaise: Paise
  /** Prepaid supply pays here what is still due of before, and nothing ahead. */
  isPrepaid: boolean
  /** That the utility means to cut the supply. */
  disconnection: Disconnection | null
}

/** What a connection can pay now. Null when it is not the actor's. */
export async function getPayChoice(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId }: { connectionId: string },
): Promise<PayChoice | null> {
  if (!isId(connectionId)) return null
  const where = ownConnection({ now }, actor, connectionId, 'BILLS')
  if (!(await db.connection.findFirst({ where, select: { id: true } }))) return null
  const on = dayOf(now())
  const [bill, standings, aheadPaise, isPrepaid] = await Promise.all([
    newestBill(db, connectionId),
    billStandings(db, connectionId),
    advanceOf(db, connectionId),
    isPrepaidOn(db, connectionId, on),
  ])
  const unpaidPaise = bill ? totalUnpaid(standings) : ZERO_PAISE
  const due = bill && amountDue({ bill, unpaidPaise, on })
  const isAsking = bill !== null && due !== null && due.todayPaise > 0n
  const disconnection = await openNotice(db, connectionId, isAsking)
  return { disconnection, asking: isAsking ? { bill, due, unpaidPaise } : null, aheadPaise, isPrepaid }
}
