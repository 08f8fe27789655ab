import { addDays, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { PayingHabit } from './homes.ts'

export type BillToPay = {
  consumerNo: string
  billedOn: IstDay
  dueOn: IstDay
  payableByDuePaise: Paise
  promptRebatePaise: Paise
  /** How many months are newer than this one. */
  monthsAgo: number
}
export type DemoPayment = { consumerNo: string; on: IstDay; amountPaise: Paise; channel: 'COUNTER' | 'BBPS' }

/** What a home pays of a bill and when, by its habit; null for a bill that stays open. The newest one waits. */
export function paymentOf(bill: BillToPay, habit: PayingHabit): DemoPayment | null {
  const { consumerNo, billedOn, dueOn, payableByDuePaise: due, promptRebatePaise, monthsAgo } = bill
  if (due <= 0n || monthsAgo === 0) return null
  const pay = (on: IstDay, amountPaise: Paise, channel: DemoPayment['channel']) => ({
    consumerNo,
    on,
    amountPaise,
    channel,
  })
  switch (habit) {
    case 'PROMPT':
      return pay(addDays(billedOn, 3), paise(due - promptRebatePaise), 'BBPS')
    case 'BY_DUE':
      return pay(addDays(dueOn, -4), due, 'COUNTER')
    case 'LATE':
      return pay(addDays(dueOn, 9), due, 'COUNTER')
    case 'HALF':
      // Of the month before the newest only half was paid; older ones were paid whole.
      return pay(addDays(dueOn, -1), monthsAgo === 1 ? paise((due / 200n) * 100n) : due, 'COUNTER')
    case 'STOPPED':
      return monthsAgo > 1 ? pay(addDays(dueOn, -2), due, 'BBPS') : null
    case 'NEVER':
      return null
  }
}
