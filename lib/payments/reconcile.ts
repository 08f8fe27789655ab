import type { GatewayPayment } from './gateway/port.ts'
import type { PaymentServices } from './payment-services.ts'
import { takePayment } from './take-payment.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Waits before each question, from the one before: 5 minutes, 1 hour, then daily for a week. */
const WAITS_MS = [5 * MINUTE_MS, 60 * MINUTE_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS]
const AT_ONCE = 200

/** When an attempt is asked about next after so many answers; null when no more is to be expected. */
export function nextCheck(checksDone: number, from: Date): Date | null {
  const wait = WAITS_MS[checksDone]
  return wait === undefined ? null : new Date(from.getTime() + wait)
}

/**
 * Asks the gateway what became of attempts whose event did not come: events get lost, come late, or meet a portal that
 * is down. Whatever state an attempt is in, money that the gateway has captured is taken. Without a gateway there is
 * nothing to ask. Returns how many attempts were asked about and how many answers came.
 */
export async function reconcile({ db, now, gateway }: PaymentServices): Promise<{ asked: number; answered: number }> {
  if (!gateway) return { asked: 0, answered: 0 }
  const due = await db.paymentAttempt.findMany({
    where: { nextCheckAt: { lte: now() } },
    orderBy: { nextCheckAt: 'asc' },
    take: AT_ONCE,
    select: { id: true, gatewayQrId: true, checksDone: true },
  })
  let answered = 0
  for (const { id, gatewayQrId, checksDone } of due) {
    const answer = gatewayQrId ? await gateway.paymentsOfQr(gatewayQrId) : null
    const isAway = answer?.ok === false && answer.reason === 'AWAY'
    await db.$transaction(async (tx) => {
      for (const payment of answer?.ok ? inOrder(answer.value) : []) await takePayment(tx, now(), payment, null)
      const { state } = await tx.paymentAttempt.findUniqueOrThrow({ where: { id }, select: { state: true } })
      const isOver = state === 'PAID' || state === 'REFUNDED_PART' || state === 'REFUNDED' || !gatewayQrId
      // A gateway that does not answer is asked again soon, and the question does not count.
      const nextCheckAt = isAway
        ? new Date(now().getTime() + 5 * MINUTE_MS)
        : isOver
          ? null
          : nextCheck(checksDone + 1, now())
      const data = { nextCheckAt, checksDone: isAway ? checksDone : checksDone + 1 }
      await tx.paymentAttempt.update({ where: { id }, data, select: { id: true } })
    })
    if (!isAway) answered++
  }
  return { asked: due.length, answered }
}

const SWEEP_EVERY_MS = 60 * MINUTE_MS
/** Late enough that a payment made just before the last sweep, and captured after it, is seen by this one. */
const OVERLAP_MS = DAY_MS

/**
 * Once an hour, all payments of the last day that the gateway has and the books have not: those by a bill's printed QR
 * too, which no attempt knows of. Returns how many were taken; null when it was not due or the gateway is away.
 */
export async function sweepGateway({ db, now, gateway }: PaymentServices): Promise<number | null> {
  if (!gateway) return null
  const last = await db.gatewaySweep.findUnique({ where: { name: 'payments' } })
  if (last && now().getTime() - last.until.getTime() < SWEEP_EVERY_MS) return null
  const until = now()
  const from = new Date((last?.until ?? until).getTime() - OVERLAP_MS)
  const answer = await gateway.paymentsBetween(from, until)
  if (!answer.ok) return null
  const captured = answer.value.filter(({ status }) => status === 'CAPTURED')
  const known = await db.payment.findMany({
    where: { channel: 'UPI', reference: { in: captured.map(({ id }) => id) } },
    select: { reference: true },
  })
  const isKnown = new Set(known.map(({ reference }) => reference))
  const missed = inOrder(captured.filter(({ id }) => !isKnown.has(id)))
  for (const payment of missed) await db.$transaction((tx) => takePayment(tx, now(), payment, null))
  await db.gatewaySweep.upsert({
    where: { name: 'payments' },
    create: { name: 'payments', until },
    update: { until },
    select: { name: true },
  })
  return missed.length
}

const inOrder = (payments: readonly GatewayPayment[]) =>
  payments.toSorted((a, b) => a.paidAt.getTime() - b.paidAt.getTime())
