import { ownConnections } from '#lib/consumers/access.ts'
import type { ConsumerActor, PayGuest } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'

/** Who pays: somebody whose connection it is, or a guest for one bill of it. */
export type Payer = ConsumerActor | PayGuest

/** The attempts and payments that a payer may see: of own connections; a guest's, those for their one bill. */
export function ofPayer({ now }: Pick<Services, 'now'>, payer: Payer) {
  return payer.kind === 'pay-guest'
    ? { connectionId: payer.connectionId, billId: payer.billId }
    : { connection: ownConnections({ now }, payer, 'BILLS') }
}
