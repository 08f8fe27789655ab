import { listConnections } from '#lib/consumers/list-connections.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { personByMobile } from '#lib/identity/person-by-mobile.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { NamedConnection } from '../chat-state.ts'

/** Whose message an effect is run for. */
export type Sender = {
  mobile: Mobile
  language: Locale
  /** WhatsApp's name of the message: what is made for it is made once. */
  wamid: string
}

/** The person whose number this is; null for nobody. */
export const actorOf = (services: PaymentServices, { mobile }: Sender): Promise<ConsumerActor | null> =>
  personByMobile(services, mobile)

/** Limits count by the number, as they count by the network address elsewhere. */
export const sourceOf = ({ mobile }: Sender): AnonymousActor => ({ kind: 'anonymous', source: `whatsapp ${mobile}` })

const END_DIGITS = 4
export const endOf = (consumerNo: string): string => consumerNo.slice(-END_DIGITS)

/** The connections that the number opens, as a chat may name them. */
export async function connectionsOf(
  services: PaymentServices,
  actor: ConsumerActor,
): Promise<(NamedConnection & { consumerNo: string })[]> {
  const connections = await listConnections(services, actor)
  return connections.map(({ id, consumerNo }) => ({ id, consumerNo, end: endOf(consumerNo) }))
}
