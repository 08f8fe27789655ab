import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { getPayChoice } from '#lib/payments/get-pay-choice.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { requestOwnBillCode, takeOwnBillCode } from '#lib/quick-pay/own-bill-code.ts'
import type { Effect } from '../chat-effects.ts'
import type { Outcome } from '../chat-events.ts'
import type { NamedConnection } from '../chat-state.ts'
import { newestBillNews } from './bill-news.ts'
import { codeRefusal } from './link-effects.ts'
import { paymentNews } from './payment-news.ts'
import { actorOf, connectionsOf, type Sender, sourceOf } from './sender.ts'

/** Sends a code to the sender's own number where there is something to pay; else says what there is. */
export async function sendPayCode(
  services: PaymentServices,
  actor: ConsumerActor,
  connection: NamedConnection,
  sender: Sender,
): Promise<Outcome> {
  const choice = await getPayChoice(services, actor, { connectionId: connection.id })
  if (!choice?.asking) return paymentNews(services, actor, connection)
  const { mobile, language } = sender
  const sent = await requestOwnBillCode(services, sourceOf(sender), { mobile, language })
  if (sent.ok) return { type: 'PAY_CODE_SENT', connectionId: connection.id, challengeId: sent.challengeId }
  return { type: 'PROOF_REFUSED', reason: sent.reason === 'wait' ? 'wait' : 'too-many', goal: 'PAY_BY_CODE' }
}

/** The code by SMS: it brings the bill and what is asked for it today, to be paid. */
export async function payByCode(
  services: PaymentServices,
  sender: Sender,
  { connectionId, challengeId, code }: Extract<Effect, { type: 'PAY_BY_CODE' }>,
): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  const connection = actor && (await connectionsOf(services, actor)).find(({ id }) => id === connectionId)
  if (!actor || !connection) return { type: 'NOT_LINKED', wish: 'PAY_BY_CODE' }
  const { mobile } = sender
  const taken = await takeOwnBillCode(services, sourceOf(sender), { person: actor, mobile, challengeId, code })
  if (!taken.ok) return codeRefusal(taken)
  const own = heldTo(services, actor)
  const paying = await paymentNews(own, actor, connection)
  if (paying.type !== 'PAYMENT') return paying
  const newest = await newestBillNews(own, actor, connection)
  return newest.type === 'BILL' ? { ...paying, bill: newest.bill } : paying
}
