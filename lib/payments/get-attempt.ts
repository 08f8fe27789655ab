import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { env } from '#lib/platform/env.ts'
import type { Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { changeState } from './change-state.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import type { PaymentServices } from './payment-services.ts'
import { upiLink } from './upi-link.ts'

export type AttemptView = {
  id: string
  billId: string
  billNo: string
  month: Month
  state: PaymentState
  amountPaise: Paise
  /** Rebates already off the amount. */
  rebatePaise: Paise
  createdAt: Date
  expiresAt: Date
  vpa: string
  payeeName: string
  /** What QR and button carry; null when this attempt must not be paid any more, or the bill has been paid elsewhere. */
  upiLink: string | null
  /** It could be paid, but the gateway has not made its QR: asking again may help. */
  isWithoutQr: boolean
  /** The bill's own receipt when the attempt is paid. */
  paymentId: string | null
  /** Nothing is left to pay, through this attempt or another way. */
  isBillPaid: boolean
}

/**
 * An attempt as its page shows it. Reading it for the first time marks it SHOWN, and one whose time is over is ended.
 * Null for an attempt that is not of this connection, or a connection that is not the actor's.
 */
export async function getAttempt(
  { db, now, gateway }: PaymentServices,
  actor: ConsumerActor,
  { connectionId, attemptId }: { connectionId: string; attemptId: string },
): Promise<AttemptView | null> {
  if (!isId(attemptId) || !isId(connectionId)) return null
  const where = { id: attemptId, connection: ownConnection(actor, connectionId) }
  const found = await db.paymentAttempt.findFirst({ where, select: { billId: true, state: true, expiresAt: true } })
  if (!found) return null
  if (found.state === 'CREATED') await db.$transaction((tx) => changeState(tx, attemptId, 'SHOWN', { at: now() }))
  if (found.expiresAt < now()) await db.$transaction((tx) => endExpiredAttempts(tx, now(), found.billId))

  const attempt = await db.paymentAttempt.findFirstOrThrow({
    where,
    select: {
      id: true,
      billId: true,
      state: true,
      reference: true,
      amountPaise: true,
      rebatePaise: true,
      qrContent: true,
      createdAt: true,
      expiresAt: true,
      bill: { select: { billNo: true, month: true } },
      payments: { select: { id: true }, orderBy: { receivedAt: 'asc' }, take: 1 },
    },
  })
  const { bill, payments, reference, qrContent, ...facts } = attempt
  const isBillPaid = totalUnpaid(await billStandings(db, connectionId)) <= 0n
  const { vpa, payeeName } = env().upi
  const amountPaise = paise(facts.amountPaise)
  const isPayable = !isBillPaid && (facts.state === 'CREATED' || facts.state === 'SHOWN')
  const own = { vpa, payeeName, reference, note: `Bill ${bill.billNo}`, amountPaise }
  const link = gateway ? qrContent : upiLink(own)
  return {
    ...facts,
    amountPaise,
    rebatePaise: paise(facts.rebatePaise),
    billNo: bill.billNo,
    month: bill.month as Month,
    vpa,
    payeeName,
    upiLink: isPayable ? link : null,
    isWithoutQr: isPayable && link === null,
    paymentId: payments[0]?.id ?? null,
    isBillPaid,
  }
}
