import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import { bookMoney } from './book-money.ts'
import { raiseAlarm } from './raise-alarm.ts'

/** A UPI payment to the utility's own address, as the statement of its bank tells it. */
export type StatementPayment = {
  /** The UPI `tr` that was paid. */
  reference: string
  /** The bank's own reference (UTR), which tells two payments of one `tr` apart; null where the statement has none. */
  utr: string | null
  amountPaise: Paise
  paidAt: Date
}

export type RecordedStatementPayment =
  | { ok: true; paymentId: string; isRepeat: boolean }
  /** AMOUNT_CHANGED: it is known with another amount; an alarm says so. */
  | { ok: false; reason: 'NOT_POSITIVE' | 'IN_FUTURE' | 'AMOUNT_CHANGED' }

/**
 * Books a payment of the bank's statement for whom its `tr` names: an attempt, a batch, or a bill's standing QR. An
 * unknown `tr` goes to suspense, since the money is in the bank. One that the gateway has told of already, by the same
 * UTR, and the same line again change nothing.
 */
export async function recordStatementPayment(
  { db, now }: Services,
  _actor: SystemActor,
  { reference, utr, amountPaise, paidAt }: StatementPayment,
): Promise<RecordedStatementPayment> {
  if (amountPaise <= 0n) return { ok: false, reason: 'NOT_POSITIVE' }
  if (paidAt > now()) return { ok: false, reason: 'IN_FUTURE' }
  const throughGateway = utr ? await findThroughGateway(db, utr) : null
  if (utr && throughGateway) {
    if (throughGateway.amountPaise === amountPaise) return { ok: true, paymentId: throughGateway.id, isRepeat: true }
    const detail = { known: formatRupees(throughGateway.amountPaise), told: formatRupees(amountPaise) }
    await db.$transaction((tx) => raiseAlarm(tx, 'AMOUNT_CHANGED', utr, { at: now(), detail }))
    return { ok: false, reason: 'AMOUNT_CHANGED' }
  }
  const money = { channel: 'UPI_DIRECT', reference: utr ?? reference, amountPaise, utr, paidAt, eventId: null } as const
  const settled = await db.$transaction((tx) => bookMoney(tx, now(), money, reference))
  if (settled.amountPaise !== amountPaise) return { ok: false, reason: 'AMOUNT_CHANGED' }
  return { ok: true, paymentId: settled.paymentId, isRepeat: settled.isRepeat }
}

/** The payment that the gateway has told of under a bank's reference, with what it amounts to in all its shares. */
export async function findThroughGateway(
  db: Services['db'],
  utr: string,
): Promise<{ id: string; amountPaise: Paise } | null> {
  const first = await db.payment.findFirst({ where: { channel: 'UPI', utr }, select: { id: true, reference: true } })
  if (!first) return null
  const { _sum } = await db.payment.aggregate({
    where: { channel: 'UPI', reference: first.reference },
    _sum: { amountPaise: true },
  })
  return { id: first.id, amountPaise: paise(_sum.amountPaise ?? 0n) }
}
