import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { ownConnectionIds } from './access.ts'

export type ConnectionName = { id: string; consumerNo: string; holderName: string; address: string }

/** The connections that a person may see, by consumer number. */
export async function listConnections({ db, now }: Services, actor: ConsumerActor): Promise<ConnectionName[]> {
  return db.connection.findMany({
    where: { id: { in: await ownConnectionIds({ db, now }, actor, 'BILLS') } },
    select: { id: true, consumerNo: true, holderName: true, address: true },
    orderBy: { consumerNo: 'asc' },
  })
}
