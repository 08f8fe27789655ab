import { amountDue } from '#lib/billing/amount-due.ts'
import { NO_ID } from '#lib/consumers/access.ts'
import type { BillGuest } from '#lib/identity/actor.ts'
import { numberOnRecord } from '#lib/identity/number-on-record.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { newestBill } from '#lib/payments/newest-bill.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, type IstDay } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'
import { maskedName } from './masked-name.ts'
import { connectionOfLink } from './pay-link.ts'

/** What leads somebody without a login to a bill: its consumer number, a short link that was sent, or its code by SMS. */
export type WayToBill = { consumerNo: string } | { code: string } | BillGuest

/** What is asked for a connection today, as anybody may see it who has a way to it. The ids stay on the server. */
export type AskedPayment = {
  connectionId: string
  billId: string
  /** Today's rebates already off. */
  amountPaise: Paise
  rebatePaise: Paise
  dueOn: IstDay
  isOverdue: boolean
  /** `A… K…`, to compare. */
  holder: string
  /** Of the mobile on record; null where none is linked. */
  lastTwoDigits: string | null
}

/**
 * What is asked by a way to a bill. Null where nothing is: for an unknown consumer number as for a paid or a prepaid one,
 * so that the answer tells nobody which numbers there are beyond those that owe something.
 */
export async function askedPayment(services: Services, way: WayToBill): Promise<AskedPayment | null> {
  const { db, now } = services
  const found = await db.connection.findUnique({
    where: 'consumerNo' in way ? { consumerNo: way.consumerNo } : { id: (await connectionOf(services, way)) ?? NO_ID },
    select: { id: true, consumerNo: true, holderName: true },
  })
  const connectionId = found?.id ?? NO_ID
  const [bill, standings, record] = await Promise.all([
    newestBill(db, connectionId),
    billStandings(db, connectionId),
    numberOnRecord(services, { kind: 'consumerNo', consumerNo: found?.consumerNo ?? '' }),
  ])
  if (!found || !bill) return null
  const due = amountDue({ bill, unpaidPaise: totalUnpaid(standings), on: dayOf(now()) })
  if (due.todayPaise <= 0n) return null
  return {
    ...{ connectionId, billId: bill.id, amountPaise: due.todayPaise, rebatePaise: due.rebatePaise },
    ...{ dueOn: bill.dueOn, isOverdue: due.isOverdue },
    holder: maskedName(found.holderName),
    lastTwoDigits: record?.mobile.slice(-2) ?? null,
  }
}

const connectionOf = (services: Services, way: { code: string } | BillGuest) =>
  'code' in way ? connectionOfLink(services, way.code) : way.connectionId
