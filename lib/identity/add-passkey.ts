import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { inLanguage, localeOf } from '#lib/units/locale.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { ConsumerActor } from './actor.ts'
import { type CodeRefusal, closeChallenge } from './answer-challenge.ts'
import type { OpenedChallenge } from './open-challenge.ts'
import { CODE_LIVES_SECONDS, PASSKEYS_PER_PERSON } from './otp-policy.ts'
import { answerOwnCode, sendOwnCode } from './own-code.ts'
import { openPasskeyChallenge, readPasskeyChallenge, takePasskeyChallenge } from './passkey-challenge.ts'
import { passkeyHandle, passkeyParty } from './passkey-party.ts'
import { tellOfPasskey } from './tell-of-login.ts'

/** Sends the code that lets a device be set up. A change of number later ends what is set up, whoever did it. */
export async function askForPasskey(
  services: Services,
  actor: ConsumerActor,
  { source }: { source: string },
): Promise<OpenedChallenge | { ok: false; reason: 'full' }> {
  const own = await services.db.passkey.count({ where: { consumerId: actor.consumerId } })
  if (own >= PASSKEYS_PER_PERSON) return { ok: false, reason: 'full' }
  return sendOwnCode(services, actor, { purpose: 'PASSKEY', source })
}

/** Begins to set up a key: a code of the person's own is right. */
export async function startPasskey(
  services: Services,
  actor: ConsumerActor,
  { code, source }: { code: string; source: string },
): Promise<{ ok: true; challengeId: string } | CodeRefusal> {
  const answered = await answerOwnCode(services, actor, { purpose: 'PASSKEY', code, source })
  if (!answered.ok) return answered
  const { db, now } = services
  const isFirst = await db.$transaction((tx) => closeChallenge(tx, answered.challengeId, now()))
  if (!isFirst) return { ok: false, reason: 'expired' }
  return { ok: true, challengeId: (await openPasskeyChallenge(services, actor.consumerId)).id }
}

/** What a device needs to make a key for a challenge that `startPasskey` has opened; null for none, or one that is over. */
export async function passkeyOptions(
  services: Services,
  { consumerId }: ConsumerActor,
  challengeId: string,
): Promise<Omit<PublicKeyCredentialCreationOptionsJSON, 'extensions'> | null> {
  const challenge = await readPasskeyChallenge(services, challengeId, consumerId)
  if (!challenge) return null
  const { mobile, language, passkeys } = await services.db.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { mobile: true, language: true, passkeys: { select: { credentialId: true } } },
  })
  // Of what the library asks for besides, nothing is used.
  const { extensions: _, ...options } = await generateRegistrationOptions({
    rpName: inLanguage(env().discom.name, localeOf(language)),
    rpID: passkeyParty().rpID,
    userName: maskMobile(mobile as Mobile),
    userID: passkeyHandle(consumerId),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CODE_LIVES_SECONDS * 1_000,
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return options
}

export type AddPasskeyResult = { ok: true } | { ok: false; reason: 'expired' | 'refused' | 'full' }

/** Keeps the public half of a key that a device has made for a challenge of this person's. */
export async function addPasskey(
  services: Services,
  actor: ConsumerActor,
  { challengeId, response, device }: { challengeId: string; response: RegistrationResponseJSON; device: string },
): Promise<AddPasskeyResult> {
  const { consumerId } = actor
  const challenge = isId(challengeId) ? await takePasskeyChallenge(services, challengeId, consumerId) : null
  if (!challenge) return { ok: false, reason: 'expired' }
  const made = await verified(response, challenge)
  if (!made) return { ok: false, reason: 'refused' }
  const at = services.now()
  return services.db.$transaction(async (tx) => {
    // Two at once count one after the other; none is added to somebody who is erased, or logged out everywhere, meanwhile.
    const held = await tx.$executeRaw`
      select from "Consumer" where "id" = ${consumerId}::uuid and "erasedAt" is null for update`
    const own = { consumerId, id: actor.sessionId, endedAt: null }
    if (held === 0 || (await tx.session.count({ where: own })) === 0) return { ok: false, reason: 'expired' }
    if ((await tx.passkey.count({ where: { consumerId } })) >= PASSKEYS_PER_PERSON) return { ok: false, reason: 'full' }
    const { id: credentialId, publicKey, counter } = made
    // The code was right within the five minutes that a challenge lives.
    const times = { createdAt: at, numberProvenAt: at }
    const data = [{ consumerId, credentialId, publicKey, counter, device, ...times }]
    const { count } = await tx.passkey.createMany({ data, skipDuplicates: true })
    if (count === 0) return { ok: false, reason: 'refused' }
    await recordAudit(tx, actor, 'passkey.added', { at, detail: { device } })
    await tellOfPasskey(tx, at, { consumerId, credentialId, device })
    return { ok: true }
  })
}

async function verified(response: RegistrationResponseJSON, expectedChallenge: string) {
  const { origin, rpID } = passkeyParty()
  const expected = { expectedChallenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true }
  try {
    return (await verifyRegistrationResponse({ response, ...expected })).registrationInfo?.credential ?? null
  } catch {
    // The library throws for whatever does not fit; a browser can send anything.
    return null
  }
}
