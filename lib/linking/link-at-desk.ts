import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { LinkRole } from '#lib/consumers/link-parts.ts'
import type { AnonymousActor, StaffActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'
import { connectionOfOffice, noteOtherOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayFromColumn, dayOf, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'
import { LINK_REQUEST_LIVES_SECONDS } from './link-policy.ts'
import { makeLink } from './make-link.ts'
import { openNewNumberChallenge } from './open-link-challenge.ts'

/** `language`: of the messages to somebody who is new here. `endsOn`: of a tenant, the last day. */
export type DeskLink = {
  connectionId: string
  mobile: string
  role: LinkRole
  endsOn?: IstDay | null
  language?: Locale
}

export type LinkAtDeskResult =
  | { ok: true; requestId: string }
  /** No mobile number; a tenant without a last day that is not past, or somebody else with one; no leave by the role. */
  | { ok: false; reason: 'mobile' | 'ends' | 'forbidden' }
  | { ok: false; reason: 'wait' | 'too-many-codes' }

/**
 * An officer who has seen the papers of a connection and of a person begins to link the person's mobile: a code goes to
 * that phone. Null for a connection of another office (which is written into the audit) and for an unknown one.
 */
export async function linkAtDesk(
  services: Services,
  actor: StaffActor,
  { connectionId, mobile: typed, role, endsOn = null, language = 'hi' }: DeskLink,
): Promise<LinkAtDeskResult | null> {
  if (!isId(connectionId)) return null
  if (!(await authorise(services, actor, 'link.make', connectionId))) return { ok: false, reason: 'forbidden' }
  const { db } = services
  const at = services.now()
  const where = connectionOfOffice(actor, connectionId)
  const connection = await db.connection.findFirst({ where, select: { consumerNo: true } })
  if (!connection) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'link.make' })
    return null
  }
  const mobile = parseMobile(typed)
  if (!mobile) return { ok: false, reason: 'mobile' }
  if ((role === 'TENANT') !== (endsOn !== null) || (endsOn && endsOn < dayOf(at))) return { ok: false, reason: 'ends' }
  const { id } = await db.linkRequest.create({
    data: {
      ...{ consumerNo: connection.consumerNo, mobile, language, role, connectionId, staffId: actor.staffId },
      ...{ endsOn: endsOn && dayToColumn(endsOn), proof: 'STAFF_SAW_PAPER' },
      ...{ createdAt: at, expiresAt: secondsAfter(at, LINK_REQUEST_LIVES_SECONDS) },
    },
    select: { id: true },
  })
  const opened = await openNewNumberChallenge(services, atDesk(actor), { id, mobile, language, connectionId })
  if (!opened.ok) return opened
  await recordAudit(db, actor, 'link.begun-at-desk', { at, connectionId, detail: { request: id, role } })
  return { ok: true, requestId: id }
}

export type ConfirmAtDeskResult =
  | { ok: true; connectionId: string }
  | CodeRefusal
  | { ok: false; reason: 'gone' | 'forbidden' }

/** The code that came to the person's phone, typed by the officer who began it. Nobody is logged in by it. */
export async function confirmLinkAtDesk(
  services: Services,
  actor: StaffActor,
  { requestId, code }: { requestId: string; code: string },
): Promise<ConfirmAtDeskResult> {
  if (!(await authorise(services, actor, 'link.make'))) return { ok: false, reason: 'forbidden' }
  if (!isId(requestId)) return { ok: false, reason: 'gone' }
  const at = services.now()
  const request = await services.db.linkRequest.findFirst({
    where: { id: requestId, staffId: actor.staffId, closedAt: null, expiresAt: { gt: at } },
  })
  const challengeId = request?.newChallengeId
  const connectionId = request?.connectionId
  if (!request || !challengeId || !connectionId) return { ok: false, reason: 'gone' }
  // The office may have changed since.
  const where = connectionOfOffice(actor, connectionId)
  if (!(await services.db.connection.count({ where }))) return { ok: false, reason: 'gone' }
  const answer = { purpose: 'LINK_NEW', challengeId, code, failedAction: 'link.failed' } as const
  const answered = await answerChallenge(services, atDesk(actor), answer)
  if (!answered.ok) return answered
  return services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    await tx.linkRequest.updateMany({ where: { id: requestId }, data: { closedAt: at } })
    const [mobile, language] = [request.mobile as Mobile, localeOf(request.language)]
    const endsOn = request.endsOn && dayFromColumn(request.endsOn)
    const link = { connectionId, mobile, language, role: request.role, endsOn, proof: 'STAFF_SAW_PAPER' } as const
    await makeLink(tx, actor, at, link)
    return { ok: true, connectionId }
  })
}

/** Codes asked for at a desk are counted for its officer, since a camp's phones share one address. */
const atDesk = ({ staffId }: StaffActor): AnonymousActor => ({ kind: 'anonymous', source: `desk ${staffId}` })
