import type { Db } from '#lib/platform/db.ts'
import { inTurn } from '#lib/platform/in-turn.ts'
import { traced } from '#lib/platform/trace.ts'
import { paise } from '#lib/units/paise.ts'
import type { Gateway, GatewayAnswer, GatewayRefund } from './gateway/port.ts'
import type { PaymentServices } from './payment-services.ts'
import { takeRefund } from './take-refund.ts'
import { TRACED, traceOfPayment } from './trace-of-payment.ts'

const AT_ONCE = 50
/** For so long those that the gateway is at are the same `AT_ONCE`, then the next ones. */
const TURN_MS = 60_000

/**
 * Sends agreed refunds to the gateway, and asks about those that it is at. Each carries its own id as idempotency key, so
 * that one whose answer was lost is not given twice; what the gateway does not answer is tried again next time, what it
 * refuses has failed. Returns how many it answered.
 */
export async function sendRefunds({ db, now, gateway }: PaymentServices): Promise<number> {
  if (!gateway) return 0
  const agreed = await db.refund.findMany({
    where: { state: 'AGREED' },
    orderBy: { decidedAt: 'asc' },
    take: AT_ONCE,
    select: REFUND,
  })
  const open = [...agreed, ...(await sentInTurn(db, now()))]
  let answered = 0
  await inTurn(open, async ({ id, state, amountPaise, payment }) => {
    const wanted = { paymentId: payment.reference, amountPaise: paise(amountPaise), receipt: id }
    const trace = traceOfPayment(payment)
    const isAnswered = await traced(
      { trace, step: 'refund.sent' },
      async () => {
        const answer = state === 'AGREED' ? await gateway.refund(wanted) : await found(gateway, payment.reference, id)
        if (!answer.ok && answer.reason === 'AWAY') return false
        const said: GatewayRefund = answer.ok
          ? { ...answer.value, receipt: id }
          : {
              id: `refused:${id}`,
              paymentId: payment.reference,
              receipt: id,
              amountPaise: paise(amountPaise),
              status: 'FAILED',
            }
        await db.$transaction((tx) => takeRefund(tx, now(), said))
        return true
      },
      Boolean,
    )
    if (isAnswered) answered++
  })
  return answered
}

const REFUND = { id: true, state: true, amountPaise: true, payment: { select: TRACED } } as const

/** Of those that the gateway is at as many as one round asks about, others each minute: it may be at them for days. */
async function sentInTurn(db: Db, at: Date) {
  const where = { state: 'SENT' } as const
  const turns = Math.ceil((await db.refund.count({ where })) / AT_ONCE)
  const turn = turns === 0 ? 0 : Math.floor(at.getTime() / TURN_MS) % turns
  return db.refund.findMany({
    where,
    orderBy: { decidedAt: 'asc' },
    skip: turn * AT_ONCE,
    take: AT_ONCE,
    select: REFUND,
  })
}

/** A refund that the gateway is at, among those of its payment. */
async function found(gateway: Gateway, paymentId: string, receipt: string): Promise<GatewayAnswer<GatewayRefund>> {
  const answer = await gateway.refundsOf(paymentId)
  if (!answer.ok) return { ok: false, reason: 'AWAY', detail: answer.detail }
  const refund = answer.value.find((one) => one.receipt === receipt)
  return refund ? { ok: true, value: refund } : { ok: false, reason: 'AWAY', detail: 'not listed' }
}
