import { isId } from '#lib/consumers/access.ts'
import type { ConsumerActor, StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { readableConnection } from '#lib/staff/access.ts'
import type { Month } from '#lib/units/ist.ts'
import { type Paise, paise, sumPaise } from '#lib/units/paise.ts'
import type { PaymentChannel } from '#prisma/generated/client.ts'

export type PaymentRow = {
  id: string
  receiptNo: string
  channel: PaymentChannel
  amountPaise: Paise
  /** What of it has been given back. */
  refundedPaise: Paise
  paidAt: Date
  /** The month of the bill that it was meant for; null when it was for whatever was owed. */
  billMonth: Month | null
}

export const PAYMENTS_A_PAGE = 50

/**
 * The payments of a connection, newest first. Null when the connection is neither the actor's own nor one that an officer
 * looks at. `before` is the id of one of them: those that come after it in this order.
 */
export async function listPayments(
  { db, now }: Services,
  actor: ConsumerActor | StaffActor,
  {
    connectionId,
    limit = PAYMENTS_A_PAGE,
    before,
  }: { connectionId: string; limit?: number; before?: string | undefined },
): Promise<PaymentRow[] | null> {
  if (!isId(connectionId)) return null
  const connection = await db.connection.findFirst({
    where: readableConnection({ now }, actor, connectionId, 'BILLS'),
    select: { id: true },
  })
  if (!connection) return null
  const chainId = connectionId
  const payments = await db.payment.findMany({
    where: { chainId },
    orderBy: [{ paidAt: 'desc' }, { receiptNo: 'desc' }],
    take: limit,
    ...(before && isId(before) ? { cursor: { chainId_id: { chainId, id: before } }, skip: 1 } : {}),
    select: {
      ...{ id: true, receiptNo: true, channel: true, amountPaise: true, paidAt: true },
      bill: { select: { month: true } },
      refunds: { where: { state: 'PAID' }, select: { amountPaise: true } },
    },
  })
  return payments.map(({ bill, amountPaise, refunds, ...payment }) => ({
    ...payment,
    amountPaise: paise(amountPaise),
    refundedPaise: sumPaise(refunds.map((refund) => paise(refund.amountPaise))),
    billMonth: (bill?.month ?? null) as Month | null,
  }))
}
