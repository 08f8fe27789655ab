import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { type RefundWait, refundWaits } from '#lib/linking/cooling.ts'
import type { Services } from '#lib/platform/services.ts'
import { noteOtherOffice, paymentsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

export type Refundable = {
  id: string
  receiptNo: string
  amountPaise: Paise
  paidAt: Date
  /** What is not asked for, under way or given back yet. */
  leftPaise: Paise
  connection: { id: string; consumerNo: string } | null
  /** What a refund of it waits for before anybody may agree; null for nothing. */
  waits: RefundWait | null
}

/** A payment that can be given back to where it came from. Null where the officer's office has none by this id. */
export async function getRefundable(
  services: Services,
  actor: StaffActor,
  paymentId: string,
): Promise<Refundable | null> {
  if (!isId(paymentId) || !(await authorise(services, actor, 'refund.request'))) return null
  const payment = await services.db.payment.findFirst({
    where: { id: paymentId, channel: 'UPI', AND: paymentsOfOffice(actor) },
    select: {
      ...{ id: true, receiptNo: true, amountPaise: true, paidAt: true },
      connection: { select: { id: true, consumerNo: true } },
      refunds: { where: { state: { notIn: ['REJECTED', 'FAILED'] } }, select: { amountPaise: true } },
    },
  })
  if (!payment) {
    const other = await services.db.payment.findFirst({ where: { id: paymentId }, select: { connectionId: true } })
    await noteOtherOffice(services, actor, { connectionId: other?.connectionId ?? null, wanted: 'refund.request' })
    return null
  }
  const { refunds, amountPaise, ...facts } = payment
  const taken = refunds.reduce((sum, refund) => sum + refund.amountPaise, 0n)
  const id = payment.connection?.id
  const waits = (id && (await refundWaits(services, [id])).get(id)) || null
  return { ...facts, waits, amountPaise: paise(amountPaise), leftPaise: paise(amountPaise - taken) }
}
