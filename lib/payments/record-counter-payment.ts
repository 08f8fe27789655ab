import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Paise } from '#lib/units/paise.ts'
import { payeesOfConsumerNo } from './find-payee.ts'
import { settlePayment } from './settle-payment.ts'

/** A payment taken elsewhere, as the counter's or BBPS's file tells it. */
export type CounterPayment = {
  consumerNo: string
  amountPaise: Paise
  paidAt: Date
  channel: 'COUNTER' | 'BBPS' | 'ATP' | 'OTHER'
  /** The counter's receipt number: once a channel. */
  reference: string
}

export type RecordedCounterPayment =
  | { ok: true; paymentId: string; isRepeat: boolean }
  /** REFERENCE_TAKEN: it is known with another amount or number. NO_CONNECTION: nobody has this consumer number. */
  | { ok: false; reason: 'REFERENCE_TAKEN' | 'NO_CONNECTION' | 'NOT_POSITIVE' | 'IN_FUTURE' }

/** Books a payment taken elsewhere. The same reference again changes nothing. */
export async function recordCounterPayment(
  { db, now }: Services,
  _actor: SystemActor,
  { consumerNo, ...payment }: CounterPayment,
): Promise<RecordedCounterPayment> {
  if (payment.amountPaise <= 0n) return { ok: false, reason: 'NOT_POSITIVE' }
  if (payment.paidAt > now()) return { ok: false, reason: 'IN_FUTURE' }
  const connection = await db.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  if (!connection) return { ok: false, reason: 'NO_CONNECTION' }
  const money = { ...payment, utr: null, eventId: null }
  const settled = await db.$transaction((tx) =>
    settlePayment(tx, now(), money, (inside) => payeesOfConsumerNo(inside, consumerNo)),
  )
  if (settled.amountPaise !== payment.amountPaise || settled.connectionId !== connection.id)
    return { ok: false, reason: 'REFERENCE_TAKEN' }
  return { ok: true, paymentId: settled.paymentId, isRepeat: settled.isRepeat }
}
