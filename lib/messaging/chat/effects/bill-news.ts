import type { BillState } from '#lib/billing/bill-state.ts'
import { getBill } from '#lib/billing/get-bill.ts'
import { newestOwnBill } from '#lib/billing/newest-own-bill.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { groupIndian } from '#lib/units/paise.ts'
import type { BillNews, Outcome } from '../chat-events.ts'
import type { NamedConnection } from '../chat-state.ts'

/** Of a newest bill; what is carried over stands on a newer one. */
const STANDINGS: Record<BillState, BillNews['standing']> = {
  NOTHING_DUE: 'NOTHING_DUE',
  CREDIT: 'NOTHING_DUE',
  DUE: 'DUE',
  OVERDUE: 'OVERDUE',
  PART_PAID: 'DUE',
  PAID: 'PAID',
  CARRIED_OVER: 'NOTHING_DUE',
  PREPAID: 'PREPAID',
}

/** The newest bill of an own connection. */
export async function newestBillNews(
  services: PaymentServices,
  actor: ConsumerActor,
  { id: connectionId, end }: NamedConnection,
  payBy: 'PAY' | 'PAY_BY_CODE' = 'PAY',
): Promise<Outcome> {
  const billId = await newestOwnBill(services, actor, connectionId)
  const bill = billId && (await getBill(services, actor, { connectionId, billId }))
  if (!bill) return { type: 'NO_BILL' }
  const { month, periodFrom, periodTo, dueOn, energyWh, days, register } = bill
  return {
    ...{ type: 'BILL', payBy },
    bill: {
      ...{ connectionId, end, billId: bill.id, month, periodFrom, periodTo, dueOn, energyWh, days },
      readings: register && { from: grouped(register.previous), to: grouped(register.current) },
      lines: bill.lines.map(({ code, amountPaise }) => ({ code, amountPaise })),
      ...{ payablePaise: bill.payableByDuePaise, todayPaise: bill.due.todayPaise, unpaidPaise: bill.unpaidPaise },
      standing: STANDINGS[bill.state],
    },
  }
}

const grouped = (register: string): string => register.replace(/^\d+/, groupIndian)
