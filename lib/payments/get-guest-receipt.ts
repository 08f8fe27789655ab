import { isId } from '#lib/consumers/access.ts'
import type { PayGuest } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What somebody gets in hand who paid without a login: of the payment all, of the account nothing. */
export type GuestReceipt = {
  receiptNo: string
  amountPaise: Paise
  paidAt: Date
  utr: string | null
  reference: string
}

/** The receipt of a payment that a guest began. Null for one of another bill. */
export async function getGuestReceipt(
  { db }: Services,
  guest: PayGuest,
  { paymentId }: { paymentId: string },
): Promise<GuestReceipt | null> {
  if (!isId(paymentId)) return null
  const payment = await db.payment.findFirst({
    where: { chainId: guest.connectionId, id: paymentId, billId: guest.billId },
    select: { receiptNo: true, amountPaise: true, paidAt: true, utr: true, reference: true },
  })
  return payment && { ...payment, amountPaise: paise(payment.amountPaise) }
}
