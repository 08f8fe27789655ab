import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** Attempts that the bank has not decided on: their money may be under way. None for a stranger's connection. */
export async function listUndecided(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId }: { connectionId: string },
): Promise<{ id: string; amountPaise: Paise }[]> {
  if (!isId(connectionId)) return []
  const attempts = await db.paymentAttempt.findMany({
    where: {
      connectionId,
      state: { in: ['PENDING', 'UNKNOWN'] },
      connection: ownConnection({ now }, actor, connectionId, 'BILLS'),
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true, amountPaise: true },
  })
  return attempts.map(({ id, amountPaise }) => ({ id, amountPaise: paise(amountPaise) }))
}
