import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { isAnybodyCoolingDown } from '#lib/linking/cooling.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { traced } from '#lib/platform/trace.ts'
import { noteOtherOffice, paymentsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { RefundReason } from '#prisma/generated/client.ts'
import { lockReference } from './lock-connection.ts'
import { TRACED, traceOfPayment } from './trace-of-payment.ts'

export type RequestedRefund =
  | { ok: true; refundId: string; isRepeat: boolean }
  | {
      ok: false
      /**
       * NOT_ALLOWED: the role has no leave for it. NO_PAYMENT: there is none, or none of the officer's office.
       * NOT_AT_GATEWAY: the money came another way, and goes back only where it came from. ID_TAKEN: by another refund.
       * COOLING: somebody of the connection has changed their number within the last day.
       */
      reason:
        | 'NOT_ALLOWED'
        | 'NO_PAYMENT'
        | 'NOT_AT_GATEWAY'
        | 'NOT_POSITIVE'
        | 'EXCEEDS_PAYMENT'
        | 'ID_TAKEN'
        | 'COOLING'
    }

/**
 * Asks to give a payment, or a part of it, back to where it came from. Nothing moves until another officer agrees
 * (`decideRefund`). All refunds of a payment together, refused ones apart, never exceed it. The id is the caller's own:
 * the same request again is the same refund.
 */
export async function requestRefund(
  services: Services,
  actor: StaffActor,
  {
    refundId,
    paymentId,
    amountPaise,
    reason,
  }: { refundId: string; paymentId: string; amountPaise: Paise; reason: RefundReason },
): Promise<RequestedRefund> {
  const { db, now } = services
  if (!(await authorise(services, actor, 'refund.request'))) return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(paymentId) || !isId(refundId)) return { ok: false, reason: 'NO_PAYMENT' }
  if (amountPaise <= 0n) return { ok: false, reason: 'NOT_POSITIVE' }
  const payment = await db.payment.findFirst({
    where: { id: paymentId, AND: paymentsOfOffice(actor) },
    select: { chainId: true, amountPaise: true, connectionId: true, ...TRACED },
  })
  if (!payment) return refuse(services, actor, paymentId)
  const request = () =>
    db.$transaction(async (tx): Promise<RequestedRefund> => {
      // An id is one refund's over all payments, which no index says.
      await lockReference(tx, 'refund', refundId)
      // Its refunds come one after the other. Not held by its row, which nobody has the right to change.
      await lockReference(tx, 'refunds', paymentId)
      if (payment.channel !== 'UPI') return { ok: false, reason: 'NOT_AT_GATEWAY' }
      const known = await tx.refund.findFirst({
        where: { id: refundId },
        select: { paymentId: true, amountPaise: true },
      })
      if (known) {
        const isSame = known.paymentId === paymentId && known.amountPaise === amountPaise
        return isSame ? { ok: true, refundId, isRepeat: true } : { ok: false, reason: 'ID_TAKEN' }
      }
      if (payment.connectionId && (await isAnybodyCoolingDown({ db: tx, now }, payment.connectionId)))
        return { ok: false, reason: 'COOLING' }
      if ((await refundedOf(tx, payment.chainId, paymentId)) + amountPaise > payment.amountPaise)
        return { ok: false, reason: 'EXCEEDS_PAYMENT' }
      const at = now()
      const { chainId } = payment
      const data = {
        chainId,
        id: refundId,
        paymentId,
        amountPaise,
        reason,
        requestedBy: actor.staffId,
        requestedAt: at,
      }
      await tx.refund.create({ data, select: { id: true } })
      const detail = { refund: refundId, amountPaise: Number(amountPaise), reason }
      await recordAudit(tx, actor, 'refund.requested', { at, connectionId: payment.connectionId, detail })
      return { ok: true, refundId, isRepeat: false }
    })
  return traced({ trace: traceOfPayment(payment), step: 'refund.asked' }, request, ({ ok }) => ok)
}

async function refuse(services: Services, actor: StaffActor, id: string): Promise<RequestedRefund> {
  const other = await services.db.payment.findFirst({ where: { id }, select: { connectionId: true } })
  await noteOtherOffice(services, actor, { connectionId: other?.connectionId ?? null, wanted: 'refund.request' })
  return { ok: false, reason: 'NO_PAYMENT' }
}

/** What is asked for, under way or given back of a payment. */
async function refundedOf(tx: Tx, chainId: string, paymentId: string): Promise<Paise> {
  const { _sum } = await tx.refund.aggregate({
    where: { chainId, paymentId, state: { notIn: ['REJECTED', 'FAILED'] } },
    _sum: { amountPaise: true },
  })
  return paise(_sum.amountPaise ?? 0n)
}
