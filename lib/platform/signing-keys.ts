import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, verify } from 'node:crypto'
import { isOfSecondSuite } from './env/fields.ts'
import { env } from './env.ts'
import { authSecrets, hashOf } from './secrets.ts'

const SEED_BYTES = 32
/** What stands before the 32 bytes of a key in PKCS #8: of Ed25519 (RFC 8410, section 7), and of P-256 (RFC 5915). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const PKCS8_P256 = Buffer.from('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420', 'hex')
/** Of P-256 (FIPS 186-5): how many points there are. */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * A key of signatures with its algorithm: Ed25519, or of the second suite (lib/platform/secrets.ts) ECDSA with P-256 and
 * SHA3-256. Nothing is signed any more, but what was stays genuine: paper is kept.
 */
type SigningKey = { key: KeyObject; isSecond: boolean }
type SigningSeed = { seed: Buffer; isSecond: boolean }

let known: SigningKey[] | undefined

function signingKeys(): SigningKey[] {
  const { signingKeys: given } = env()
  known ??= (given.length > 0 ? given.map(givenSeed) : authSecrets().map(derivedSeed)).map(keyOf)
  return known
}

const givenSeed = (key: string): SigningSeed => ({
  seed: Buffer.from(key.replace(/^2:/, ''), 'base64url'),
  isSecond: isOfSecondSuite(key),
})

const derivedSeed = (secret: string): SigningSeed => ({
  seed: Buffer.from(hkdfSync(hashOf(secret), secret, '', 'document signing', SEED_BYTES)),
  isSecond: isOfSecondSuite(secret),
})

function keyOf({ seed, isSecond }: SigningSeed): SigningKey {
  const der = isSecond ? Buffer.concat([PKCS8_P256, bytesOf(scalarOf(seed))]) : Buffer.concat([PKCS8_ED25519, seed])
  return { key: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), isSecond }
}

/** From 1 to one below the order, as a private key of the curve has to be. */
const scalarOf = (seed: Buffer): bigint => (numberOf(seed) % (P256_ORDER - 1n)) + 1n
const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(2 * SEED_BYTES, '0'), 'hex')

/** Whether one of our keys signed this text for this purpose; `purpose` keeps a signature for one use worthless for another. */
export function isSignedText(purpose: string, text: string, signature: string): boolean {
  const given = Buffer.from(signature, 'base64url')
  // Another spelling of the same bytes is not what we gave out.
  if (given.toString('base64url') !== signature) return false
  const bytes = Buffer.from(`${purpose}\0${text}`)
  return signingKeys().some(({ key, isSecond }) => {
    if (!isSecond) return verify(null, bytes, createPublicKey(key), given)
    const isOurs = given.length === 2 * SEED_BYTES && isLow(given.subarray(SEED_BYTES))
    return isOurs && verify('sha3-256', bytes, { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' }, given)
  })
}

/** Of an ECDSA signature anybody can make a second one with the other `s`; we gave out the lower one, and know no other. */
const isLow = (s: Buffer): boolean => 2n * numberOf(s) <= P256_ORDER
