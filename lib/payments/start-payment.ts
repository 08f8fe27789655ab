import { randomBytes } from 'node:crypto'
import { amountDue } from '#lib/billing/amount-due.ts'
import { isId, ownConnections } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayOf } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { changeState, recordChange } from './change-state.ts'
import { endExpiredAttempts } from './end-expired-attempts.ts'
import { lockConnection } from './lock-connection.ts'
import { newestBill } from './newest-bill.ts'
import type { PaymentServices } from './payment-services.ts'
import { OPEN_STATES } from './payment-states.ts'
import { nextCheck } from './reconcile.ts'

const ATTEMPT_LIVES_MS = 15 * 60_000

export type StartedPayment =
  | { ok: true; attemptId: string; connectionId: string }
  /** NOTHING_DUE: it is paid, or asked for nothing. NEWER_BILL: what is unpaid of it stands on a newer bill. */
  | { ok: false; reason: 'NOTHING_DUE' | 'NEWER_BILL'; connectionId: string }

/**
 * Begins to pay a bill: an attempt with a reference of its own and the amount that the server asks for today. A bill has
 * one open attempt, so that whoever asks twice gets the same one while its amount is right and its 15 minutes last; one
 * that the bank is already at is never replaced. Null for a bill that is not the actor's.
 */
export async function startPayment(
  services: PaymentServices,
  actor: ConsumerActor,
  { billId }: { billId: string },
): Promise<StartedPayment | null> {
  const { db, now, gateway } = services
  if (!isId(billId)) return null
  const own = await db.bill.findFirst({
    where: { id: billId, connection: ownConnections(actor) },
    select: { connectionId: true },
  })
  if (!own) return null
  const started = await db.$transaction((tx) => attemptFor(tx, now(), billId, own.connectionId))
  if (started.ok && gateway) await makeQr(services, started.attemptId)
  return started
}

/** The gateway wants its QR to close at least so long after it was asked for. */
const QR_OUTLIVES_MS = 60_000

/**
 * Has the gateway make the attempt's QR, unless it has one. When it does not answer the attempt stays without, its page
 * says so, and the next try asks again; a QR that was made unseen pays the same attempt.
 */
async function makeQr({ db, now, gateway }: PaymentServices, attemptId: string): Promise<void> {
  const attempt = await db.paymentAttempt.findFirst({
    where: { id: attemptId, gatewayQrId: null, state: { in: ['CREATED', 'SHOWN'] } },
    select: { reference: true, amountPaise: true, expiresAt: true, bill: { select: { billNo: true } } },
  })
  if (!attempt || !gateway) return
  const { reference, amountPaise, expiresAt, bill } = attempt
  const made = await gateway.createQr({
    ...{ reference, amountPaise: paise(amountPaise), description: `Bill ${bill.billNo}` },
    closesAt: new Date(Math.max(expiresAt.getTime(), now().getTime() + ATTEMPT_LIVES_MS) + QR_OUTLIVES_MS),
  })
  if (!made.ok) return
  const { id: gatewayQrId, content: qrContent } = made.value
  // Of two at once the first one's QR stays; the other's, if anybody pays it, settles the same attempt.
  await db.paymentAttempt.updateMany({
    where: { id: attemptId, gatewayQrId: null },
    data: { gatewayQrId, qrContent, nextCheckAt: nextCheck(0, now()) },
  })
}

async function attemptFor(tx: Tx, now: Date, billId: string, connectionId: string): Promise<StartedPayment> {
  await lockConnection(tx, connectionId)
  await endExpiredAttempts(tx, now, billId)
  const open = await tx.paymentAttempt.findFirst({
    where: { billId, state: { in: [...OPEN_STATES] } },
    select: { id: true, state: true, amountPaise: true, rebatePaise: true },
  })
  if (open && (open.state === 'PENDING' || open.state === 'UNKNOWN'))
    return { ok: true, attemptId: open.id, connectionId }

  const bill = await newestBill(tx, connectionId)
  if (bill?.id !== billId) return { ok: false, reason: bill ? 'NEWER_BILL' : 'NOTHING_DUE', connectionId }
  const unpaidPaise = totalUnpaid(await billStandings(tx, connectionId))
  const { todayPaise, rebatePaise } = amountDue({ bill, unpaidPaise, on: dayOf(now) })
  if (open?.amountPaise === todayPaise && open.rebatePaise === rebatePaise)
    return { ok: true, attemptId: open.id, connectionId }
  // Another amount is asked now. Who pays the old one all the same has paid: money that arrives late is taken.
  if (open) await changeState(tx, open.id, 'EXPIRED', { at: now })
  if (todayPaise <= 0n) return { ok: false, reason: 'NOTHING_DUE', connectionId }

  const { id: attemptId } = await tx.paymentAttempt.create({
    data: {
      ...{ connectionId, billId, rebatePaise },
      amountPaise: todayPaise,
      reference: newReference(),
      createdAt: now,
      expiresAt: new Date(now.getTime() + ATTEMPT_LIVES_MS),
    },
    select: { id: true },
  })
  await recordChange(tx, { attemptId, from: null, to: 'CREATED', at: now, eventId: null })
  return { ok: true, attemptId, connectionId }
}

/** `tr` holds at most 35 letters and digits; 128 random bits, so that nobody finds another's. */
const newReference = (): string => `JA${randomBytes(16).toString('hex').toUpperCase()}`
