import { amountDue, type DueBill } from '#lib/billing/amount-due.ts'
import { dayOf } from '#lib/units/ist.ts'
import { type Paise, ZERO_PAISE } from '#lib/units/paise.ts'
import type { PaymentChannel } from '#prisma/generated/client.ts'

/** Paying at a counter or a payment machine is not paying online (tariff-rules, "Rebates at payment"). */
const ONLINE: ReadonlySet<PaymentChannel> = new Set(['UPI', 'UPI_DIRECT', 'BBPS'])

/**
 * The rebate that a payment earns: what the day of payment gives, or what its attempt was promised if the money moved
 * before the attempt ran out, and only if payment and rebate together clear the bill.
 */
export function rebateFor({
  bill,
  unpaidPaise,
  payment,
  attempt,
}: {
  bill: DueBill
  unpaidPaise: Paise
  payment: { channel: PaymentChannel; amountPaise: Paise; paidAt: Date }
  /** The attempt that the payment names, if it is for this bill. */
  attempt: { rebatePaise: Paise; expiresAt: Date } | null
}): Paise {
  const today = amountDue({ bill, unpaidPaise, on: dayOf(payment.paidAt) })
  const ofToday = ONLINE.has(payment.channel) ? today.rebatePaise : today.promptRebatePaise
  const promised = attempt && payment.paidAt <= attempt.expiresAt ? attempt.rebatePaise : ZERO_PAISE
  let rebatePaise = ofToday
  if (promised > rebatePaise) rebatePaise = promised
  if (rebatePaise > unpaidPaise) rebatePaise = unpaidPaise
  return payment.amountPaise + rebatePaise >= unpaidPaise ? rebatePaise : ZERO_PAISE
}
