import { randomBytes } from 'node:crypto'
import { recordAudit } from '#lib/audit/record-audit.ts'
import type { ConsumerActor, SystemActor } from '#lib/identity/actor.ts'
import { type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { holdPerson } from '#lib/identity/hold-person.ts'
import type { OpenedChallenge } from '#lib/identity/open-challenge.ts'
import { answerOwnCode, sendOwnCode } from '#lib/identity/own-code.ts'
import { isCoolingDown } from '#lib/linking/cooling.ts'
import { removedNumberOf } from '#lib/linking/removed-number.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { eraseRows, type Leaving } from './erase-rows.ts'
import { everLinkedTo } from './ever-linked.ts'

export type ErasureRefusal = CodeRefusal | Exclude<OpenedChallenge, { ok: true }> | { ok: false; reason: 'cooling' }

/**
 * Sends the code that ends a login for good. Not within a day of a changed number: whoever took it over could erase its
 * owner.
 */
export async function askForErasure(
  services: Services,
  actor: ConsumerActor,
  { source }: { source: string },
): Promise<{ ok: true } | ErasureRefusal> {
  if (await isCoolingDown(services, actor.consumerId)) return { ok: false, reason: 'cooling' }
  const sent = await sendOwnCode(services, actor, { purpose: 'ERASURE', source })
  return sent.ok ? { ok: true } : sent
}

/**
 * Ends the login of whoever asks, and erases what the portal collected of them (DPDP Act, section 12(3)). What the utility has
 * to keep stays: connection, readings, bills, payments and the books (docs/privacy.md).
 */
export async function erasePerson(
  services: Services,
  actor: ConsumerActor,
  { code, source }: { code: string; source: string },
): Promise<{ ok: true } | ErasureRefusal> {
  const answered = await answerOwnCode(services, actor, { purpose: 'ERASURE', code, source })
  if (!answered.ok) return answered
  if (await isCoolingDown(services, actor.consumerId)) return { ok: false, reason: 'cooling' }
  const at = services.now()
  const isErased = await services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, answered.challengeId, at))) return false
    return erase(tx, actor, actor.consumerId, at)
  })
  return isErased ? { ok: true } : { ok: false, reason: 'expired' }
}

/** The same for whoever asked the utility instead, by the number. False where nobody logs in with it. */
export async function eraseByNumber(services: Services, actor: SystemActor, mobile: Mobile): Promise<boolean> {
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    const person = await tx.consumer.findUnique({ where: { mobile }, select: { id: true } })
    return person !== null && erase(tx, actor, person.id, at)
  })
}

/** Erases a person in a transaction. The second of two at once waits for the first, and finds nobody. */
export async function erase(
  tx: Tx,
  actor: ConsumerActor | SystemActor,
  consumerId: string,
  at: Date,
): Promise<boolean> {
  const person = await holdPerson(tx, consumerId, at)
  if (!person) return false
  const { mobile, since } = person
  const leaving: Leaving = { consumerId, mobile, since, connectionIds: await everLinkedTo(tx, consumerId) }
  await endLinks(tx, leaving, at)
  const complaints = await eraseComplaints(tx, leaving, at)
  await eraseRows(tx, leaving)
  const nobody = { mobile: `x${randomBytes(7).toString('base64url').slice(0, 9)}`, language: 'hi' }
  const data = { ...nobody, mobileChangedAt: null, erasedAt: at }
  await tx.consumer.update({ where: { id: consumerId }, data, select: { id: true } })
  await recordAudit(tx, actor, 'person.erased', { at, detail: { person: consumerId, complaints } })
  return true
}

/** Ended links stay: who could see a connection, and when, is its owner's to know, by an id. */
async function endLinks(tx: Tx, { consumerId, connectionIds, mobile }: Leaving, at: Date): Promise<void> {
  const own = { connectionId: { in: connectionIds }, consumerId }
  await tx.mobileLink.updateMany({ where: { ...own, endedAt: null }, data: { endedAt: at } })
  const removed = { ...own, removedById: { not: null } }
  await tx.mobileLink.updateMany({ where: removed, data: { removedNumber: removedNumberOf(mobile) } })
}

/**
 * Words and photos of the person's complaints, and the number in those of whoever had it before them. Returns how many were
 * emptied.
 */
async function eraseComplaints(tx: Tx, { consumerId, mobile, since }: Leaving, at: Date): Promise<number> {
  const own = await tx.complaint.findMany({
    where: { erasedAt: null, OR: [{ consumerId }, { mobile, registeredAt: { gte: since } }] },
    select: { id: true },
  })
  for (const { id } of own) await tx.$queryRaw`select "erase_complaint"(${id}::uuid, ${at})`
  await tx.complaint.updateMany({ where: { mobile }, data: { mobile: null } })
  return own.length
}
