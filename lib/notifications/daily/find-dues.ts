import { amountDue } from '#lib/billing/amount-due.ts'
import { BILL_COLUMNS, billFacts } from '#lib/billing/bill-row.ts'
import { unpaidOf } from '#lib/ledger/unpaid-of.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import { payLinksFor } from '#lib/quick-pay/pay-link.ts'
import { formatDay } from '#lib/units/display.ts'
import { addDays, dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { formatRupees, ZERO_PAISE } from '#lib/units/paise.ts'
import { type Finding, type LookedAt, type Page, shortNo } from './finding.ts'

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
    select: { ...BILL_COLUMNS, connectionId: true },
  })
  const ids = bills.map(({ connectionId }) => connectionId)
  const [newest, unpaid] = [await newestPeriods(tx, ids), await unpaidOf(tx, ids)]
  const asking = bills.flatMap(({ connectionId, ...row }) => {
    const bill = billFacts(row)
    const due = amountDue({ bill, unpaidPaise: unpaid.get(connectionId) ?? ZERO_PAISE, on: today })
    // What is unpaid of an older bill stands on the newer one, and is not due before that is.
    return bill.periodTo === newest.get(connectionId) && due.todayPaise > 0n ? [{ connectionId, bill, due }] : []
  })
  const links = await payLinksFor(
    tx,
    asking.map(({ connectionId }) => connectionId),
    at,
  )
  const byId = new Map(connections.map((connection) => [connection.id, connection]))
  return asking.map(({ connectionId, bill, due }): Finding => {
    const url = links.get(connectionId) as string
    const connection = shortNo(byId.get(connectionId) as LookedAt)
    return {
      ...{ kind: due.isOverdue ? 'OVERDUE' : 'DUE_SOON', cause: bill.id, connectionId, part: 'BILLS' },
      href: `/c/${connectionId}/bills/${bill.id}`,
      words: (language) =>
        templateText(language, 'notifications', due.isOverdue ? 'smsOverdue' : 'smsDueSoon', {
          ...{ connection, amount: formatRupees(due.todayPaise), due: formatDay(bill.dueOn, language), url },
        }),
    }
  })
}

/** The end of the newest postpaid bill of each connection. */
async function newestPeriods(tx: Tx, connectionIds: readonly string[]): Promise<Map<string, IstDay>> {
  const found = await tx.bill.groupBy({
    by: ['connectionId'],
    where: { connectionId: { in: [...connectionIds] }, mode: 'POSTPAID' },
    _max: { periodTo: true },
  })
  return new Map(
    found.flatMap(({ connectionId, _max }) => (_max.periodTo ? [[connectionId, dayFromColumn(_max.periodTo)]] : [])),
  )
}
