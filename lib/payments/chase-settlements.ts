import { inTurn } from '#lib/platform/in-turn.ts'
import { lockReference } from './lock-connection.ts'
import { matchSettlementLine } from './match-settlement-line.ts'
import type { PaymentServices } from './payment-services.ts'
import { takePayment } from './take-payment.ts'

const EVERY_MS = 3_600_000
const AT_ONCE = 200

/**
 * Once an hour, what settlement files have and the books had not: the gateway is asked for the payment, which is taken,
 * and the line is compared again. Returns how many lines match now; null when it was not due.
 */
export async function chaseSettlements({ db, now, gateway }: PaymentServices): Promise<number | null> {
  const last = await db.gatewaySweep.findUnique({ where: { name: 'settlements' } })
  if (last && now().getTime() - last.until.getTime() < EVERY_MS) return null
  const open = await db.settlementLine.findMany({
    where: { bucket: { not: 'MATCHED' } },
    orderBy: { settledAt: 'desc' },
    take: AT_ONCE,
    select: { entityId: true, kind: true, bucket: true },
  })
  let matched = 0
  try {
    await inTurn(open, async ({ entityId, kind, bucket }) => {
      const answer = gateway && kind === 'PAYMENT' && bucket === 'MISSING_HERE' ? await gateway.payment(entityId) : null
      await db.$transaction(async (tx) => {
        await lockReference(tx, 'settlement', entityId)
        if (answer?.ok && answer.value.status === 'CAPTURED') await takePayment(tx, now(), answer.value, null)
        if ((await matchSettlementLine(tx, now(), entityId)) === 'MATCHED') matched++
      })
    })
  } finally {
    // Also where one failed: all that are open are asked about again, but not each minute.
    const until = now()
    await db.gatewaySweep.upsert({
      where: { name: 'settlements' },
      create: { name: 'settlements', until },
      update: { until },
      select: { name: true },
    })
  }
  return matched
}
