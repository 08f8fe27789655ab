import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, verify } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'

const OLD = 'an-old-secret-for-tests-only-0123456789'
const NEW = 'a-new-secret-for-tests-only-0123456789'
const CHALLENGE = '0190c5a0-0000-7000-8000-000000000001'
const AT = new Date('2026-11-20T10:00:00+05:30')
/** How many points P-256 has (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

afterEach(() => vi.unstubAllEnvs())

/** A portal that was started with these secrets: what it keeps or gives out, and what it knows again. */
async function started(...secrets: string[]) {
  vi.stubEnv('AUTH_SECRET', secrets.join(','))
  vi.stubEnv('SIGNING_KEYS', '')
  vi.resetModules()
  const { openBytes, sealBytes } = await import('#lib/platform/secrets.ts')
  const { isSignedText, signText } = await import('#lib/platform/signing-keys.ts')
  const { openSealed, sealedCookie } = await import('#lib/identity/auth-options.ts')
  const { codeHash, isCodeHash } = await import('#lib/identity/open-challenge.ts')
  const { removedNumberOf, removedNumbersOf } = await import('#lib/linking/removed-number.ts')
  const { documentLink, messageOfLink } = await import('#lib/messaging/document-link.ts')
  const make = async () => ({
    cookie: /^session=([^;]+)/.exec(await sealedCookie('session', { sid: 'a token' }))?.[1],
    authenticator: sealBytes('totp', 'officer', Buffer.from('seed')),
    code: codeHash(CHALLENGE, '123456'),
    removedNumber: removedNumberOf('9100000001'),
    documentToken: documentLink('message', AT).split('/m/')[1] ?? '',
    stamp: signText('bill', 'a bill'),
  })
  const knows = async (made: Awaited<ReturnType<typeof make>>) => ({
    cookie: (await openSealed('session', made.cookie))?.sid === 'a token',
    authenticator: openBytes('totp', 'officer', made.authenticator)?.toString() === 'seed',
    code: isCodeHash(made.code, CHALLENGE, '123456') && !isCodeHash(made.code, CHALLENGE, '123457'),
    removedNumber: removedNumbersOf('9100000001').includes(made.removedNumber),
    documentToken: messageOfLink(made.documentToken, AT) === 'message',
    stamp: isSignedText('bill', 'a bill', made.stamp),
  })
  return { make, knows }
}

const all = (is: boolean) => ({
  ...{ cookie: is, authenticator: is, code: is, removedNumber: is, documentToken: is, stamp: is },
})

async function opensWhatWasMadeBefore(next: string): Promise<void> {
  const before = await (await started(OLD)).make()
  const between = await started(next, OLD)
  expect(await between.knows(before)).toEqual(all(true))
  const made = await between.make()
  const after = await started(next)
  expect(await after.knows(made)).toEqual(all(true))
  expect(await after.knows(before)).toEqual(all(false))
}

test('a secret is replaced without ending what it made: the new one makes, the old one still opens', () =>
  opensWhatWasMadeBefore(NEW))

test('so are the algorithms, by a secret that has others', () => opensWhatWasMadeBefore(`2:${NEW}`))

test('each suite hashes and seals by its own algorithms, which others can check', async () => {
  const under = async (secret: string) => {
    vi.stubEnv('AUTH_SECRET', secret)
    vi.resetModules()
    const { keyedHash, sealBytes } = await import('#lib/platform/secrets.ts')
    return { hash: keyedHash('of a test', 'value'), sealed: sealBytes('totp', 'officer', Buffer.from('seed')) }
  }
  for (const [secret, hash, cipher] of [
    [NEW, 'sha256', 'aes-256-gcm'],
    [`2:${NEW}`, 'sha3-256', 'chacha20-poly1305'],
  ] as const) {
    const made = await under(secret)
    expect(made.hash).toEqual(createHmac(hash, secret).update('of a test\0value').digest())
    const key = Buffer.from(hkdfSync(hash, secret, '', 'seal totp', 32))
    const opening = createDecipheriv(cipher as 'aes-256-gcm', key, made.sealed.subarray(0, 12), { authTagLength: 16 })
    opening.setAAD(Buffer.from('officer')).setAuthTag(made.sealed.subarray(-16))
    expect(`${opening.update(made.sealed.subarray(12, -16), undefined, 'utf8')}${opening.final('utf8')}`).toBe('seed')
  }
})

test('a bill is stamped by another curve under a key of the second suite, and by one signature alone', async () => {
  const seed = Buffer.from('a key of 32 bytes for tests only')
  vi.stubEnv('AUTH_SECRET', NEW)
  vi.stubEnv('SIGNING_KEYS', `2:${seed.toString('base64url')}`)
  vi.resetModules()
  const { isSignedText, signText } = await import('#lib/platform/signing-keys.ts')
  const stamp = signText('bill', 'a bill')
  const signature = Buffer.from(stamp, 'base64url')
  expect(signature).toHaveLength(64)

  // By whoever has the key, without our code.
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(((BigInt(`0x${seed.toString('hex')}`) % (ORDER - 1n)) + 1n).toString(16).padStart(64, '0'), 'hex')
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const isValid = (text: string, bytes: Buffer) =>
    verify('sha3-256', Buffer.from(`bill\0${text}`), { key, dsaEncoding: 'ieee-p1363' }, bytes)
  expect([isValid('a bill', signature), isValid('another', signature)]).toEqual([true, false])

  expect([isSignedText('bill', 'a bill', stamp), isSignedText('bill', 'another', stamp)]).toEqual([true, false])
  // The second signature that anybody can make of a first one is good for the algorithm, and not ours.
  const s = ORDER - BigInt(`0x${signature.subarray(32).toString('hex')}`)
  const twin = Buffer.concat([signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
  expect(isValid('a bill', twin)).toBe(true)
  expect(isSignedText('bill', 'a bill', twin.toString('base64url'))).toBe(false)
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(64), signature.subarray(1), Buffer.alloc(114, 1)])
    expect(isSignedText('bill', 'a bill', bytes.toString('base64url'))).toBe(false)
})
