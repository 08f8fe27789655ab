import type { ConsumerActor } from '#lib/identity/actor.ts'
import { areaOutages } from '#lib/metering/area-outages.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Outcome } from '../chat-events.ts'
import type { NamedConnection } from '../chat-state.ts'

/** What the utility has announced for the area of an own connection. */
export async function outageNews(
  services: PaymentServices,
  actor: ConsumerActor,
  { id: connectionId }: NamedConnection,
): Promise<Outcome> {
  return { type: 'OUTAGES', outages: await areaOutages(services, actor, connectionId) }
}
