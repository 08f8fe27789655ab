import { isId } from '#lib/consumers/access.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Db } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { dayOf, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { PaymentState } from '#prisma/generated/client.ts'
import { changeState } from './change-state.ts'
import { afterPayment, isPrepaidOn } from './chosen-amount.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import { contentOf } from './gateway-qr.ts'
import { paymentNote } from './make-qr.ts'
import { ofPayer, type Payer } from './payer.ts'
import type { PaymentServices } from './payment-services.ts'
import { payeeIn, upiLink } from './upi-link.ts'

export type AttemptView = {
  id: string
  /** The bill that asked for it; null where money is paid ahead. */
  bill: { id: string; billNo: string; month: Month } | null
  state: PaymentState
  amountPaise: Paise
  /** The batch by which it is paid together with others: its QR stands there. */
  batchId: string | null
  /** The payer chose the amount. */
  isChosen: boolean
  /** What stays open, and what is paid ahead, once it is paid; as of now. */
  openAfterPaise: Paise
  aheadAfterPaise: Paise
  /** What is over recharges a prepaid balance. */
  isPrepaid: boolean
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
  /** Nothing is left to pay of what this attempt is for, through it or another way. */
  isBillPaid: boolean
  /** The currency of money that came for it and is not rupees: it could not be booked. */
  foreignCurrency: string | null
}

/**
 * An attempt as its page shows it. Reading it for the first time marks it SHOWN, and one whose time is over is ended.
 * Null for an attempt that is not of this connection, or a connection or bill that is not the payer's.
 */
export async function getAttempt(
  { db, now, gateway }: PaymentServices,
  payer: Payer,
  { connectionId, attemptId }: { connectionId: string; attemptId: string },
): Promise<AttemptView | null> {
  if (!isId(attemptId) || !isId(connectionId)) return null
  const where = { AND: [{ id: attemptId, connectionId }, await ofPayer({ db, now }, payer)] }
  const found = await db.paymentAttempt.findFirst({ where, select: { state: true, expiresAt: true, batchId: true } })
  if (!found) return null
  if (found.state === 'CREATED' && !found.batchId)
    await db.$transaction((tx) => changeState(tx, { connectionId, id: attemptId }, 'SHOWN', { at: now() }))
  if (found.expiresAt < now()) await db.$transaction((tx) => endExpiredAttempts(tx, now(), connectionId))

  const attempt = await db.paymentAttempt.findFirstOrThrow({
    where,
    select: {
      ...{
        id: true,
        state: true,
        reference: true,
        amountPaise: true,
        rebatePaise: true,
        isChosen: true,
        batchId: true,
      },
      ...{ createdAt: true, expiresAt: true },
      bill: { select: { id: true, billNo: true, month: true } },
      connection: { select: { consumerNo: true } },
      payments: { select: { id: true }, orderBy: { receivedAt: 'asc' }, take: 1 },
    },
  })
  const { bill, connection, payments, reference, ...facts } = attempt
  const unpaidPaise = totalUnpaid(await billStandings(db, connectionId))
  const isBillPaid = bill !== null && unpaidPaise <= 0n
  const [amountPaise, rebatePaise] = [paise(facts.amountPaise), paise(facts.rebatePaise)]
  const after = afterPayment(unpaidPaise, { amountPaise, rebatePaise })
  const isPayable = !isBillPaid && facts.batchId === null && (facts.state === 'CREATED' || facts.state === 'SHOWN')
  const own = { ...env().upi, reference, note: paymentNote(bill, connection), amountPaise }
  const link = gateway ? await contentOf(db, { connectionId, reference }) : upiLink(own)
  return {
    ...facts,
    amountPaise,
    rebatePaise,
    openAfterPaise: after.openPaise,
    aheadAfterPaise: after.aheadPaise,
    isPrepaid: await isPrepaidOn(db, connectionId, dayOf(now())),
    bill: bill && { ...bill, month: bill.month as Month },
    ...payeeIn(link),
    upiLink: isPayable ? link : null,
    isWithoutQr: isPayable && link === null,
    paymentId: payments[0]?.id ?? null,
    isBillPaid,
    foreignCurrency: await foreignCurrencyOf(db, reference),
  }
}

async function foreignCurrencyOf(db: Db, reference: string): Promise<string | null> {
  const alarm = await db.paymentAlarm.findFirst({
    where: { kind: 'WRONG_CURRENCY', detail: { path: ['reference'], equals: reference } },
    select: { detail: true },
  })
  return alarm && String((alarm.detail as { currency?: unknown }).currency)
}
