import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { getPayChoice, type PayChoice } from './get-pay-choice.ts'

/** What a bill costs today at a counter: the prompt rebate holds there too, the digital one does not. */
export type CounterPayment = {
  bill: NonNullable<PayChoice['asking']>['bill']
  unpaidPaise: Paise
  promptRebatePaise: Paise
  counterPaise: Paise
  /** What paying online saves beside it. */
  digitalRebatePaise: Paise
}

/** What a connection pays at a counter today; nothing where nothing is due. Null when it is not the actor's. */
export async function getCounterPayment(
  services: Services,
  actor: ConsumerActor,
  of: { connectionId: string },
): Promise<{ asking: CounterPayment | null } | null> {
  const choice = await getPayChoice(services, actor, of)
  if (!choice?.asking) return choice && { asking: null }
  const { bill, due, unpaidPaise } = choice.asking
  const { promptRebatePaise, digitalRebatePaise } = due
  const counterPaise = paise(unpaidPaise - promptRebatePaise)
  return { asking: { bill, unpaidPaise, promptRebatePaise, counterPaise, digitalRebatePaise } }
}
