import { billStandings } from '#lib/ledger/bill-standings.ts'
import type { Db, Tx } from '#lib/platform/db.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Paise, paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { BillFacts } from './bill-row.ts'
import { type BillState, billState } from './bill-state.ts'

/** Where a bill stands by the ledger now. */
export type BillStanding = {
  state: BillState
  /** Unpaid of this bill and of what it carried over; on the newest bill that is all that the connection owes. */
  unpaidPaise: Paise
}

/**
 * Standings of a connection's bills by id. `bills` must be all of its bills, in any order: what is unpaid of an older
 * bill stands on the newest postpaid one.
 */
export async function standingsOf(
  db: Db | Tx,
  connectionId: string,
  bills: readonly BillFacts[],
  now: Date,
): Promise<Map<string, BillStanding>> {
  const unpaid = await billStandings(db, connectionId)
  const ordered = bills.toSorted((a, b) => (a.periodTo < b.periodTo ? -1 : 1))
  const newest = ordered.findLast(({ mode }) => mode === 'POSTPAID')
  let before = ZERO_PAISE
  return new Map(
    ordered.map((bill) => {
      const own = unpaid.get(bill.id)
      before = paise(before + (own ? own.unpaidPrincipalPaise + own.unpaidSurchargePaise : 0n))
      const standing = { unpaidPaise: before, isNewest: bill.id === newest?.id, on: dayOf(now) }
      return [bill.id, { state: billState({ ...bill, ...standing }), unpaidPaise: before }]
    }),
  )
}
