import type { BillGuest, ConsumerActor, PayGuest } from '#lib/identity/actor.ts'
import { askedFor } from '#lib/platform/asker.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf } from '#lib/units/ist.ts'

/**
 * Services whose database shows and takes what is the actor's alone: a person's connections, or the one that a guest looks
 * at. The second net under `access.ts`. What by its nature reaches beyond them (linking, an invitation, the end of a login)
 * asks without it.
 */
export function heldTo<Given extends Services>(services: Given, actor: ConsumerActor | BillGuest | PayGuest): Given {
  const { now } = services
  const who =
    actor.kind === 'consumer'
      ? { consumerId: actor.consumerId, ...(actor.onlyConnectionId && { connectionId: actor.onlyConnectionId }) }
      : { connectionId: actor.connectionId }
  return { ...services, db: askedFor(services.db, () => ({ ...who, day: dayOf(now()) })) }
}
