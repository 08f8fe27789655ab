import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { billStandings, totalUnpaid } from '#lib/ledger/bill-standings.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { lockConnection } from './lock-connection.ts'

/** NOT_A_COUNT: less than two months, or more than there may be. TOO_LITTLE is unpaid. ALREADY_ASKED: not decided yet. */
export type InstalmentRefusal = 'NOT_A_COUNT' | 'TOO_LITTLE' | 'ALREADY_ASKED'
export type RequestedInstalments = { ok: true; requestId: string } | { ok: false; reason: InstalmentRefusal }

/**
 * Asks the utility to let what is unpaid on an own connection be paid over months. One request at a time waits for an
 * answer; until there is one, everything stays due as it was. Null for a stranger's connection.
 */
export async function requestInstalments(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, instalments }: { connectionId: string; instalments: number },
): Promise<RequestedInstalments | null> {
  if (!isId(connectionId)) return null
  const { fromPaise, most } = env().instalments
  return db.$transaction(async (tx): Promise<RequestedInstalments | null> => {
    if (
      !(await tx.connection.findFirst({
        where: ownConnection({ now }, actor, connectionId, 'BILLS'),
        select: { id: true },
      }))
    )
      return null
    if (!Number.isInteger(instalments) || instalments < 2 || instalments > most)
      return { ok: false, reason: 'NOT_A_COUNT' }
    await lockConnection(tx, connectionId)
    const waiting = await tx.instalmentRequest.count({ where: { connectionId, state: 'REQUESTED' } })
    if (waiting > 0) return { ok: false, reason: 'ALREADY_ASKED' }
    const amountPaise = totalUnpaid(await billStandings(tx, connectionId))
    if (amountPaise < fromPaise) return { ok: false, reason: 'TOO_LITTLE' }
    const requestedAt = now()
    const { id } = await tx.instalmentRequest.create({
      data: { connectionId, consumerId: actor.consumerId, amountPaise, instalments, requestedAt },
      select: { id: true },
    })
    const detail = { request: id, amountPaise: Number(amountPaise), instalments }
    await recordAudit(tx, actor, 'instalments.requested', { at: requestedAt, connectionId, detail })
    return { ok: true, requestId: id }
  })
}
