import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import type { Services } from '#lib/platform/services.ts'
import type { ConsumerActor } from './actor.ts'
import { withdrawUnusedConsents } from './consent.ts'
import { forgetDevices } from './known-device.ts'
import { endCopies } from './offline-copy.ts'
import { type EndResult, isFreshlyProven } from './prove-again.ts'
import { endPush } from './push-address.ts'
import { endPasskeys } from './remove-passkey.ts'

/** Which of a person's own sessions to end: the one that asks, all of them, or one from the list of logins. */
export type SessionsToEnd = 'this' | 'all' | { sessionId: string }

/**
 * Ends sessions of the person who asks, at the server: a cookie kept from before opens nothing afterwards. Anything but the
 * one that asks takes a fresh proof. Somebody else's session or one that is over already counts as none.
 */
export async function endSessions(services: Services, actor: ConsumerActor, which: SessionsToEnd): Promise<EndResult> {
  const id = which === 'all' ? undefined : which === 'this' ? actor.sessionId : which.sessionId
  if (id !== undefined && !isId(id)) return { ok: true, count: 0 }
  const at = services.now()
  return services.db.$transaction(async (tx): Promise<EndResult> => {
    if (which !== 'this' && !(await isFreshlyProven(tx, actor, at))) return { ok: false, reason: 'unproven' }
    const { count } = await tx.session.updateMany({
      where: { id, consumerId: actor.consumerId, endedAt: null },
      data: { endedAt: at },
    })
    // What is lost or no longer trusted shall not try codes in its own right either. Logging out here keeps the browser known.
    if (which !== 'this') await forgetDevices(tx, { consumerId: actor.consumerId, sessionId: id })
    else {
      await endCopies(tx, actor)
      await endPush(tx, actor)
    }
    if (which === 'all') await endPasskeys(tx, actor.consumerId)
    await withdrawUnusedConsents(tx, actor.consumerId, at)
    if (count > 0) {
      const detail = { which: typeof which === 'string' ? which : 'one', session: id ?? null, count }
      await recordAudit(tx, actor, 'session.ended', { at, detail })
    } else if (typeof which !== 'string') noteRefusal('NOT_THEIRS')
    return { ok: true, count }
  })
}
