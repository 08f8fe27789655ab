import { isId } from '#lib/consumers/access.ts'
import { randomToken } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { CODE_LIVES_SECONDS, secondsAfter } from './otp-policy.ts'

/** Opens what a device is to sign, for five minutes: for a login, or to set up a key of `consumerId`. */
export async function openPasskeyChallenge(
  { db, now }: Services,
  consumerId: string | null,
): Promise<{ id: string; challenge: string }> {
  const data = { challenge: randomToken(), consumerId, expiresAt: secondsAfter(now(), CODE_LIVES_SECONDS) }
  return db.passkeyChallenge.create({ data, select: { id: true, challenge: true } })
}

/** What a device is to sign, without taking it; null for none, or one that is over. */
export async function readPasskeyChallenge(
  { db, now }: Services,
  id: string,
  consumerId: string,
): Promise<string | null> {
  if (!isId(id)) return null
  const where = { id, consumerId, expiresAt: { gt: now() } }
  return (await db.passkeyChallenge.findFirst({ where, select: { challenge: true } }))?.challenge ?? null
}

/** Takes a challenge, whatever becomes of the answer: of any number of requests at once one gets it. Null for none. */
export async function takePasskeyChallenge(
  { db, now }: Services,
  id: string,
  consumerId: string | null,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ challenge: string }[]>`
    delete from "PasskeyChallenge"
     where "id" = ${id}::uuid and "consumerId" is not distinct from ${consumerId}::uuid and "expiresAt" > ${now()}
    returning "challenge"`
  return row?.challenge ?? null
}
