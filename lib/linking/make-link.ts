import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks } from '#lib/consumers/access.ts'
import { type LinkRole, WEAK_PROOF } from '#lib/consumers/link-parts.ts'
import type { Actor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import { dayToColumn, type IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import type { LinkProof } from '#prisma/generated/client.ts'
import { queueLinkNotices } from './link-notices.ts'

export type NewLink = {
  connectionId: string
  mobile: Mobile
  /** Of the messages to somebody who is new here. */
  language: Locale
  role: LinkRole
  endsOn: IstDay | null
  proof: LinkProof
}

/**
 * Links a number that somebody has proven to hold to a connection that something has proven, and tells the numbers that
 * were linked before. Linkings of one connection wait for each other, so of two at once the second tells the first.
 * A link that holds with a strong proof stays as it is, unless an officer who saw the papers says otherwise; a weak one
 * makes way for a strong one.
 * Returns whose it is, and whether anything was made.
 */
export async function makeLink(
  tx: Tx,
  actor: Actor,
  at: Date,
  link: NewLink,
): Promise<{ consumerId: string; isNew: boolean }> {
  const { connectionId, mobile, role, proof } = link
  await lockLinks(tx, connectionId)
  const consumerId = await holderOf(tx, at, link)
  const mine = { connectionId, consumerId }
  const held = await tx.mobileLink.findFirst({ where: { ...mine, ...holdingLinks(at) } })
  const endsOn = link.endsOn && dayToColumn(link.endsOn)
  const isStronger = held?.proof === WEAK_PROOF && proof !== WEAK_PROOF
  const isOther = held?.role !== role || held.endsOn?.getTime() !== endsOn?.getTime()
  if (held && !isStronger && !(proof === 'STAFF_SAW_PAPER' && isOther)) return { consumerId, isNew: false }
  // A tenant's link whose last day has passed is still there too.
  await tx.mobileLink.updateMany({ where: { ...mine, endedAt: null }, data: { endedAt: at } })
  await tx.mobileLink.create({ data: { ...mine, role, proof, endsOn, linkedAt: at }, select: { id: true } })
  await recordAudit(tx, actor, 'link.made', { at, connectionId, detail: { consumer: consumerId, role, proof } })
  if (!held) await queueLinkNotices(tx, at, { text: 'linked', connectionId, mobile, exceptFor: consumerId })
  return { consumerId, isNew: true }
}

/** Whose the number is, new or known; who is erased at this moment is nobody, and their number begins anew. */
async function holderOf(tx: Tx, at: Date, { mobile, language }: Pick<NewLink, 'mobile' | 'language'>): Promise<string> {
  for (;;) {
    await tx.consumer.createMany({ data: [{ mobile, language, createdAt: at }], skipDuplicates: true })
    const holder = await tx.consumer.findUnique({ where: { mobile }, select: { id: true } })
    if (!holder) continue
    const held = await tx.$queryRaw<unknown[]>`
      select 1 from "Consumer" where "id" = ${holder.id}::uuid and "mobile" = ${mobile}::char(10) for key share`
    if (held.length > 0) return holder.id
  }
}

/** Whoever makes or takes away links of a connection holds this until the end of the transaction. */
export async function lockLinks(tx: Tx, connectionId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`links ${connectionId}`}, 0))`
}
