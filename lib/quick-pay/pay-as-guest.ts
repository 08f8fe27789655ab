import { recordAudit } from '#lib/audit/record-audit.ts'
import type { AnonymousActor, PayGuest } from '#lib/identity/actor.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { startPayment } from '#lib/payments/start-payment.ts'
import { askedPayment, type WayToBill } from './asked-payment.ts'

export type GuestPayment =
  | { ok: true; guest: PayGuest; attemptId: string }
  /** NOTHING_ASKED: it was paid meanwhile. CHANGED: another amount is asked now than the payer has seen. */
  | { ok: false; reason: 'NOT_CONFIRMED' | 'NOTHING_ASKED' | 'CHANGED' }

/**
 * Begins to pay what is asked for a connection, for somebody without a login: often for somebody else. They have to say
 * that the initials are of whom they mean, and `seen` is the amount that they said it to, in paise.
 */
export async function payAsGuest(
  services: PaymentServices,
  actor: AnonymousActor,
  { way, isConfirmed, seen }: { way: WayToBill; isConfirmed: boolean; seen: string },
): Promise<GuestPayment> {
  const asked = await askedPayment(services, way)
  if (!asked) return { ok: false, reason: 'NOTHING_ASKED' }
  if (!isConfirmed) return { ok: false, reason: 'NOT_CONFIRMED' }
  if (asked.amountPaise.toString() !== seen) return { ok: false, reason: 'CHANGED' }
  const { connectionId, billId } = asked
  const guest: PayGuest = { kind: 'pay-guest', connectionId, billId }
  const started = await startPayment(services, guest, { billId })
  if (!started?.ok) return { ok: false, reason: 'NOTHING_ASKED' }
  const detail = { attempt: started.attemptId, by: 'code' in way ? 'link' : 'consumerNo' }
  await recordAudit(services.db, actor, 'quick-pay.started', { at: services.now(), connectionId, detail })
  return { ok: true, guest, attemptId: started.attemptId }
}
