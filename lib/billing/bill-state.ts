import type { IstDay } from '#lib/units/ist.ts'
import type { Paise } from '#lib/units/paise.ts'

/**
 * Where a bill stands. It is derived from the ledger each time and stored nowhere.
 * - NOTHING_DUE: the bill asked for nothing (most homes: the State paid it). CREDIT: more was paid ahead than it asked.
 *   Either asks all the same once a refund of an earlier payment is owed on it.
 * - DUE, OVERDUE, PART_PAID: the newest bill, on which everything unpaid of before stands too.
 * - PAID: nothing of it and of what it carried is unpaid.
 * - CARRIED_OVER: what is unpaid of it stands as arrears on a newer bill, and is paid there.
 * - PREPAID: a statement, settled from the balance.
 */
export const BILL_STATES = [
  'NOTHING_DUE',
  'CREDIT',
  'DUE',
  'OVERDUE',
  'PART_PAID',
  'PAID',
  'CARRIED_OVER',
  'PREPAID',
] as const
export type BillState = (typeof BILL_STATES)[number]

/** `unpaidPaise` is what the ledger still has to get for this bill and those before it. */
export function billState(bill: {
  mode: 'POSTPAID' | 'PREPAID'
  payableByDuePaise: Paise
  dueOn: IstDay
  unpaidPaise: Paise
  /** No newer postpaid bill carries what is unpaid of this one. */
  isNewest: boolean
  on: IstDay
}): BillState {
  if (bill.mode === 'PREPAID') return 'PREPAID'
  if (bill.unpaidPaise <= 0n) {
    if (bill.payableByDuePaise > 0n) return 'PAID'
    return bill.payableByDuePaise < 0n ? 'CREDIT' : 'NOTHING_DUE'
  }
  if (!bill.isNewest) return 'CARRIED_OVER'
  if (bill.on > bill.dueOn) return 'OVERDUE'
  return bill.unpaidPaise < bill.payableByDuePaise ? 'PART_PAID' : 'DUE'
}

/** States in which the bill itself is paid: it has a pay button and a QR. */
export const isPayable = (state: BillState): boolean => state === 'DUE' || state === 'OVERDUE' || state === 'PART_PAID'
