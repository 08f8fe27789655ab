import { recordAudit } from '#lib/audit/record-audit.ts'
import type { AnonymousActor, ConsumerActor } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { secondsAfter } from '#lib/identity/otp-policy.ts'
import { personToken } from '#lib/identity/person-token.ts'
import { tokenHash } from '#lib/platform/secrets.ts'
import type { Services } from '#lib/platform/services.ts'
import { tellOfToken } from './tell-of-token.ts'
import { SHOWN_WITHIN_SECONDS, TOKEN_PREFIX } from './token-policy.ts'
import { findWish } from './wish-token.ts'

export type MakeResult = { ok: true } | CodeRefusal | { ok: false; reason: 'gone' }

/** Takes the code of the open wish. The token itself is made where it is shown, `showNewToken`. */
export async function makeToken(
  services: Services,
  actor: ConsumerActor,
  { code, source }: { code: string; source: string },
): Promise<MakeResult> {
  const wish = await findWish(services, actor)
  if (!wish?.challengeId) return { ok: false, reason: 'gone' }
  const { id, challengeId } = wish
  const anonymous: AnonymousActor = { kind: 'anonymous', source }
  const answer = { purpose: 'TOKEN', challengeId, code, failedAction: 'token.failed' } as const
  const answered = await answerChallenge(services, anonymous, answer)
  if (!answered.ok) return answered
  const at = services.now()
  return services.db.$transaction(async (tx): Promise<MakeResult> => {
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    const made = await tx.accessToken.updateManyAndReturn({
      where: { consumerId: actor.consumerId, id, challengeId, provenAt: null, endedAt: null },
      data: { provenAt: at },
      select: { scopes: true, connectionId: true },
    })
    const [token] = made
    if (!token) return { ok: false, reason: 'gone' }
    await tellOfToken(tx, at, { consumerId: actor.consumerId, tokenId: id, text: 'tokenMade' })
    const detail = { token: id, scopes: token.scopes.join(' ') }
    await recordAudit(tx, actor, 'token.made', { at, connectionId: token.connectionId, detail })
    return { ok: true }
  })
}

export type NewToken = { name: string; token: string }

/**
 * Makes the token that was confirmed a moment ago and shows it, once: whoever asks first is told, everybody afterwards
 * finds nothing. What was never shown opens nothing. Null for none.
 */
export async function showNewToken({ db, now }: Services, { consumerId }: ConsumerActor): Promise<NewToken | null> {
  const at = now()
  const waiting = await db.accessToken.findFirst({
    where: {
      ...{ consumerId, tokenHash: null, endedAt: null },
      provenAt: { gt: secondsAfter(at, -SHOWN_WITHIN_SECONDS) },
    },
    orderBy: { provenAt: 'desc' },
    select: { id: true, name: true },
  })
  if (!waiting) return null
  const token = `${TOKEN_PREFIX}${personToken(consumerId)}`
  const { count } = await db.accessToken.updateMany({
    where: { consumerId, id: waiting.id, tokenHash: null, endedAt: null },
    data: { tokenHash: tokenHash(token) },
  })
  return count === 1 ? { name: waiting.name, token } : null
}
