import type { Tx } from '#lib/platform/db.ts'
import { formatRupees, paise, sumPaise } from '#lib/units/paise.ts'
import { changeState } from './change-state.ts'
import { attemptsOfReference, payeesOfReference } from './find-payee.ts'
import type { GatewayPayment } from './gateway/port.ts'
import { raiseAlarm } from './raise-alarm.ts'
import { settlePayment } from './settle-payment.ts'

/**
 * Takes the gateway's word on a payment, whether its event told it or it was asked: captured money enters the books, and
 * the attempt that it is for moves on. What is odd about money is recorded beside it and never a reason to refuse it:
 * only money that is not in rupees cannot be booked. The same word again changes nothing.
 */
export async function takePayment(tx: Tx, now: Date, payment: GatewayPayment, eventId: string | null): Promise<void> {
  const { id, status, amountPaise, currency, reference, utr } = payment
  if (status !== 'CAPTURED') {
    if (status === 'CREATED' || !reference) return
    const to = status === 'FAILED' ? 'FAILED' : 'PENDING'
    for (const { id: attemptId } of await attemptsOfReference(tx, reference))
      await changeState(tx, attemptId, to, { at: now, eventId })
    return
  }
  const alarm = (kind: Parameters<typeof raiseAlarm>[1], detail: Record<string, string>) =>
    raiseAlarm(tx, kind, id, { at: now, detail })
  // There is no rate to turn other money into rupees, and UPI knows no other.
  if (currency !== 'INR') return alarm('WRONG_CURRENCY', { currency, amount: amountPaise.toString() })

  // The gateway's clock may run ahead of ours; money does not come from the future.
  const paidAt = payment.paidAt > now ? now : payment.paidAt
  const settled = await settlePayment(
    tx,
    now,
    { channel: 'UPI', reference: id, amountPaise, utr, paidAt, eventId },
    async (inside) => (reference ? payeesOfReference(inside, reference) : []),
  )
  if (settled.amountPaise !== amountPaise)
    await alarm('AMOUNT_CHANGED', { known: formatRupees(settled.amountPaise), told: formatRupees(amountPaise) })
  if (settled.isRepeat) return
  if (settled.connectionId === null) await alarm('UNKNOWN_REFERENCE', { amount: formatRupees(amountPaise) })
  const asked = reference ? await attemptsOfReference(tx, reference) : []
  const askedPaise = sumPaise(asked.map((attempt) => paise(attempt.amountPaise)))
  if (asked.length > 0 && askedPaise !== amountPaise)
    await alarm('WRONG_AMOUNT', { asked: formatRupees(askedPaise), paid: formatRupees(amountPaise) })
}
