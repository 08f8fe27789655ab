import type { Tx } from '#lib/platform/db.ts'
import { bookMoney } from './book-money.ts'
import { changeState } from './change-state.ts'
import { attemptsOfReference, payeesOfReference } from './find-payee.ts'
import { queueForeignMoney } from './foreign-money-message.ts'
import type { GatewayPayment } from './gateway/port.ts'
import { lockConnections } from './lock-connection.ts'
import { raiseAlarm } from './raise-alarm.ts'

/**
 * Takes the gateway's word on a payment, whether its event told it or it was asked: captured money enters the books, and
 * the attempt that it is for moves on. What is odd about money is recorded beside it and never a reason to refuse it:
 * only money that is not in rupees cannot be booked, of which its payer is told. The same word again changes nothing.
 * Returns whether money was booked.
 */
export async function takePayment(
  tx: Tx,
  now: Date,
  payment: GatewayPayment,
  eventId: string | null,
): Promise<boolean> {
  const { id, status, amountPaise, currency, reference, utr } = payment
  if (status !== 'CAPTURED') {
    if (status === 'CREATED' || !reference) return false
    const to = status === 'FAILED' ? 'FAILED' : 'PENDING'
    const attempts = await attemptsOfReference(tx, reference)
    await lockConnections(
      tx,
      attempts.map(({ connectionId }) => connectionId),
    )
    for (const attempt of attempts) await changeState(tx, attempt, to, { at: now, eventId })
    return false
  }
  // There is no rate to turn other money into rupees, and UPI knows no other.
  if (currency !== 'INR') {
    const detail = { currency, amount: amountPaise.toString(), ...(reference && { reference }) }
    await raiseAlarm(tx, 'WRONG_CURRENCY', id, { at: now, detail })
    const payees = reference ? await payeesOfReference(tx, reference) : []
    const connectionIds = payees.map(({ connectionId }) => connectionId)
    await queueForeignMoney(tx, now, { paymentId: id, connectionIds, currency })
    return false
  }
  // The gateway's clock may run ahead of ours; money does not come from the future.
  const paidAt = payment.paidAt > now ? now : payment.paidAt
  const money = { channel: 'UPI', reference: id, amountPaise, utr, paidAt, eventId } as const
  return !(await bookMoney(tx, now, money, reference)).isRepeat
}
