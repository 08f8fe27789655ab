import type { Services } from '#lib/platform/services.ts'
import { type ConsumerActor, NO_SESSION } from './actor.ts'

/**
 * The person whose number this is, for what reached them by their number: a chat, a document that was sent there. Null for
 * nobody. What belongs to them each verb looks up in its own query.
 */
export async function personByMobile({ db }: Pick<Services, 'db'>, mobile: string): Promise<ConsumerActor | null> {
  const person = await db.consumer.findUnique({ where: { mobile }, select: { id: true } })
  return person && { kind: 'consumer', consumerId: person.id, sessionId: NO_SESSION }
}
