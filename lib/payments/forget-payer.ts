import type { Tx } from '#lib/platform/db.ts'

/** What Razorpay's payments say of their payer, by its API reference: how to reach and how to know them. */
const PAYER = new Set(['contact', 'email', 'vpa', 'upi', 'card', 'card_id', 'customer', 'customer_id', 'payer_name'])

/**
 * Takes the payer out of the gateway's words about payments of these connections that name a number. The words were acted on
 * and their signature was checked; sums, references and times stay. Returns how many were changed.
 */
export async function forgetPayer(
  tx: Tx,
  { connectionIds, mobile }: { connectionIds: readonly string[]; mobile: string },
): Promise<number> {
  const changes = await tx.paymentStateChange.findMany({
    where: { connectionId: { in: [...connectionIds] }, eventId: { not: null } },
    select: { eventId: true },
  })
  const eventIds = changes.flatMap(({ eventId }) => eventId ?? [])
  const events = await tx.gatewayEvent.findMany({
    where: { eventId: { in: eventIds }, processedAt: { not: null } },
    select: { eventId: true, body: true },
  })
  const named = events.filter(({ body }) => Buffer.from(body).includes(mobile))
  for (const { eventId, body } of named)
    await tx.gatewayEvent.update({ where: { eventId }, data: { body: withoutPayer(body) }, select: { eventId: true } })
  return named.length
}

/** The same words without the payer, at any depth. */
export function withoutPayer(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const said = JSON.parse(Buffer.from(body).toString(), (name, value) => (PAYER.has(name) ? undefined : value))
  return Uint8Array.from(Buffer.from(JSON.stringify(said)))
}
