import type { Db } from '#lib/platform/db.ts'
import type { WantedQr } from './gateway/port.ts'
import { nextCheck } from './next-check.ts'
import type { PaymentServices } from './payment-services.ts'

/**
 * The gateway's QR for a reference and amount, made unless there is one that can still be paid. Null when the gateway
 * does not answer, when it gives only a picture, and without one. Of two made at once both are kept and asked about,
 * because either may be paid; both pay the same thing.
 */
export async function gatewayQr(
  { db, now, gateway }: PaymentServices,
  { connectionId, ...wanted }: WantedQr & { connectionId: string },
): Promise<string | null> {
  if (!gateway) return null
  const { reference, amountPaise, closesAt } = wanted
  const known = await db.gatewayQr.findFirst({
    where: { connectionId, reference, amountPaise, closesAt: { gt: now() } },
    orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
    select: { content: true },
  })
  if (known) return known.content
  const made = await gateway.createQr(wanted)
  if (!made.ok) return null
  const { id, content } = made.value
  const madeAt = now()
  const data = {
    connectionId,
    id,
    content,
    reference,
    amountPaise,
    closesAt,
    madeAt,
    nextCheckAt: nextCheck(0, madeAt),
  }
  await db.gatewayQr.createMany({ data: [data], skipDuplicates: true })
  return content
}

/** What the first QR of a reference says; null without any. */
export async function contentOf(
  db: Db,
  { connectionId, reference }: { connectionId: string; reference: string },
): Promise<string | null> {
  const qr = await db.gatewayQr.findFirst({
    where: { connectionId, reference },
    orderBy: [{ madeAt: 'asc' }, { id: 'asc' }],
    select: { content: true },
  })
  return qr?.content ?? null
}
