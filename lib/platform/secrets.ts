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
import { isOfSecondSuite } from './env/fields.ts'
import { env } from './env.ts'

/** A random token of 256 bits for cookies and links. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** Six digits from a cryptographic source: 20 bits, as ASVS 6.5.4 asks of a code sent by SMS. */
export const randomCode = (): string => randomInt(1_000_000).toString().padStart(6, '0')

/**
 * A keyed hash, for what must be compared or counted but not kept: codes, numbers, sources.
 * `purpose` keeps hashes of one use worthless for another.
 */
export const keyedHash = (purpose: string, value: string): Buffer => hashUnder(authSecret(), purpose, value)

/** The hashes of a value under each current secret, for what was kept before the secret was replaced. */
export const keyedHashes = (purpose: string, value: string): Buffer[] =>
  authSecrets().map((secret) => hashUnder(secret, purpose, value))

const hashUnder = (secret: string, purpose: string, value: string): Buffer =>
  createHmac(suiteOf(secret).hash, secret).update(`${purpose}\0${value}`).digest()

/**
 * What is made under a secret is made by one suite of algorithms, and found again by the same: a secret that begins with `2:`
 * has the second, of another family, should the first be broken (ASVS 11.2.2). Both hash to 32 bytes and seal with a nonce
 * of 12 and a tag of 16.
 */
type Suite = { hash: 'sha256' | 'sha3-256'; seal: 'aes-256-gcm' | 'chacha20-poly1305' }
const suiteOf = (secret: string): Suite =>
  isOfSecondSuite(secret) ? { hash: 'sha3-256', seal: 'chacha20-poly1305' } : { hash: 'sha256', seal: 'aes-256-gcm' }

/** The hash of a secret's suite, for keys that are derived from it elsewhere. */
export const hashOf = (secret: string): Suite['hash'] => suiteOf(secret).hash

/** Hash of a random token; tokens have enough entropy to need no key. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Compares in constant time; different lengths are different. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
const sealKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync(suiteOf(secret).hash, secret, '', `seal ${purpose}`, 32))
// The two have types of their own in Node, and the same calls.
const sealOf = (secret: string) => suiteOf(secret).seal as 'aes-256-gcm'
const TAG = { authTagLength: TAG_BYTES }

/**
 * Encrypts what must be kept and read again (AES-256-GCM, or what the secret's suite has, under a key derived from it): nonce,
 * text, tag.
 * `purpose` and `owner` are bound to it, so that a row copied to somebody else opens nothing.
 */
export const sealBytes = (purpose: string, owner: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  sealUnder(authSecret(), { purpose, owner, nonce: randomBytes(NONCE_BYTES) }, bytes)

/** What `sealBytes` sealed for this purpose and owner under a current secret; null for anything else. */
export const openBytes = (purpose: string, owner: string, sealed: Uint8Array): Buffer | null =>
  openUnderAny(authSecrets(), { purpose, owner }, sealed)

/**
 * A text sealed for an address, in base64url; the same text in the same letters each time, so that a paper printed again has the
 * same link. Its nonce is a keyed hash of it, so that no two texts share one (as the synthetic one of RFC 5297).
 */
export function sealText([secret]: readonly [string, ...string[]], purpose: string, text: string): string {
  const nonce = hashUnder(secret, `nonce ${purpose}`, text).subarray(0, NONCE_BYTES)
  const sealed = sealUnder(secret, { purpose, owner: '', nonce }, Buffer.from(text))
  return Buffer.from(sealed).toString('base64url')
}

/** What `sealText` sealed for this purpose under one of the secrets; null for anything else. */
export function openText(secrets: readonly string[], purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  // Another spelling of the same bytes is not what we gave out.
  if (bytes.toString('base64url') !== sealed) return null
  return openUnderAny(secrets, { purpose, owner: '' }, bytes)?.toString() ?? null
}

type Bound = { purpose: string; owner: string }

function sealUnder(secret: string, { purpose, owner, nonce }: Bound & { nonce: Buffer }, bytes: Uint8Array) {
  const cipher = createCipheriv(sealOf(secret), sealKey(secret, purpose), nonce, TAG).setAAD(Buffer.from(owner))
  return Uint8Array.from(Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]))
}

function openUnderAny(secrets: readonly string[], bound: Bound, sealed: Uint8Array): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
  for (const secret of secrets) {
    const opened = openUnder(secret, bound, sealed)
    if (opened) return opened
  }
  return null
}

function openUnder(secret: string, { purpose, owner }: Bound, sealed: Uint8Array): Buffer | null {
  const text = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES)
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const cipher = createDecipheriv(sealOf(secret), sealKey(secret, purpose), nonce, TAG)
    cipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    return Buffer.concat([cipher.update(text), cipher.final()])
  } catch {
    return null
  }
}

let known: readonly [string, ...string[]] | undefined

/**
 * The secrets that sign sessions and key hashes: the first makes what is new, the others still open what they made. The
 * demo makes one up and keeps it in its data folder.
 */
export function authSecrets(): readonly [string, ...string[]] {
  if (known) return known
  const [first, ...before] = env().authSecrets
  known = first === undefined ? [demoSecret(path.join(env().dataDir, 'auth-secret'))] : [first, ...before]
  return known
}

/** The secret that makes what is new. */
export const authSecret = (): string => authSecrets()[0]

/** What bills' links are sealed under, `SIGNING_KEYS` or else the secrets of the portal: the first seals, all open. */
export function documentSecrets(): readonly [string, ...string[]] {
  const [first, ...before] = env().signingKeys
  return first === undefined ? authSecrets() : [first, ...before]
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
