import { amountDue } from '#lib/billing/amount-due.ts'
import { BILL_COLUMNS, billFacts } from '#lib/billing/bill-row.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { newestBill } from '#lib/payments/newest-bill.ts'
import { payLinkFor } from '#lib/quick-pay/pay-link.ts'
import { formatDay } from '#lib/units/display.ts'
import { addDays, dayOf, dayToColumn } from '#lib/units/ist.ts'
import { formatRupees } from '#lib/units/paise.ts'
import { type Finding, type Page, shortNo } from './finding.ts'

const DAYS_BEFORE = 3
/** A bill that has been late for longer is no news. */
const DAYS_AFTER = 7

/** Bills that are due within three days, or were due within the last week, and of which something is unpaid. */
export async function findDues({ tx, at, connections }: Page): Promise<Finding[]> {
  const today = dayOf(at)
  const bills = await tx.bill.findMany({
    where: {
      ...{ connectionId: { in: connections.map(({ id }) => id) }, mode: 'POSTPAID', payableByDuePaise: { gt: 0 } },
      dueOn: { gte: dayToColumn(addDays(today, -DAYS_AFTER)), lte: dayToColumn(addDays(today, DAYS_BEFORE)) },
    },
    orderBy: { periodTo: 'asc' },
    select: { ...BILL_COLUMNS, connectionId: true },
  })
  const last = new Map(bills.map(({ connectionId, ...bill }) => [connectionId, billFacts(bill)]))
  const found: Finding[] = []
  for (const connection of connections) {
    const bill = last.get(connection.id)
    // What is unpaid of an older bill stands on the newer one, and is not due before that is.
    if (!bill || (await newestBill(tx, connection.id))?.id !== bill.id) continue
    const unpaidPaise = totalUnpaid(await billStandings(tx, connection.id))
    const due = amountDue({ bill, unpaidPaise, on: today })
    if (due.todayPaise <= 0n) continue
    const url = await payLinkFor(tx, connection.id, at)
    const key = due.isOverdue ? 'smsOverdue' : 'smsDueSoon'
    found.push({
      ...{ kind: due.isOverdue ? 'OVERDUE' : 'DUE_SOON', cause: bill.id, connectionId: connection.id, part: 'BILLS' },
      href: `/c/${connection.id}/bills/${bill.id}`,
      words: (language) =>
        templateText(language, 'notifications', key, {
          ...{ connection: shortNo(connection), amount: formatRupees(due.todayPaise), url },
          due: formatDay(bill.dueOn, language),
        }),
    })
  }
  return found
}
