import { inTurn } from '#lib/platform/in-turn.ts'
import { traced } from '#lib/platform/trace.ts'
import type { GatewayPayment } from './gateway/port.ts'
import { noteSilence } from './gateway-silence.ts'
import { nextCheck } from './next-check.ts'
import type { PaymentServices } from './payment-services.ts'
import { takePayment } from './take-payment.ts'
import { traceOfGatewayPayment } from './trace-of-payment.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const AT_ONCE = 200

/**
 * Asks the gateway what was paid by QR codes whose event did not come: events get lost, come late, or meet a portal that
 * is down. Whatever state their attempt is in, money that the gateway has captured is taken. Without a gateway there is
 * nothing to ask. Returns how many codes were asked about and how many answers came.
 */
export async function reconcile({ db, now, gateway }: PaymentServices): Promise<{ asked: number; answered: number }> {
  if (!gateway) return { asked: 0, answered: 0 }
  const due = await db.gatewayQr.findMany({
    where: { nextCheckAt: { lte: now() } },
    orderBy: { nextCheckAt: 'asc' },
    take: AT_ONCE,
    select: { connectionId: true, id: true, reference: true, checksDone: true },
  })
  let answered = 0
  await inTurn(due, async ({ connectionId, id, reference, checksDone }) => {
    const qr = { connectionId_id: { connectionId, id } }
    let isAnswered = false
    try {
      const trace = await traceOfGatewayPayment(db, { id, reference })
      isAnswered = await traced(
        { trace, step: 'gateway.asked' },
        async () => {
          const answer = await gateway.paymentsOfQr(id)
          if (!answer.ok && answer.reason === 'AWAY') return false
          // A payment's own notes may be empty where its QR's are not.
          const payments = answer.ok
            ? inOrder(answer.value).map((one) => ({ ...one, reference: one.reference ?? reference }))
            : []
          await db.$transaction(async (tx) => {
            let booked = 0
            for (const payment of payments) if (await takePayment(tx, now(), payment, null)) booked++
            if (booked > 0) await noteSilence(tx, now())
            const isOver = payments.some(({ status }) => status === 'CAPTURED')
            const data = { nextCheckAt: isOver ? null : nextCheck(checksDone + 1, now()), checksDone: checksDone + 1 }
            await tx.gatewayQr.update({ where: qr, data, select: { id: true } })
          })
          return true
        },
        Boolean,
      )
    } finally {
      // What has no answer, or one that cannot be taken, is asked again soon, after the others; the question does not count.
      const data = { nextCheckAt: new Date(now().getTime() + 5 * MINUTE_MS) }
      if (!isAnswered) await db.gatewayQr.update({ where: qr, data, select: { id: true } })
    }
    if (isAnswered) answered++
  })
  return { asked: due.length, answered }
}

const SWEEP_EVERY_MS = 60 * MINUTE_MS
/** Late enough that a payment made just before the last sweep, and captured after it, is seen by this one. */
const OVERLAP_MS = DAY_MS
/** Money that names nobody is left so long to its event and its QR, which may; half the overlap, so that none is missed. */
const NAMELESS_MS = OVERLAP_MS / 2

/**
 * Once an hour, all payments of the last day that the gateway has and the books have not: those by a bill's printed QR
 * too, which no attempt knows of. What names nobody would go to suspense, and waits. Returns how many were taken; null
 * when it was not due or the gateway is away.
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
  const isLeft = ({ reference, paidAt }: GatewayPayment) =>
    reference === null && until.getTime() - paidAt.getTime() < NAMELESS_MS
  const missed = inOrder(captured.filter((payment) => !isKnown.has(payment.id) && !isLeft(payment)))
  try {
    await inTurn(missed, async (payment) => {
      const trace = await traceOfGatewayPayment(db, payment)
      await traced({ trace, step: 'gateway.asked' }, () =>
        db.$transaction(async (tx) => {
          if (await takePayment(tx, now(), payment, null)) await noteSilence(tx, now())
        }),
      )
    })
  } finally {
    // Also where one cannot be taken: the sweeps of the next day find it again, and after them its line of a settlement.
    await db.gatewaySweep.upsert({
      where: { name: 'payments' },
      create: { name: 'payments', until },
      update: { until },
      select: { name: true },
    })
  }
  return missed.length
}

const inOrder = (payments: readonly GatewayPayment[]) =>
  payments.toSorted((a, b) => a.paidAt.getTime() - b.paidAt.getTime())
