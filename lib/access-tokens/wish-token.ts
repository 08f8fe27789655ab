import { isId, ownConnections } from '#lib/consumers/access.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { type ChallengeView, getChallenge } from '#lib/identity/get-challenge.ts'
import { type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import { DAY_SECONDS, secondsAfter } from '#lib/identity/otp-policy.ts'
import { isCoolingDown } from '#lib/linking/cooling.ts'
import type { Services } from '#lib/platform/services.ts'
import { cleanText } from '#lib/units/clean-text.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { Mobile } from '#lib/units/phone.ts'
import { liveTokens } from './list-tokens.ts'
import {
  LONGEST_NAME,
  MOST_TOKENS,
  TOKEN_DAYS,
  TOKEN_SCOPES,
  type TokenScope,
  WISH_LIVES_SECONDS,
} from './token-policy.ts'

/** As it was typed and ticked. `connectionId` is empty for all connections of the person. */
export type TypedWish = { name: string; scopes: readonly string[]; connectionId: string; days: string }
export type WishRefusal = 'name' | 'scopes' | 'connection' | 'too-many' | 'cooling' | 'wait' | 'too-many-codes' | 'gone'
export type WishResult = { ok: true } | { ok: false; reason: WishRefusal }

export type OpenWish = { id: string; name: string; challengeId: string | null; mobile: Mobile; language: string }

/** The token that a person has asked for and not confirmed yet; null for none, for one that is too old or was ended. */
export async function findWish({ db, now }: Services, actor: ConsumerActor): Promise<OpenWish | null> {
  const { consumerId } = actor
  const found = await db.accessToken.findFirst({
    where: { consumerId, provenAt: null, endedAt: null, createdAt: { gt: secondsAfter(now(), -WISH_LIVES_SECONDS) } },
    select: { id: true, name: true, challengeId: true, consumer: { select: { mobile: true, language: true } } },
  })
  if (!found) return null
  const { consumer, ...wish } = found
  return { ...wish, mobile: consumer.mobile as Mobile, language: consumer.language }
}

export type WishView = { name: string; mobile: Mobile; code: ChallengeView | null }

/** Where a person stands with making a token. */
export async function getWish(services: Services, actor: ConsumerActor): Promise<WishView | null> {
  const wish = await findWish(services, actor)
  if (!wish) return null
  const code = wish.challengeId ? await getChallenge(services, wish.challengeId) : null
  return { name: wish.name, mobile: wish.mobile, code }
}

/**
 * Begins to make a token: keeps what is wished for and sends a code to the person's own number, since a login that was
 * left open on somebody's desk must not become access for a year. The next wish takes the place of this one.
 */
export async function wishToken(
  services: Services,
  actor: ConsumerActor,
  typed: TypedWish,
  { source }: { source: string },
): Promise<WishResult> {
  const { db, now } = services
  const { consumerId } = actor
  const name = cleanText(typed.name)
  const scopes = TOKEN_SCOPES.filter((scope): scope is TokenScope => typed.scopes.includes(scope))
  const days = TOKEN_DAYS.find((known) => String(known) === typed.days) ?? TOKEN_DAYS[0]
  if (name === '' || name.length > LONGEST_NAME) return { ok: false, reason: 'name' }
  if (scopes.length === 0) return { ok: false, reason: 'scopes' }
  const connectionId = typed.connectionId || null
  if (connectionId !== null && !(await isOwn(services, actor, connectionId))) return { ok: false, reason: 'connection' }
  if (await isCoolingDown(services, consumerId)) return { ok: false, reason: 'cooling' }
  const at = now()
  const isKept = await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tokens of ${consumerId}`}, 0))`
    if ((await tx.accessToken.count({ where: liveTokens(consumerId, at) })) >= MOST_TOKENS) return false
    await tx.accessToken.deleteMany({ where: { consumerId, provenAt: null } })
    const expiresAt = secondsAfter(at, days * DAY_SECONDS)
    const data = { consumerId, name, scopes, connectionId, createdAt: at, expiresAt }
    await tx.accessToken.create({ data, select: { id: true } })
    return true
  })
  if (!isKept) return { ok: false, reason: 'too-many' }
  const sent = await sendTokenCode(services, actor, { source })
  return sent.ok ? { ok: true } : sent
}

/** Sends the code of the open wish, the first time or again; the limits on codes go on counting. */
export async function sendTokenCode(
  services: Services,
  actor: ConsumerActor,
  { source }: { source: string },
): Promise<OpenedChallenge | { ok: false; reason: 'gone' }> {
  const wish = await findWish(services, actor)
  if (!wish) return { ok: false, reason: 'gone' }
  const anonymous: AnonymousActor = { kind: 'anonymous', source }
  const opened = await openChallenge(services, anonymous, {
    ...{ purpose: 'TOKEN', text: 'otpToken', action: 'token.code-requested', by: 'mobile', byConsumerNo: false },
    subject: `token of ${actor.consumerId}`,
    find: async () => ({ mobile: wish.mobile, language: localeOf(wish.language) }),
  })
  if (!opened.ok) return opened
  const where = { consumerId: actor.consumerId, id: wish.id, provenAt: null }
  await services.db.accessToken.updateMany({ where, data: { challengeId: opened.challengeId } })
  return opened
}

async function isOwn(services: Services, actor: ConsumerActor, connectionId: string): Promise<boolean> {
  if (!isId(connectionId)) return false
  const where = { AND: [{ id: connectionId }, ownConnections(services, actor, 'BILLS')] }
  return (await services.db.connection.count({ where })) === 1
}
