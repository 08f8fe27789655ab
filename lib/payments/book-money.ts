import type { Tx } from '#lib/platform/db.ts'
import { formatRupees, type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import { attemptsOfReference, payeesOfReference } from './find-payee.ts'
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
  const settled = await settlePayment(tx, now, money, async (inside) => (tr ? payeesOfReference(inside, tr) : []))
  if (settled.amountPaise !== amountPaise)
    await alarm('AMOUNT_CHANGED', { known: formatRupees(settled.amountPaise), told: formatRupees(amountPaise) })
  if (settled.isRepeat) return settled
  if (settled.connectionId === null) await alarm('UNKNOWN_REFERENCE', { amount: formatRupees(amountPaise) })
  const askedPaise = tr ? await askedBy(tx, tr) : null
  if (askedPaise !== null && askedPaise !== amountPaise)
    await alarm('WRONG_AMOUNT', { asked: formatRupees(askedPaise), paid: formatRupees(amountPaise) })
  return settled
}

/** What the QR of a `tr` asks for: an attempt, all of a batch, or a bill as it was issued. Null for an unknown one. */
async function askedBy(tx: Tx, tr: string): Promise<Paise | null> {
  const attempts = await attemptsOfReference(tx, tr)
  if (attempts.length > 0) return sumPaise(attempts.map(({ amountPaise }) => paise(amountPaise)))
  const bill = await tx.bill.findUnique({ where: { paymentReference: tr }, select: { payableByDuePaise: true } })
  return bill && paise(bill.payableByDuePaise)
}
