import { billStandings } from '#lib/ledger/bill-standings.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { dayOf, type Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { BillFacts } from './bill-row.ts'
import { type BillState, billState } from './bill-state.ts'

/** Where a bill stands by the ledger now. */
export type BillStanding = {
  state: BillState
  /** Unpaid of this bill and of what it carried over; on the newest bill that is all that the connection owes. */
  unpaidPaise: Paise
}

/**
 * Standings of some of a connection's bills by id, and the bill on which stands what is unpaid of older ones: the newest
 * postpaid one, null without any.
 */
export async function standingsOf(
  db: Db | Tx,
  connectionId: string,
  bills: readonly BillFacts[],
  now: Date,
): Promise<{ standings: Map<string, BillStanding>; carrier: { id: string; month: Month } | null }> {
  const open = [...(await billStandings(db, connectionId)).values()]
  const newest = await db.bill.findFirst({
    where: { connectionId, mode: 'POSTPAID' },
    orderBy: { periodTo: 'desc' },
    select: { id: true, month: true },
  })
  const standings = bills.map((bill): [string, BillStanding] => {
    const before = open.filter(({ periodTo }) => periodTo <= bill.periodTo)
    const unpaidPaise = sumPaise(
      before.map(({ unpaidPrincipalPaise, unpaidSurchargePaise }) =>
        paise(unpaidPrincipalPaise + unpaidSurchargePaise),
      ),
    )
    const standing = { unpaidPaise, isNewest: bill.id === newest?.id, on: dayOf(now) }
    return [bill.id, { state: billState({ ...bill, ...standing }), unpaidPaise }]
  })
  return { standings: new Map(standings), carrier: newest && { id: newest.id, month: newest.month as Month } }
}
