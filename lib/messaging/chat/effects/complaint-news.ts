import { categoriesOf } from '#lib/complaints/catalogue.ts'
import { complaintsByMobile, threadByMobile } from '#lib/complaints/mobile-complaints.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Outcome } from '../chat-events.ts'
import { actorOf, type Sender } from './sender.ts'

/** What can be complained about. */
export function categoryNews(connectionId: string | null): Outcome {
  const categories = categoriesOf('COMPLAINT').map(({ key, name }) => ({ key, name }))
  return { type: 'CATEGORIES', categories, connectionId }
}

/** The complaints of this number's connections, and those that were made from its chat. */
export async function listCases(
  services: PaymentServices,
  { mobile }: Sender,
  actor: ConsumerActor | null,
): Promise<Outcome> {
  return { type: 'CASES', cases: await complaintsByMobile(services, { mobile, actor }) }
}

export async function showCase(services: PaymentServices, sender: Sender, complaintId: string): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  const thread = await threadByMobile(services, { mobile: sender.mobile, actor }, complaintId)
  if (!thread) return { type: 'NO_CASE' }
  const { number, category, state, dueAt, isOverdue, events } = thread
  const answer = events.findLast(({ by, text }) => by === 'OFFICER' && text !== null)?.text ?? null
  return { type: 'CASE', shown: { complaintId, number, categoryName: category.name, state, dueAt, isOverdue, answer } }
}
