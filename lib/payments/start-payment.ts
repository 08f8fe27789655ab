import { isId, ownConnection, ownConnectionIds } from '#lib/consumers/access.ts'
import { traced } from '#lib/platform/trace.ts'
import { type Paise, ZERO_PAISE } from '#lib/units/paise.ts'
import { lockConnection } from './lock-connection.ts'
import { makeQr } from './make-qr.ts'
import { type OpenedAttempt, openForAmount, openForBill } from './open-attempt.ts'
import type { Payer } from './payer.ts'
import type { PaymentServices } from './payment-services.ts'
import { attemptOfKey, isKey, rememberKey } from './request-key.ts'

/** What a bill asks in full, or an amount of the payer's choice for a connection; null where it could not be read. */
export type WantedPayment = { billId: string } | { connectionId: string; amountPaise: Paise | null }

export type StartedPayment =
  /** `isRepeat`: the same request under the same key began it before. */
  | { ok: true; attemptId: string; connectionId: string; isRepeat: boolean }
  | {
      ok: false
      /** KEY_TAKEN: the key has asked for something else before. BAD_KEY: it is no key. */
      reason: Extract<OpenedAttempt, { ok: false }>['reason'] | 'KEY_TAKEN' | 'BAD_KEY'
      connectionId: string
    }

/**
 * Begins to pay: an attempt with a reference of its own over the amount that the server asks for today, or one that the
 * payer chose within limits. A bill has one open attempt, so that whoever asks twice gets the same one while its amount
 * is right and its 15 minutes last; one that the bank is already at is never replaced. With a `key` the same request
 * again is answered as the first was; a guest has none, since all they can wish for is that one attempt. Null for a bill
 * or connection that is not the payer's.
 */
export async function startPayment(
  services: PaymentServices,
  payer: Payer,
  wanted: WantedPayment,
  { key }: { key?: string } = {},
): Promise<StartedPayment | null> {
  const { db, now, gateway } = services
  const connectionId = await connectionOf(services, payer, wanted)
  if (!connectionId) return null
  if (key !== undefined && !isKey(key)) return { ok: false, reason: 'BAD_KEY', connectionId }
  if ('amountPaise' in wanted && wanted.amountPaise === null) return { ok: false, reason: 'NOT_AMOUNT', connectionId }
  const request =
    key === undefined || payer.kind === 'pay-guest' ? null : { consumerId: payer.consumerId, key, body: wanted }
  const started = await db.$transaction(async (tx): Promise<StartedPayment> => {
    const known = request && (await attemptOfKey(tx, request))
    if (known?.isSame) return { ok: true, attemptId: known.attemptId, connectionId, isRepeat: true }
    if (known) return { ok: false, reason: 'KEY_TAKEN', connectionId }
    await lockConnection(tx, connectionId)
    const opened =
      'billId' in wanted
        ? await openForBill(tx, now(), { billId: wanted.billId, connectionId })
        : await openForAmount(tx, now(), { connectionId, amountPaise: wanted.amountPaise ?? ZERO_PAISE })
    if (!opened.ok) return { ...opened, connectionId }
    if (request) await rememberKey(tx, request, { connectionId, attemptId: opened.attemptId, at: now() })
    return { ...opened, connectionId, isRepeat: false }
  })
  if (!started.ok) return started
  const { attemptId: id } = started
  await traced({ trace: id, step: 'payment.started' }, async () => gateway && makeQr(services, { connectionId, id }))
  return started
}

async function connectionOf({ db, now }: PaymentServices, payer: Payer, wanted: WantedPayment): Promise<string | null> {
  if (payer.kind === 'pay-guest')
    return 'billId' in wanted && wanted.billId === payer.billId ? payer.connectionId : null
  if ('billId' in wanted) {
    if (!isId(wanted.billId)) return null
    const where = { id: wanted.billId, connectionId: { in: await ownConnectionIds({ db, now }, payer, 'BILLS') } }
    return (await db.bill.findFirst({ where, select: { connectionId: true } }))?.connectionId ?? null
  }
  if (!isId(wanted.connectionId)) return null
  const where = ownConnection({ now }, payer, wanted.connectionId, 'BILLS')
  return (await db.connection.findFirst({ where, select: { id: true } }))?.id ?? null
}
