import { recordAudit } from '#lib/audit/record-audit.ts'
import { complaintsFollow } from '#lib/complaints/complaints-follow.ts'
import { holdingLinks } from '#lib/consumers/access.ts'
import { movedNumber } from '#lib/consumers/moved-number.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { forgetDevices } from '#lib/identity/known-device.ts'
import { endPasskeys } from '#lib/identity/remove-passkey.ts'
import { messagesFollow } from '#lib/messaging/messages-follow.ts'
import { queueMessage } from '#lib/messaging/send-message.ts'
import { templateText } from '#lib/messaging/template-text.ts'
import { endAgreements } from '#lib/messaging/whatsapp/contacts.ts'
import { keepNotices } from '#lib/notifications/notify.ts'
import type { Tx } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import { brokenConstraint } from '#lib/platform/errors.ts'
import type { Services } from '#lib/platform/services.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { invitationsFollow } from './invitations-follow.ts'
import { hasNewSim } from './new-sim.ts'
import { findNumberChange, type OpenChange, sendNumberCode } from './number-change.ts'

export type NumberCodeResult =
  /** `sent` is false where the new number's code could not be sent yet: it can be asked for again. */
  | { ok: true; next: 'new'; sent: boolean }
  | { ok: true; next: 'done' }
  | CodeRefusal
  /**
   * `taken`: somebody logs in with the new number already. Told only to whoever has shown that they hold it.
   * `new-sim`: the operator says that the SIM with the old number is newer than 72 hours; the change is over.
   */
  | { ok: false; reason: 'gone' | 'taken' | 'new-sim' }

/** Takes the code of whichever step a person's change of number stands at. */
export async function takeNumberCode(
  services: Services,
  actor: ConsumerActor,
  { code, source }: { code: string; source: string },
): Promise<NumberCodeResult> {
  const change = await findNumberChange(services, actor)
  const challengeId = change?.oldProvenAt ? change.newChallengeId : change?.oldChallengeId
  if (!change || !challengeId) return { ok: false, reason: 'gone' }
  const purpose = change.oldProvenAt ? 'NUMBER_NEW' : 'NUMBER_OLD'
  const anonymous: AnonymousActor = { kind: 'anonymous', source }
  const answer = { purpose, challengeId, code, failedAction: 'number.failed' } as const
  const answered = await answerChallenge(services, anonymous, answer)
  if (!answered.ok) return answered
  const at = services.now()
  if (change.oldProvenAt) return finish(services, actor, { change, challengeId, at })
  // The right code came, but perhaps to whoever has got the number's SIM.
  if (await hasNewSim(change.oldMobile)) return holdUp(services, actor, { change, challengeId, at })
  const isFirst = await services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, challengeId, at))) return false
    const where = { consumerId: actor.consumerId, id: change.id, closedAt: null }
    return (await tx.numberChange.updateMany({ where, data: { oldProvenAt: at } })).count === 1
  })
  if (!isFirst) return { ok: false, reason: 'expired' }
  return { ok: true, next: 'new', sent: (await sendNumberCode(services, actor, { source })).ok }
}

type Finished = { change: OpenChange; challengeId: string; at: Date }

/** Ends a change that an operator's word stands against, and tells the person where no SIM is needed to read it. */
async function holdUp(
  { db }: Services,
  actor: ConsumerActor,
  { change, challengeId, at }: Finished,
): Promise<NumberCodeResult> {
  const { consumerId } = actor
  await db.$transaction(async (tx) => {
    await closeChallenge(tx, challengeId, at)
    const where = { consumerId, id: change.id, closedAt: null }
    if ((await tx.numberChange.updateMany({ where, data: { closedAt: at } })).count === 0) return
    await recordAudit(tx, actor, 'sim.new', { at, detail: { wanted: 'number.change' } })
    const notice = {
      kind: 'LINK_NOTICE',
      cause: `new SIM ${change.id}`,
      consumerId,
      connectionId: null,
      href: null,
    } as const
    const words = (locale: Locale) => ({
      text: textsFor(locale, 'notifications')('newSim', {
        ...{ last: change.newMobile.slice(-2), at: formatInstant(at, locale), helpline: env().discom.helpline },
      }),
    })
    await keepNotices(tx, at, [{ ...notice, words }])
  })
  return { ok: false, reason: 'new-sim' }
}

async function finish(services: Services, actor: ConsumerActor, finished: Finished): Promise<NumberCodeResult> {
  const { change, challengeId, at } = finished
  try {
    return await services.db.$transaction(async (tx) => {
      if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
      const where = { consumerId: actor.consumerId, id: change.id, closedAt: null }
      if ((await tx.numberChange.updateMany({ where, data: { closedAt: at } })).count === 0)
        return { ok: false, reason: 'expired' }
      await moveTo(tx, actor, finished)
      return { ok: true, next: 'done' }
    })
  } catch (error) {
    if (brokenConstraint(error)?.includes('mobile')) return { ok: false, reason: 'taken' }
    throw error
  }
}

async function moveTo(tx: Tx, actor: ConsumerActor, { change, at }: Finished): Promise<void> {
  const { consumerId } = actor
  const { oldMobile, newMobile, language } = change
  // First the person, as erasing them does: two who lock in another order lock each other out.
  await tx.$queryRaw`select 1 from "Consumer" where "id" = ${consumerId}::uuid for update`
  const moved = await movedNumber(tx, { consumerId, oldMobile, newMobile })
  await complaintsFollow(tx, moved)
  await invitationsFollow(tx, at, moved)
  await messagesFollow(tx, moved)
  const data = { mobile: newMobile, mobileChangedAt: at }
  await tx.consumer.update({ where: { id: consumerId }, data, select: { id: true } })
  // The master file still names the old number: what rested on it rests on the codes from now on.
  const byMaster = await tx.mobileLink.findMany({
    where: { consumerId, proof: 'MASTER_RECORD', ...holdingLinks(at) },
    select: { id: true, connectionId: true, role: true },
  })
  const ids = byMaster.map(({ id }) => id)
  const connectionIds = byMaster.map(({ connectionId }) => connectionId)
  await tx.mobileLink.updateMany({
    where: { connectionId: { in: connectionIds }, id: { in: ids } },
    data: { endedAt: at },
  })
  const proof = 'REGISTERED_CODE' as const
  await tx.mobileLink.createMany({
    data: byMaster.map(({ connectionId, role }) => ({ connectionId, consumerId, role, proof, linkedAt: at })),
  })
  await tx.session.updateMany({
    where: { consumerId, id: { not: actor.sessionId }, endedAt: null },
    data: { endedAt: at },
  })
  await forgetDevices(tx, { consumerId })
  await endPasskeys(tx, consumerId)
  await endAgreements(tx, oldMobile, at)
  // Whoever had the old number may have made them.
  await tx.accessToken.updateMany({ where: { consumerId, endedAt: null }, data: { endedAt: at } })
  const facts = { last: newMobile.slice(-2), helpline: env().discom.helpline }
  const words = (locale: Locale) => templateText(locale, 'sms', 'numberChanged', facts)
  await queueMessage(tx, { channel: 'SMS', to: oldMobile, kind: 'LINK_NOTICE', ...words(language), at })
  const cause = `number ${at.toISOString()}`
  await keepNotices(tx, at, [{ kind: 'LINK_NOTICE', cause, consumerId, connectionId: null, href: null, words }])
  await recordAudit(tx, actor, 'number.changed', { at, detail: { links: byMaster.length } })
}
