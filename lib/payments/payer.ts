import { ownConnectionIds } from '#lib/consumers/access.ts'
import type { ConsumerActor, PayGuest } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

/** Who pays: somebody whose connection it is, or a guest for one bill of it. */
export type Payer = ConsumerActor | PayGuest

/** The attempts that a payer may see: of own connections; a guest's, those for their one bill. */
export async function ofPayer(services: Pick<Services, 'db' | 'now'>, payer: Payer) {
  return payer.kind === 'pay-guest'
    ? { connectionId: payer.connectionId, billId: payer.billId }
    : { connectionId: { in: await ownConnectionIds(services, payer, 'BILLS') } }
}
