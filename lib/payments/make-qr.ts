import { paise } from '#lib/units/paise.ts'
import type { AttemptKey } from './change-state.ts'
import { gatewayQr } from './gateway-qr.ts'
import { ATTEMPT_LIVES_MS } from './open-attempt.ts'
import type { PaymentServices } from './payment-services.ts'

/** The gateway wants its QR to close at least so long after it was asked for. */
const QR_OUTLIVES_MS = 60_000

/**
 * Has the gateway make the attempt's QR, unless it has one. When it does not answer the attempt stays without, its page
 * says so, and the next try asks again; a QR that was made unseen pays the same attempt.
 */
export async function makeQr(services: PaymentServices, { connectionId, id }: AttemptKey): Promise<void> {
  const { db, now } = services
  const attempt = await db.paymentAttempt.findFirst({
    where: { connectionId, id, state: { in: ['CREATED', 'SHOWN'] } },
    select: {
      ...{ reference: true, amountPaise: true, expiresAt: true },
      bill: { select: { billNo: true } },
      connection: { select: { consumerNo: true } },
    },
  })
  if (!attempt) return
  const { reference, amountPaise, expiresAt, bill, connection } = attempt
  const closesAt = new Date(Math.max(expiresAt.getTime(), now().getTime() + ATTEMPT_LIVES_MS) + QR_OUTLIVES_MS)
  const description = paymentNote(bill, connection)
  await gatewayQr(services, { connectionId, reference, amountPaise: paise(amountPaise), description, closesAt })
}

/** What the payer's app shows the payment to be for. */
export const paymentNote = (bill: { billNo: string } | null, { consumerNo }: { consumerNo: string }): string =>
  bill ? `Bill ${bill.billNo}` : `Advance ${consumerNo}`
