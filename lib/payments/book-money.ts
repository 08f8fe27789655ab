import type { Tx } from '#lib/platform/db.ts'
import { formatRupees, sumPaise } from '#lib/units/paise.ts'
import { type Payee, payeesOfReference } from './find-payee.ts'
import { raiseAlarm } from './raise-alarm.ts'
import { type CapturedMoney, type Settled, settlePayment } from './settle-payment.ts'

/**
 * Books captured UPI money for whom its `tr` names, and raises an alarm beside it for what is odd: a reference that
 * nobody here made, another amount than was asked, a known payment told with another amount. None of it is a reason to
 * refuse money. The same payment again changes nothing.
 */
export async function bookMoney(tx: Tx, now: Date, money: CapturedMoney, tr: string | null): Promise<Settled> {
  const alarm = (kind: Parameters<typeof raiseAlarm>[1], detail: Record<string, string>) =>
    raiseAlarm(tx, kind, money.reference, { at: now, detail })
  const { amountPaise } = money
  let payees: Payee[] = []
  const settled = await settlePayment(tx, now, money, async (inside) => {
    payees = tr ? await payeesOfReference(inside, tr) : []
    return payees
  })
  if (settled.amountPaise !== amountPaise)
    await alarm('AMOUNT_CHANGED', { known: formatRupees(settled.amountPaise), told: formatRupees(amountPaise) })
  if (settled.isRepeat) return settled
  if (settled.connectionId === null) await alarm('UNKNOWN_REFERENCE', { amount: formatRupees(amountPaise) })
  // What the QR asks for: an attempt, all of a batch, or a bill as it was issued.
  const askedPaise = sumPaise(payees.flatMap((payee) => payee.askedPaise ?? []))
  if (payees.length > 0 && askedPaise !== amountPaise)
    await alarm('WRONG_AMOUNT', { asked: formatRupees(askedPaise), paid: formatRupees(amountPaise) })
  return settled
}
