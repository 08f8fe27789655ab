import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { getChallenge } from '#lib/identity/get-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { maskMobile, parseMobile } from '#lib/units/phone.ts'

export type DeskLinkView = {
  consumerNo: string
  /** A link that this officer has begun here and that waits for its code; null: the number is still to come. */
  begun: { requestId: string; mobile: string; triesLeft: number } | null
}

/** What the page that links a mobile at a desk shows. Null without leave, and for another office's connection. */
export async function getDeskLink(
  services: Services,
  actor: StaffActor,
  { connectionId, requestId }: { connectionId: string; requestId: string },
): Promise<DeskLinkView | null> {
  if (!isId(connectionId) || !(await authorise(services, actor, 'link.make', connectionId))) return null
  const { db, now } = services
  const where = connectionOfOffice(actor, connectionId)
  const connection = await db.connection.findFirst({ where, select: { consumerNo: true } })
  if (!connection) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'link.make' })
    return null
  }
  const request = isId(requestId)
    ? await db.linkRequest.findFirst({
        where: { id: requestId, connectionId, staffId: actor.staffId, closedAt: null, expiresAt: { gt: now() } },
        select: { id: true, mobile: true, newChallengeId: true },
      })
    : null
  const mobile = request && parseMobile(request.mobile)
  const challenge = request?.newChallengeId ? await getChallenge(services, request.newChallengeId) : null
  return {
    consumerNo: connection.consumerNo,
    begun:
      request && mobile && challenge
        ? { requestId: request.id, mobile: maskMobile(mobile), triesLeft: challenge.triesLeft }
        : null,
  }
}
