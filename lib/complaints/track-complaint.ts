import { recordAudit } from '#lib/audit/record-audit.ts'
import type { AnonymousActor, VisitorActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { type HeldCode, type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import { parseMobile } from '#lib/units/phone.ts'
import { parseComplaintNumber } from './complaint-number.ts'

export type TrackingWish = OpenedChallenge | HeldCode | { ok: false; reason: 'unreadable' }

/**
 * Begins to look into a complaint without a login: sends a code to the mobile that the complaint was made with. The
 * answer is the same for a number that no complaint has, and for a complaint without a mobile.
 */
export async function requestTracking(
  services: Services,
  actor: AnonymousActor,
  { number }: { number: string },
): Promise<TrackingWish> {
  const parsed = parseComplaintNumber(number)
  if (!parsed) return { ok: false, reason: 'unreadable' }
  return openChallenge(services, actor, {
    ...{ purpose: 'TRACKING', text: 'otpTracking', action: 'complaint.track-requested', by: 'complaint' },
    ...{ subject: `complaint ${parsed.sequence}`, byConsumerNo: true, isForAnybody: true },
    find: async () => {
      const found = await find(services, number)
      const mobile = found && parseMobile(found.mobile ?? '')
      return mobile ? { mobile, language: localeOf(found.language) } : null
    },
  })
}

/**
 * Proves with the code that somebody has the mobile that a complaint was made with. `challengeId` and `number` come from
 * the cookie of the browser that asked.
 */
export async function verifyTracking(
  services: Services,
  actor: AnonymousActor,
  given: { challengeId: string; number: string; code: string; ownNumber?: string },
): Promise<{ ok: true; visitor: VisitorActor } | CodeRefusal> {
  const { challengeId, number, code, ownNumber = '' } = given
  const answered = await answerChallenge(services, actor, {
    ...{ purpose: 'TRACKING', challengeId, code, ownNumber, failedAction: 'complaint.track-failed' },
  })
  if (!answered.ok) return answered
  const found = await find(services, number)
  // The code went to this number: another complaint's, by a cookie that is not ours, opens nothing.
  if (!found || found.mobile !== answered.mobile) return { ok: false, reason: 'expired' }
  const visitor: VisitorActor = { kind: 'visitor', complaintId: found.id }
  return services.db.$transaction(async (tx) => {
    const at = services.now()
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    const { connectionId } = found
    await recordAudit(tx, visitor, 'complaint.tracked', { at, connectionId, detail: { complaint: found.id } })
    return { ok: true, visitor }
  })
}

async function find({ db }: Services, number: string) {
  const parsed = parseComplaintNumber(number)
  if (!parsed) return null
  const found = await db.complaint.findUnique({
    where: { sequence: parsed.sequence },
    select: { id: true, connectionId: true, mobile: true, language: true, registeredAt: true },
  })
  return found && parsed.fits(found.registeredAt) ? found : null
}
