import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { env } from './env.ts'

/** A random token of 256 bits for cookies and links. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** Six digits from a cryptographic source: 20 bits, as ASVS 6.5.4 asks of a code sent by SMS. */
export const randomCode = (): string => randomInt(1_000_000).toString().padStart(6, '0')

/**
 * A keyed hash, for what must be compared or counted but not kept: codes, numbers, sources.
 * `purpose` keeps hashes of one use worthless for another.
 */
export function keyedHash(purpose: string, value: string): Buffer {
  return createHmac('sha256', authSecret()).update(`${purpose}\0${value}`).digest()
}

/** Hash of a random token; tokens have enough entropy to need no key. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Compares in constant time; different lengths are different. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const sealKey = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', authSecret(), '', `seal ${purpose}`, 32))

/**
 * Encrypts what must be kept and read again (AES-256-GCM under a key derived from the secret): nonce, text, tag.
 * `purpose` and `owner` are bound to it, so that a row copied to somebody else opens nothing.
 */
export function sealBytes(purpose: string, owner: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealKey(purpose), nonce).setAAD(Buffer.from(owner))
  return Uint8Array.from(Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]))
}

/** What `sealBytes` sealed for this purpose and owner; null for anything else, also when the secret has changed. */
export function openBytes(purpose: string, owner: string, sealed: Uint8Array): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  const text = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)
  try {
    const cipher = createDecipheriv('aes-256-gcm', sealKey(purpose), sealed.subarray(0, NONCE_BYTES))
    cipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    return Buffer.concat([cipher.update(text), cipher.final()])
  } catch {
    return null
  }
}

let known: string | undefined

/** The secret that signs sessions and keys hashes. The demo makes one up and keeps it in its data folder. */
export function authSecret(): string {
  known ??= env().authSecret ?? demoSecret(path.join(env().dataDir, 'auth-secret'))
  return known
}

function demoSecret(file: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  try {
    // `wx`: of two processes that start at once, one writes and both read the same.
    fs.writeFileSync(file, randomToken(), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return fs.readFileSync(file, 'utf8')
}
