import { listConnections } from '#lib/consumers/list-connections.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
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

/** A chat is no login: it ends no sessions and changes no number. */
const NO_SESSION = '00000000-0000-0000-0000-000000000000'

/** The person whose number this is; null for nobody. What belongs to them each verb looks up in its own query. */
export async function actorOf({ db }: PaymentServices, { mobile }: Sender): Promise<ConsumerActor | null> {
  const person = await db.consumer.findUnique({ where: { mobile }, select: { id: true } })
  return person && { kind: 'consumer', consumerId: person.id, sessionId: NO_SESSION }
}

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
