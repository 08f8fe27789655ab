import { randomUUID } from 'node:crypto'
import { startPayment } from '#lib/payments/start-payment.ts'
import { makeBill } from '#lib/payments/test-bills.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What a gateway's QR would carry. */
export type AttemptToPay = { reference: string; amountPaise: Paise }

const AT_ONCE = 4

/** So many homes, each with its person, a bill and a payment that was begun by it. */
export async function openAttempts(services: Services, count: number): Promise<AttemptToPay[]> {
  const { db, now } = services
  const homes = Array.from({ length: count }, (_, index) => {
    const serial = String(index).padStart(5, '0')
    const ids = { connectionId: randomUUID(), consumerId: randomUUID() }
    return { ...ids, consumerNo: `77000${serial}`, mobile: `70000${serial}` }
  })
  await db.connection.createMany({
    data: homes.map(({ connectionId: id, consumerNo }) => ({
      ...{ id, consumerNo, holderName: `Bench ${consumerNo}`, address: 'Plot 0, Bench Colony', subdivision: 'Bench' },
      ...{ phase: 'SINGLE' as const, createdAt: now(), updatedAt: now() },
    })),
  })
  await db.consumer.createMany({
    data: homes.map(({ consumerId: id, mobile }) => ({ id, mobile, language: 'en', createdAt: now() })),
  })
  await db.mobileLink.createMany({
    data: homes.map(({ consumerId, connectionId }) => ({
      ...{ consumerId, connectionId, proof: 'MASTER_RECORD' as const, linkedAt: now() },
    })),
  })
  const attempts: AttemptToPay[] = []
  const waiting = homes.values()
  const worker = async () => {
    for (const { consumerId, ...home } of waiting) {
      const actor = { kind: 'consumer', consumerId, sessionId: randomUUID() } as const
      const bill = await makeBill(services, home, { of: '2026-10', own: 50_000, digital: 500 })
      const started = await startPayment(services, actor, { billId: bill.id })
      if (!started?.ok) throw new Error(`The bill of ${home.consumerNo} cannot be paid.`)
      const attempt = await db.paymentAttempt.findUniqueOrThrow({
        where: { connectionId_id: { connectionId: home.connectionId, id: started.attemptId } },
        select: { reference: true, amountPaise: true },
      })
      attempts.push({ reference: attempt.reference, amountPaise: paise(attempt.amountPaise) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return attempts
}
