import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { localeOf } from '#lib/units/locale.ts'
import { type Mobile, maskMobile } from '#lib/units/phone.ts'
import type { ConsumerActor } from './actor.ts'
import { CODE_LIVES_SECONDS, PASSKEYS_PER_PERSON } from './otp-policy.ts'
import { openPasskeyChallenge, takePasskeyChallenge } from './passkey-challenge.ts'
import { passkeyHandle, passkeyParty } from './passkey-party.ts'

/** What a device needs to make a key. To be called only once a code of the person's own was right. */
export async function startPasskey(
  services: Services,
  actor: ConsumerActor,
): Promise<{ challengeId: string; options: PublicKeyCredentialCreationOptionsJSON }> {
  const { consumerId } = actor
  const { mobile, language } = await services.db.consumer.findUniqueOrThrow({
    where: { id: consumerId },
    select: { mobile: true, language: true },
  })
  const own = await services.db.passkey.findMany({ where: { consumerId }, select: { credentialId: true } })
  const { id, challenge } = await openPasskeyChallenge(services, consumerId)
  const options = await generateRegistrationOptions({
    rpName: env().discom.name[localeOf(language)],
    rpID: passkeyParty().rpID,
    userName: maskMobile(mobile as Mobile),
    userID: passkeyHandle(consumerId),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CODE_LIVES_SECONDS * 1_000,
    attestationType: 'none',
    excludeCredentials: own.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { challengeId: id, options }
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
    // Two at once count one after the other.
    await tx.$queryRaw`select from "Consumer" where "id" = ${consumerId}::uuid for update`
    if ((await tx.passkey.count({ where: { consumerId } })) >= PASSKEYS_PER_PERSON) return { ok: false, reason: 'full' }
    const { id: credentialId, publicKey, counter, transports = [] } = made
    const data = [{ consumerId, credentialId, publicKey, counter, transports, device, createdAt: at }]
    const { count } = await tx.passkey.createMany({ data, skipDuplicates: true })
    if (count === 0) return { ok: false, reason: 'refused' }
    await recordAudit(tx, actor, 'passkey.added', { at, detail: { device } })
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
