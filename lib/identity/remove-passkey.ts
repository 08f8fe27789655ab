import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { Tx } from '#lib/platform/db.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import type { Services } from '#lib/platform/services.ts'
import type { ConsumerActor } from './actor.ts'
import { trustedUntil } from './passkey-trust.ts'
import { type EndResult, isFreshlyProven } from './prove-again.ts'

/** `worksUntil`: unless a code by SMS proves the number before. */
export type PasskeyView = { id: string; device: string; createdAt: Date; lastUsedAt: Date | null; worksUntil: Date }

/** A person's own keys, the oldest first. */
export async function listPasskeys({ db }: Services, { consumerId }: ConsumerActor): Promise<PasskeyView[]> {
  const select = { id: true, device: true, createdAt: true, lastUsedAt: true, numberProvenAt: true } as const
  const own = await db.passkey.findMany({ where: { consumerId }, orderBy: { createdAt: 'asc' }, select })
  return own.map(({ numberProvenAt, ...key }) => ({ ...key, worksUntil: trustedUntil(numberProvenAt) }))
}

/**
 * Removes one of a person's own keys: it logs nobody in any more. Takes a fresh proof. Somebody else's, or one that is gone,
 * counts as none.
 */
export async function removePasskey({ db, now }: Services, actor: ConsumerActor, id: string): Promise<EndResult> {
  if (!isId(id)) return { ok: true, count: 0 }
  const at = now()
  return db.$transaction(async (tx): Promise<EndResult> => {
    if (!(await isFreshlyProven(tx, actor, at))) return { ok: false, reason: 'unproven' }
    const { count } = await tx.passkey.deleteMany({ where: { consumerId: actor.consumerId, id } })
    if (count > 0) await recordAudit(tx, actor, 'passkey.removed', { at, detail: { passkey: id } })
    else noteRefusal('NOT_THEIRS')
    return { ok: true, count }
  })
}

/** Ends all keys of a person, and those that are being set up. Returns how many keys there were. */
export async function endPasskeys(tx: Tx, consumerId: string): Promise<number> {
  const { count } = await tx.passkey.deleteMany({ where: { consumerId } })
  await tx.passkeyChallenge.deleteMany({ where: { consumerId } })
  return count
}
