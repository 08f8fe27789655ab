import { type ConnectionName, listConnections } from '#lib/consumers/list-connections.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Paise } from '#lib/units/paise.ts'

export type ConnectionDue = ConnectionName & {
  /** What is unpaid of its bills now; zero or less where nothing is. */
  unpaidPaise: Paise
}

/** A person's connections by consumer number, each with what it owes. A person has few, so each is asked by itself. */
export async function listDue(services: Services, actor: ConsumerActor): Promise<ConnectionDue[]> {
  const connections = await listConnections(services, actor)
  return Promise.all(
    connections.map(async (connection) => ({
      ...connection,
      unpaidPaise: totalUnpaid(await billStandings(services.db, connection.id)),
    })),
  )
}
