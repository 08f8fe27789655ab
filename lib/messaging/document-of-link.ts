import type { ConsumerActor } from '#lib/identity/actor.ts'
import { personByMobile } from '#lib/identity/person-by-mobile.ts'
import type { Services } from '#lib/platform/services.ts'
import { messageOfLink } from './document-link.ts'

/**
 * The path of the document that a message brought, and whose number it went to: the document is read as theirs, so that
 * it is there only while the connection is. Null for a link that is not ours or too old, and a message without one.
 */
export async function documentOfLink(
  services: Services,
  token: string,
): Promise<{ actor: ConsumerActor; path: string } | null> {
  const messageId = messageOfLink(token, services.now())
  const message = messageId
    ? await services.db.message.findUnique({ where: { id: messageId }, select: { toMobile: true, document: true } })
    : null
  if (!message?.document) return null
  const actor = await personByMobile(services, message.toMobile)
  return actor && { actor, path: message.document }
}
