import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { readAmount } from '#lib/payments/chosen-amount.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { getPayChoice } from '#lib/payments/get-pay-choice.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import { startPayment, type WantedPayment } from '#lib/payments/start-payment.ts'
import { payLinkFor } from '#lib/quick-pay/pay-link.ts'
import type { Effect } from '../chat-effects.ts'
import type { Outcome } from '../chat-events.ts'
import type { NamedConnection } from '../chat-state.ts'
import { balanceNews } from './meter-news.ts'
import { actorOf, connectionsOf, type Sender } from './sender.ts'

/** What the newest bill asks for today, to be paid; of a prepaid connection that owes nothing, its balance. */
export async function paymentNews(
  services: PaymentServices,
  actor: ConsumerActor,
  connection: NamedConnection,
): Promise<Outcome> {
  const choice = await getPayChoice(services, actor, { connectionId: connection.id })
  if (choice?.asking) return begin(services, actor, connection, { billId: choice.asking.bill.id })
  return choice?.isPrepaid ? balanceNews(services, actor, connection) : { type: 'NOTHING_DUE' }
}

/** An amount of the payer's choice for an own connection. */
export async function rechargeNews(
  services: PaymentServices,
  sender: Sender,
  { connectionId, amount }: Extract<Effect, { type: 'RECHARGE' }>,
): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  const connection = actor && (await connectionsOf(services, actor)).find(({ id }) => id === connectionId)
  if (!actor || !connection) return { type: 'NOT_LINKED', wish: 'BALANCE' }
  return begin(heldTo(services, actor), actor, connection, { connectionId, amountPaise: readAmount(amount) })
}

async function begin(
  services: PaymentServices,
  actor: ConsumerActor,
  { id: connectionId, end }: NamedConnection,
  wanted: WantedPayment,
): Promise<Outcome> {
  const started = await startPayment(services, actor, wanted)
  if (!started?.ok) return { type: started?.reason === 'NOTHING_DUE' ? 'NOTHING_DUE' : 'NO_PAYMENT' }
  const { attemptId } = started
  const attempt = await getAttempt(services, actor, { connectionId, attemptId })
  // The gateway has not made its QR: asking again may help.
  if (!attempt?.upiLink) return { type: 'FAILED' }
  const { amountPaise, vpa, payeeName, expiresAt: validUntil } = attempt
  // The link asks for what the newest bill asks, whatever was chosen here.
  const link = 'billId' in wanted ? await payLinkFor(services.db, connectionId, services.now()) : null
  const payment = { connectionId, end, attemptId, amountPaise, vpa, payeeName, validUntil, link }
  return { type: 'PAYMENT', payment, bill: null }
}
