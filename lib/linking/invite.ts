import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks, isId, ownConnection } from '#lib/consumers/access.ts'
import { WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { DAY_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { env } from '#lib/platform/env.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { formatDay } from '#lib/units/display.ts'
import { dayOf, dayToColumn } from '#lib/units/ist.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import { type Mobile, parseMobile } from '#lib/units/phone.ts'
import { INVITATION_LIVES_SECONDS, INVITATIONS_PER_DAY } from './link-policy.ts'
import { readDay } from './typed-facts.ts'

export type InviteResult =
  | { ok: true; invitationId: string }
  | { ok: false; reason: 'mobile' | 'already' | 'no-end' | 'end' | 'too-many' }

/**
 * Invites a mobile to see a connection, as a member of the family or as a tenant until a last day (`endsOn`, as typed).
 * Only an owner with a strong proof may; null for everybody else. The number is told by SMS, and nothing opens before
 * its holder has logged in and agreed. A newer invitation of the same number takes the place of the earlier.
 */
export async function invite(
  services: Services,
  actor: ConsumerActor,
  input: { connectionId: string; mobile: string; role: 'MEMBER' | 'TENANT'; endsOn: string; locale: Locale },
): Promise<InviteResult | null> {
  const { connectionId, role } = input
  if (!isId(connectionId)) return null
  const { db, now } = services
  const at = now()
  const where = ownConnection(services, actor, connectionId, 'FAMILY')
  const connection = await db.connection.findFirst({ where, select: { consumerNo: true } })
  if (!connection) return null
  const mobile = parseMobile(input.mobile)
  if (!mobile) return { ok: false, reason: 'mobile' }
  const endsOn = role === 'TENANT' ? readDay(input.endsOn) : null
  if (endsOn === 'unreadable') return { ok: false, reason: input.endsOn.trim() === '' ? 'no-end' : 'end' }
  if (endsOn && endsOn < dayOf(at)) return { ok: false, reason: 'end' }
  const known = await db.consumer.findUnique({ where: { mobile }, select: { id: true, language: true } })
  const linked = { connectionId, consumerId: known?.id ?? '', ...holdingLinks(at), proof: { not: WEAK_PROOF } } as const
  if (known && (await db.mobileLink.count({ where: linked })) > 0) return { ok: false, reason: 'already' }
  if (!(await mayInvite(services, actor, mobile))) return { ok: false, reason: 'too-many' }

  return db.$transaction(async (tx) => {
    // A login that is being forgotten for want of use takes no invitation along, and is kept for one that is made before.
    if (known) await tx.$executeRaw`select from "Consumer" where "id" = ${known.id}::uuid for key share`
    await tx.linkInvitation.updateMany({ where: { connectionId, mobile, closedAt: null }, data: { closedAt: at } })
    const expiresAt = secondsAfter(at, INVITATION_LIVES_SECONDS)
    const { id } = await tx.linkInvitation.create({
      data: {
        ...{ connectionId, mobile, role, invitedById: actor.consumerId, createdAt: at, expiresAt },
        endsOn: endsOn && dayToColumn(endsOn),
      },
      select: { id: true },
    })
    const language = known ? localeOf(known.language) : input.locale
    const facts = {
      ...{ connection: connection.consumerNo.slice(-4), url: env().portalUrl },
      until: formatDay(dayOf(expiresAt), language),
    }
    const message = templateText(language, 'sms', 'invited', facts)
    await queueMessage(tx, { channel: 'SMS', to: mobile, kind: 'INVITATION', ...message, at })
    await recordAudit(tx, actor, 'invitation.made', { at, connectionId, detail: { invitation: id, role } })
    return { ok: true, invitationId: id }
  })
}

/** Each invitation is an SMS to a number that its sender chose: few a day from one person, and few to one number. */
async function mayInvite(services: Services, { consumerId }: ConsumerActor, mobile: Mobile): Promise<boolean> {
  const limit = { limit: INVITATIONS_PER_DAY, windowSeconds: DAY_SECONDS }
  const by = await takeFromLimit(services, { key: limitKey('invitations by', consumerId), ...limit })
  const to = await takeFromLimit(services, { key: limitKey('invitations to', mobile), ...limit })
  return by.ok && to.ok
}
