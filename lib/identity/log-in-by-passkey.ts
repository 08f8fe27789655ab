import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { holdingLinks, isId } from '#lib/consumers/access.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import type { AnonymousActor, ConsumerActor } from './actor.ts'
import { rememberDevice } from './known-device.ts'
import {
  CODE_LIVES_SECONDS,
  HOUR_SECONDS,
  PASSKEY_FAILURES_PER_SOURCE_AND_HOUR,
  PASSKEY_LOGINS_PER_SOURCE_AND_HOUR,
} from './otp-policy.ts'
import { openPasskeyChallenge, takePasskeyChallenge } from './passkey-challenge.ts'
import { passkeyParty, personOfHandle } from './passkey-party.ts'
import { provenAfter } from './passkey-trust.ts'
import { startSession } from './start-session.ts'
import { isNewKind, tellOfLogin } from './tell-of-login.ts'
import type { VerifyOtpResult } from './verify-otp.ts'

/** What a device needs to log in with a key of its own choice: nobody is named. Null for an address that begins too many. */
export async function startPasskeyLogin(
  services: Services,
  { source }: AnonymousActor,
): Promise<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON } | null> {
  const key = limitKey('passkey logins from', source)
  const limit = { key, limit: PASSKEY_LOGINS_PER_SOURCE_AND_HOUR, windowSeconds: HOUR_SECONDS }
  if (!(await takeFromLimit(services, limit)).ok) return null
  const { id, challenge } = await openPasskeyChallenge(services, null)
  const options = await generateAuthenticationOptions({
    rpID: passkeyParty().rpID,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CODE_LIVES_SECONDS * 1_000,
    userVerification: 'required',
  })
  return { challengeId: id, options }
}

export type PasskeyLogin = {
  challengeId: string
  response: AuthenticationResponseJSON
  device: string
  deviceTokens?: readonly string[]
}
/**
 * `unknown`: removed meanwhile, never one, or not rightly signed; which of them is not told. `unproven`: rightly signed, but no
 * code by SMS has proven the number for 31 days.
 */
export type PasskeyRefusal = { ok: false; reason: 'expired' | 'unknown' | 'unproven' | 'limited' }

/** Logs in by what a device has signed: the same session as by a code. `challengeId` comes from the browser's cookie. */
export async function logInByPasskey(
  services: Services,
  actor: AnonymousActor,
  login: PasskeyLogin,
): Promise<Extract<VerifyOtpResult, { ok: true }> | PasskeyRefusal> {
  const refuse = async (reason: PasskeyRefusal['reason']): Promise<PasskeyRefusal> => {
    const detail = { reason, by: 'passkey' }
    await recordAudit(services.db, actor, 'login.failed', { at: services.now(), detail })
    return { ok: false, reason }
  }
  const limit = {
    key: limitKey('passkeys from', actor.source),
    limit: PASSKEY_FAILURES_PER_SOURCE_AND_HOUR,
    windowSeconds: HOUR_SECONDS,
  }
  // Counted before it is looked at, and off again where it was right.
  if (!(await takeFromLimit(services, limit)).ok) return refuse('limited')
  const challenge = isId(login.challengeId) ? await takePasskeyChallenge(services, login.challengeId, null) : null
  if (!challenge) return refuse('expired')
  const signed = await signedBy(services, login.response, challenge)
  const result = signed ? await logIn(services, signed, login) : 'unknown'
  if (result === 'unknown' || result === 'unproven') return refuse(result)
  await takeFromLimit(services, { ...limit, amount: -1 })
  return result
}

type Signed = { consumerId: string; id: string; counter: bigint; newCounter: bigint }

async function signedBy({ db }: Services, response: AuthenticationResponseJSON, challenge: string) {
  const consumerId = personOfHandle(response.response?.userHandle)
  if (!consumerId || typeof response.id !== 'string') return null
  const key = await db.passkey.findUnique({
    where: { consumerId_credentialId: { consumerId, credentialId: response.id } },
    select: { id: true, credentialId: true, publicKey: true, counter: true },
  })
  if (!key) return null
  const { origin, rpID } = passkeyParty()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: Number(key.counter) },
    })
    const { id, counter } = key
    return verified ? { consumerId, id, counter, newCounter: BigInt(authenticationInfo.newCounter) } : null
  } catch {
    // The library throws for whatever does not fit, a counter that goes back among it; a browser can send anything.
    return null
  }
}

async function logIn(
  { db, now }: Services,
  { consumerId, id, counter, newCounter }: Signed,
  { device, deviceTokens = [] }: PasskeyLogin,
): Promise<Extract<VerifyOtpResult, { ok: true }> | 'unknown' | 'unproven'> {
  const at = now()
  return db.$transaction(async (tx) => {
    // An erasure holds the person before it takes the keys: whoever logs in does as well, waits for it, and finds nobody.
    const held = await tx.$executeRaw`
      select from "Consumer" where "id" = ${consumerId}::uuid and "erasedAt" is null for key share`
    if (held === 0) return 'unknown'
    // A key that was removed meanwhile has no row, and of a key and its copy that count the same, one logs in.
    const where = { consumerId, id, counter, numberProvenAt: { gt: provenAfter(at) } }
    const { count } = await tx.passkey.updateMany({ where, data: { counter: newCounter, lastUsedAt: at } })
    if (count === 0)
      return (await tx.passkey.count({ where: { consumerId, id, counter } })) > 0 ? 'unproven' : 'unknown'
    const person = await tx.consumer.findUniqueOrThrow({
      where: { id: consumerId },
      select: {
        language: true,
        links: { where: holdingLinks(at), select: { connectionId: true }, orderBy: { linkedAt: 'asc' } },
      },
    })
    const isNews = await isNewKind(tx, consumerId, device)
    const { token, sessionId } = await startSession(tx, { consumerId, at, device })
    const actor: ConsumerActor = { kind: 'consumer', consumerId, sessionId }
    await recordAudit(tx, actor, 'login.succeeded', { at, detail: { session: sessionId, by: 'passkey', device } })
    if (isNews) await tellOfLogin(tx, at, { consumerId, sessionId, device })
    const remembered = await rememberDevice(tx, { consumerId, sessionId, at, tokens: deviceTokens })
    const connectionIds = person.links.map((link) => link.connectionId)
    return { ok: true, token, actor, language: localeOf(person.language), connectionIds, deviceTokens: remembered }
  })
}
