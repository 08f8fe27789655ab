import { createHmac, randomBytes } from 'node:crypto'
import { env } from '#lib/platform/env.ts'
import { openBytes, sameBytes, sealBytes } from '#lib/platform/secrets.ts'

/**
 * Codes of authenticators: TOTP (RFC 6238) with what every authenticator supports, SHA-1, six digits, 30 seconds.
 * SHA-1 is no weakness here: HMAC does not rest on its collisions.
 */
const STEP_SECONDS = 30
const DIGITS = 6
/** RFC 4226, section 4, R6: 160 bits. */
const SECRET_BYTES = 20
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const newTotpSecret = (): Uint8Array<ArrayBuffer> => Uint8Array.from(randomBytes(SECRET_BYTES))

/** The number of the step of 30 seconds that an instant lies in. */
export const totpStep = (at: Date): number => Math.floor(at.getTime() / 1_000 / STEP_SECONDS)

/** The code of a step; `digits` is for the vectors of the RFC, which have eight. */
export function totpCode(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) as number) & 0x0f
  const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits
  return String(number).padStart(digits, '0')
}

/**
 * The step of an instant, if this is its code; null if not. A code holds 30 seconds (ASVS 6.5.5), unless a utility takes the step
 * before and after it too, the newest one first (`AUTHENTICATOR_STEPS_OFF`): RFC 6238, section 5.2, advises that for a clock that
 * is off and the time of typing.
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  at: Date,
  stepsOff: number = env().authenticatorStepsOff,
): number | null {
  const now = totpStep(at)
  for (let step = now + stepsOff; step >= now - stepsOff; step -= 1)
    if (sameBytes(Buffer.from(totpCode(secret, step)), Buffer.from(code))) return step
  return null
}

/** A secret as people type it (RFC 4648 base32, without padding). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** What the QR for an authenticator says. */
export function totpLink({ secret, issuer, account }: { secret: Uint8Array; issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}

/** At rest a secret is sealed under the account that it belongs to. */
export const sealTotp = (staffId: string, secret: Uint8Array) => sealBytes('totp', staffId, secret)
export const openTotp = (staffId: string, sealed: Uint8Array) => openBytes('totp', staffId, sealed)
