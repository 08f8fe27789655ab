import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto'
import { env } from './env.ts'
import { authSecrets } from './secrets.ts'

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
const SEED_BYTES = 32

let known: KeyObject[] | undefined

/** The keys that documents are signed with: the first signs, the others still verify what they signed. */
function signingKeys(): KeyObject[] {
  const { signingSeeds } = env()
  const seeds = signingSeeds.length > 0 ? signingSeeds : authSecrets().map(derivedSeed)
  known ??= seeds.map((seed) =>
    createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' }),
  )
  return known
}

const derivedSeed = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'document signing', SEED_BYTES))

/** Ed25519 signature of a text, base64url. `purpose` keeps a signature for one use worthless for another. */
export function signText(purpose: string, text: string): string {
  return sign(null, message(purpose, text), signingKeys()[0] as KeyObject).toString('base64url')
}

/** Whether one of our keys signed this text for this purpose. */
export function isSignedText(purpose: string, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  // Another spelling of the same bytes is not what we gave out.
  if (bytes.toString('base64url') !== signature) return false
  return signingKeys().some((key) => verify(null, message(purpose, text), createPublicKey(key), bytes))
}

const message = (purpose: string, text: string): Buffer => Buffer.from(`${purpose}\0${text}`)
