import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import type { Services } from '#lib/platform/services.ts'
import { cleanText, cutTo } from '#lib/units/clean-text.ts'
import type { LookReason } from '#prisma/generated/client.ts'
import { connectionOfOffice, noteOtherOffice } from './access.ts'
import { authorise } from './authorise.ts'
import { countLooks } from './many-looks.ts'
import { LOOK_LIVES_SECONDS } from './staff-policy.ts'

export const LOOK_REASONS = [
  'BILL',
  'PAYMENT',
  'COMPLAINT',
  'METER',
  'LINKING',
  'OTHER',
] as const satisfies LookReason[]
/** Long enough for a sentence. */
export const LONGEST_NOTE = 200

export type BegunLook =
  | { ok: true; endsAt: Date }
  /** NO_CONNECTION: there is none, or none of the officer's office. NO_NOTE: another reason is said in words. */
  | { ok: false; reason: 'NOT_ALLOWED' | 'NO_CONNECTION' | 'NO_REASON' | 'NO_NOTE' }

/**
 * An officer says why they look at a connection: it goes into the audit, and opens the connection's personal data to
 * this session for half an hour (`lookedAtConnection`).
 */
export async function lookAt(
  services: Services,
  actor: StaffActor,
  { connectionId, reason: given, note: typed }: { connectionId: string; reason: string; note: string },
): Promise<BegunLook> {
  if (!(await authorise(services, actor, 'connection.look', isId(connectionId) ? connectionId : null)))
    return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(connectionId)) return { ok: false, reason: 'NO_CONNECTION' }
  const { db, now } = services
  const where = connectionOfOffice(actor, connectionId)
  if (!(await db.connection.findFirst({ where, select: { id: true } }))) {
    await noteOtherOffice(services, actor, { connectionId, wanted: 'connection.look' })
    return { ok: false, reason: 'NO_CONNECTION' }
  }
  const reason = LOOK_REASONS.find((known) => known === given)
  if (!reason) return { ok: false, reason: 'NO_REASON' }
  const note = cutTo(cleanText(typed), LONGEST_NOTE) || null
  if (reason === 'OTHER' && !note) return { ok: false, reason: 'NO_NOTE' }
  const begunAt = now()
  const endsAt = secondsAfter(begunAt, LOOK_LIVES_SECONDS)
  await db.$transaction(async (tx) => {
    const data = { sessionId: actor.sessionId, connectionId, reason, note, begunAt, endsAt }
    const { id } = await tx.staffLook.create({ data, select: { id: true } })
    // The words stay with the look, which the audit names: it keeps no text that somebody typed.
    const detail = { look: id, reason, session: actor.sessionId }
    await recordAudit(tx, actor, 'connection.looked', { at: begunAt, connectionId, detail })
  })
  await countLooks(services, actor)
  return { ok: true, endsAt }
}
