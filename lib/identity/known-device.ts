import type { Tx } from '#lib/platform/db.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { withdrawUnusedConsents } from './consent.ts'
import { DEVICE_KNOWN_SECONDS, DEVICES_PER_PERSON, PERSONS_PER_DEVICE, secondsAfter } from './otp-policy.ts'
import { personOfToken, personToken } from './person-token.ts'

/** A browser that somebody has logged in with before, and the number that they log in with. */
export type KnownDevice = { id: string; mobile: string }

/**
 * Which people the tokens of a browser's cookie know; none for tokens that are made up, replaced, forgotten or too old.
 * What is asked of the database depends on the browser's own cookie alone, never on the number that it asks for.
 */
export async function knownDevices(
  { db, now }: Pick<Services, 'db' | 'now'>,
  tokens: readonly string[],
): Promise<KnownDevice[]> {
  const own = tokens.slice(0, PERSONS_PER_DEVICE).filter((token) => personOfToken(token) !== null)
  if (own.length === 0) return []
  const people = own.map(personOfToken)
  return db.$queryRaw<KnownDevice[]>`
    select d."id", p."mobile"
      from "KnownDevice" d join "Consumer" p on p."id" = d."consumerId"
     where d."consumerId" = any(${people}::uuid[]) and d."tokenHash" = any(${own.map(tokenHash)}::text[])
       and d."expiresAt" > ${now()}`
}

type Login = { consumerId: string; sessionId: string; at: Date; tokens: readonly string[] }

/**
 * Makes the browser of a login known to its person, or known for longer, and returns the tokens for its cookie. Its token is
 * a new one each time, so a copy of the cookie is worth nothing after the owner's next login; what it has used up stays used
 * up. The browsers that have rested longest make room. The session of a browser that was not known says so for good, which
 * refunds wait for (`lib/linking/cooling.ts`).
 */
export async function rememberDevice(tx: Tx, { consumerId, sessionId, at, tokens }: Login): Promise<string[]> {
  const before = tokens.find((token) => personOfToken(token) === consumerId)
  const others = tokens.filter((token) => personOfToken(token) !== consumerId)
  const token = personToken(consumerId)
  const expiresAt = secondsAfter(at, DEVICE_KNOWN_SECONDS)
  const data = { tokenHash: tokenHash(token), sessionId, lastUsedAt: at, expiresAt }
  const where = { consumerId, tokenHash: tokenHash(before ?? ''), expiresAt: { gt: at } }
  const { count } = await tx.knownDevice.updateMany({ where, data })
  if (count === 0) {
    await tx.session.updateMany({ where: { consumerId, id: sessionId }, data: { isNewDevice: true } })
    await tx.knownDevice.create({ data: { ...data, consumerId, createdAt: at }, select: { id: true } })
    const order = { orderBy: { lastUsedAt: 'desc' }, skip: DEVICES_PER_PERSON, select: { id: true } } as const
    const tooMany = await tx.knownDevice.findMany({ where: { consumerId }, ...order })
    const { count: gone } = await tx.knownDevice.deleteMany({
      where: { consumerId, id: { in: tooMany.map(({ id }) => id) } },
    })
    if (gone > 0) await withdrawUnusedConsents(tx, consumerId, at, 'DEVICE')
  }
  return [token, ...others].slice(0, PERSONS_PER_DEVICE)
}

/** Forgets all known browsers of a person, or the one that made this login last. Returns how many. */
export async function forgetDevices(
  tx: Tx,
  { consumerId, sessionId }: { consumerId: string; sessionId?: string },
): Promise<number> {
  return (await tx.knownDevice.deleteMany({ where: { consumerId, sessionId } })).count
}
