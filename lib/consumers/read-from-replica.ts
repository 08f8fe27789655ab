import type { ConsumerActor } from '#lib/identity/actor.ts'
import { isPassing } from '#lib/platform/errors.ts'
import { getReplica, type Services } from '#lib/platform/services.ts'
import { isId, ownConnection } from './access.ts'
import { heldTo } from './held-to.ts'

/**
 * Reads what a meter told of a connection, which may be some seconds old, from the replica while there is one that keeps
 * up. Whose the connection is the primary says, so that a link that was just ended opens nothing. What the replica does
 * not have yet, or cannot answer, the primary is asked for. Null for a stranger's.
 *
 * Not for what follows something that the same person just did, and not for the state of money.
 */
export async function readFromReplica<Found>(
  services: Services,
  actor: ConsumerActor,
  connectionId: string,
  read: (services: Services) => Promise<Found | null>,
): Promise<Found | null> {
  const replica = getReplica()
  if (!replica?.watch.keepsUp()) return read(services)
  if (!isId(connectionId)) return null
  const where = ownConnection(services, actor, connectionId, 'METER')
  if ((await services.db.connection.count({ where })) === 0) return null
  try {
    const found = await read(heldTo({ ...services, db: replica.db }, actor))
    if (found !== null) return found
  } catch (error) {
    if (!isPassing(error)) throw error
    replica.watch.avoid()
  }
  return read(services)
}
