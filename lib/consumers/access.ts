import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Prisma } from '#prisma/generated/client.ts'

/**
 * The one ownership filter: the connections that a person may see are those linked to them now. Every query on personal
 * data carries it, so a stranger's id finds nothing (and the page answers 404) instead of being compared afterwards.
 */
export function ownConnections(actor: ConsumerActor): Prisma.ConnectionWhereInput {
  return { links: { some: { consumerId: actor.consumerId, endedAt: null } } }
}

/** The same, for one connection by its id from the URL. */
export function ownConnection(actor: ConsumerActor, connectionId: string): Prisma.ConnectionWhereInput {
  return { id: connectionId, ...ownConnections(actor) }
}

/** Ids in URLs are random UUIDs; anything else cannot be one and would only make the database complain. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}
