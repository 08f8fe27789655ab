import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks, isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { endLogins } from '#lib/identity/end-logins.ts'
import { tellOfEndedLogins } from '#lib/identity/tell-of-login.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionOfOffice, lookedAtConnection, noteOtherOffice } from './access.ts'
import { authorise } from './authorise.ts'

/** Why somebody's logins are ended at the desk; the audit keeps it. */
export const END_REASONS = ['LOST_PHONE', 'NUMBER_OF_ANOTHER', 'ASKED'] as const

export type EndedAtDesk =
  | { ok: true }
  /**
   * NO_CONNECTION: there is none, or none of the officer's office. NOT_OPENED: no reason for looking at it holds. NO_PERSON:
   * nobody was chosen, or nobody who is linked to it now.
   */
  | { ok: false; reason: 'NOT_ALLOWED' | 'NO_CONNECTION' | 'NO_REASON' | 'NOT_OPENED' | 'NO_PERSON' }

/**
 * An officer who looks at a connection ends all logins of one person who is linked to it (ASVS 7.4.5): `linkId` is the link's.
 * The same once more ends what was begun since.
 */
export async function endConsumerLogins(
  services: Services,
  actor: StaffActor,
  { connectionId, linkId, reason: given }: { connectionId: string; linkId: string; reason: string },
): Promise<EndedAtDesk> {
  if (!(await authorise(services, actor, 'logins.end', isId(connectionId) ? connectionId : null)))
    return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(connectionId)) return { ok: false, reason: 'NO_CONNECTION' }
  const { db, now } = services
  const where = connectionOfOffice(actor, connectionId)
  if (!(await db.connection.findFirst({ where, select: { id: true } }))) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'logins.end' })
    return { ok: false, reason: 'NO_CONNECTION' }
  }
  const reason = END_REASONS.find((known) => known === given)
  if (!reason) return { ok: false, reason: 'NO_REASON' }
  if (!isId(linkId)) return { ok: false, reason: 'NO_PERSON' }
  const at = now()
  return db.$transaction(async (tx): Promise<EndedAtDesk> => {
    const opened = await tx.connection.findFirst({
      where: lookedAtConnection(services, actor, connectionId),
      select: { links: { where: { id: linkId, ...holdingLinks(at) }, select: { consumerId: true } } },
    })
    if (!opened) return { ok: false, reason: 'NOT_OPENED' }
    const consumerId = opened.links[0]?.consumerId
    const ended = consumerId ? await endLogins(tx, consumerId, at) : null
    if (!consumerId || !ended) return { ok: false, reason: 'NO_PERSON' }
    const detail = { person: consumerId, reason, ...ended }
    await recordAudit(tx, actor, 'logins.ended-at-desk', { at, connectionId, detail })
    await tellOfEndedLogins(tx, at, consumerId)
    return { ok: true }
  })
}
