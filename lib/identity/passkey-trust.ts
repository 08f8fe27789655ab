import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { NUMBER_REUSED_SECONDS, PASSKEY_KEPT_SECONDS, PASSKEY_TRUSTED_SECONDS, secondsAfter } from './otp-policy.ts'

/** At most so many keys a minute: a backlog of months must not hold a round for long. */
const AT_ONCE = 200

/** A key works while the number was proven after this instant. */
export const provenAfter = (at: Date): Date => secondsAfter(at, -PASSKEY_TRUSTED_SECONDS)

/** Until when a key works if no code by SMS proves the number again. */
export const trustedUntil = (numberProvenAt: Date): Date => secondsAfter(numberProvenAt, PASSKEY_TRUSTED_SECONDS)

/**
 * A code by SMS has proven the number of a person at a login: their keys work for another 31 days, those that had run out among
 * them. Where the code before it is 90 days ago they go: the number may have a new holder, whose code must not revive the keys
 * of the earlier one.
 */
export async function proveNumberOfPasskeys(tx: Tx, consumerId: string, at: Date): Promise<void> {
  const before = secondsAfter(at, -NUMBER_REUSED_SECONDS)
  await tx.passkey.deleteMany({ where: { consumerId, numberProvenAt: { lte: before } } })
  await tx.passkey.updateMany({ where: { consumerId }, data: { numberProvenAt: at } })
}

/**
 * Forgets keys that for a year nobody has used and no code has stood behind. Run every minute; two at once do no harm.
 * Returns how many it forgot.
 */
export async function forgetUnusedPasskeys({ db, now }: Pick<Services, 'db' | 'now'>): Promise<number> {
  const before = secondsAfter(now(), -PASSKEY_KEPT_SECONDS)
  const unused = { numberProvenAt: { lte: before }, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] }
  const over = await db.passkey.findMany({ where: unused, take: AT_ONCE, select: { consumerId: true, id: true } })
  for (const { consumerId, id } of over) await db.passkey.deleteMany({ where: { consumerId, id, ...unused } })
  return over.length
}
