import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks } from '#lib/consumers/access.ts'
import type { Services } from '#lib/platform/services.ts'
import { type Locale, localeOf } from '#lib/units/locale.ts'
import type { AnonymousActor, ConsumerActor } from './actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge, type RightCode } from './answer-challenge.ts'
import { rememberDevice } from './known-device.ts'
import { proveNumberOfPasskeys } from './passkey-trust.ts'
import { startSession } from './start-session.ts'
import { isNewKind, tellOfLogin } from './tell-of-login.ts'

export type VerifyOtpResult =
  | { ok: true; token: string; actor: ConsumerActor; language: Locale; connectionIds: string[]; deviceTokens: string[] }
  | CodeRefusal

export type LoginProof = {
  challengeId: string
  code: string
  /** Asked for while codes are guessed over many numbers. */
  ownNumber?: string
  device: string
  deviceTokens?: readonly string[]
}

/**
 * Proves a login by the code of a challenge and starts a session. `challengeId` comes from the cookie of the browser that
 * asked; `device` is a coarse name of it, `deviceTokens` what it carries of earlier logins. Only one request of a right code
 * can close the challenge.
 */
export async function verifyOtp(
  services: Services,
  actor: AnonymousActor,
  { challengeId, code, ownNumber = '', device, deviceTokens = [] }: LoginProof,
): Promise<VerifyOtpResult> {
  const answer = { purpose: 'LOGIN', challengeId, code, ownNumber, failedAction: 'login.failed' } as const
  const answered = await answerChallenge(services, actor, answer)
  return answered.ok ? logIn(services, { challengeId, device, deviceTokens, ...answered }) : answered
}

async function logIn(
  { db, now }: Services,
  login: RightCode & { challengeId: string; device: string; deviceTokens: readonly string[] },
): Promise<VerifyOtpResult> {
  const at = now()
  return db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, login.challengeId, at))) return { ok: false, reason: 'expired' }
    // Somebody who was invited is new here.
    await tx.consumer.createMany({ data: [{ mobile: login.mobile, createdAt: at }], skipDuplicates: true })
    const person = await tx.consumer.findUniqueOrThrow({
      where: { mobile: login.mobile },
      select: {
        id: true,
        language: true,
        links: { where: holdingLinks(at), select: { connectionId: true }, orderBy: { linkedAt: 'asc' } },
      },
    })
    const isNews = await isNewKind(tx, person.id, login.device)
    const { token, sessionId } = await startSession(tx, { consumerId: person.id, at, device: login.device })
    // Somebody who was erased meanwhile has this session alone, and loses it: the foreign key has waited for the erasure.
    if ((await tx.consumer.count({ where: { id: person.id, erasedAt: { not: null } } })) > 0) {
      await tx.session.deleteMany({ where: { consumerId: person.id } })
      return { ok: false, reason: 'expired' }
    }
    await proveNumberOfPasskeys(tx, person.id, at)
    const actor: ConsumerActor = { kind: 'consumer', consumerId: person.id, sessionId }
    await recordAudit(tx, actor, 'login.succeeded', {
      at,
      detail: { session: sessionId, by: login.byConsumerNo ? 'consumerNo' : 'mobile', device: login.device },
    })
    if (isNews) await tellOfLogin(tx, at, { consumerId: person.id, sessionId, device: login.device })
    const connectionIds = person.links.map((link) => link.connectionId)
    const remembered = { consumerId: person.id, sessionId, at, tokens: login.deviceTokens }
    const deviceTokens = await rememberDevice(tx, remembered)
    return { ok: true, token, actor, language: localeOf(person.language), connectionIds, deviceTokens }
  })
}
