import { heldTo } from '#lib/consumers/held-to.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { PaymentServices } from '#lib/payments/payment-services.ts'
import type { Effect } from '../chat-effects.ts'
import type { Outcome } from '../chat-events.ts'
import type { BoundWish, NamedConnection } from '../chat-state.ts'
import { newestBillNews } from './bill-news.ts'
import { categoryNews, listCases } from './complaint-news.ts'
import { balanceNews, consumptionNews, estimateNews } from './meter-news.ts'
import { outageNews } from './outage-news.ts'
import { sendPayCode } from './pay-code.ts'
import { paymentNews } from './payment-news.ts'
import { actorOf, connectionsOf, type Sender } from './sender.ts'

type Answer = (
  services: PaymentServices,
  actor: ConsumerActor,
  connection: NamedConnection,
  sender: Sender,
) => Promise<Outcome>

const ANSWERS: Record<Exclude<BoundWish, 'ACCOUNTS' | 'COMPLAINTS'>, Answer> = {
  BILL: (services, actor, connection) => newestBillNews(services, actor, connection),
  PAY: paymentNews,
  VIEW_BILL: (services, actor, connection) => newestBillNews(services, actor, connection, 'PAY_BY_CODE'),
  PAY_BY_CODE: sendPayCode,
  CONSUMPTION: consumptionNews,
  ESTIMATE: estimateNews,
  OUTAGE: outageNews,
  BALANCE: balanceNews,
  COMPLAIN: async (_, __, { id }) => categoryNews(id),
}

/**
 * Answers a wish about an own connection: the named one while the number opens it, else the only one. Several and none
 * named: which is asked. A number that opens none gets nothing of anybody.
 */
export async function answerWish(
  services: PaymentServices,
  sender: Sender,
  { wish, connectionId }: Extract<Effect, { type: 'ASK' }>,
): Promise<Outcome> {
  const actor = await actorOf(services, sender)
  if (wish === 'COMPLAINTS') return listCases(services, sender, actor)
  const connections = actor ? await connectionsOf(services, actor) : []
  if (!actor || connections.length === 0) return wish === 'COMPLAIN' ? categoryNews(null) : { type: 'NOT_LINKED', wish }
  const named = connections.find(({ id }) => id === connectionId)
  if (wish === 'ACCOUNTS')
    return named
      ? { type: 'ACCOUNT', connection: plain(named) }
      : { type: 'ACCOUNTS', connections: connections.map(plain) }
  const chosen = named ?? (connections.length === 1 ? connections[0] : null)
  return chosen
    ? ANSWERS[wish](heldTo(services, actor), actor, plain(chosen), sender)
    : { type: 'SEVERAL', wish, connections: connections.map(plain) }
}

/** Without the whole number. */
const plain = ({ id, end }: NamedConnection): NamedConnection => ({ id, end })
