import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'

const OLD = 'an-old-secret-for-tests-only-0123456789'
const NEW = 'a-new-secret-for-tests-only-0123456789'
const CHALLENGE = '0190c5a0-0000-7000-8000-000000000001'
const AT = new Date('2026-11-20T10:00:00+05:30')
const BILL = { billNo: '2610-099000042', month: month('2026-10'), payableByDuePaise: paise(106_435n) }

afterEach(() => vi.unstubAllEnvs())

/** A portal that was started with these secrets: what it keeps or gives out, and what it knows again. */
async function started(...secrets: string[]) {
  vi.stubEnv('AUTH_SECRET', secrets.join(','))
  vi.stubEnv('SIGNING_KEYS', '')
  vi.resetModules()
  const { openBytes, sealBytes } = await import('#lib/platform/secrets.ts')
  const { readStamp, stampOf } = await import('#lib/billing/authentic/bill-stamp.ts')
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
    stamp: stampOf(BILL),
  })
  const knows = async (made: Awaited<ReturnType<typeof make>>) => ({
    cookie: (await openSealed('session', made.cookie))?.sid === 'a token',
    authenticator: openBytes('totp', 'officer', made.authenticator)?.toString() === 'seed',
    code: isCodeHash(made.code, CHALLENGE, '123456') && !isCodeHash(made.code, CHALLENGE, '123457'),
    removedNumber: removedNumbersOf('9100000001').includes(made.removedNumber),
    documentToken: messageOfLink(made.documentToken, AT) === 'message',
    stamp: readStamp(made.stamp)?.billNo === BILL.billNo,
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

test('a bill’s stamp is sealed by the algorithms of its key, and by the secret where it has none', async () => {
  const keyed = Buffer.from('a key of 32 bytes for tests only').toString('base64url')
  for (const [secret, keys, made, hash, cipher] of [
    [NEW, `${keyed},2:${keyed}`, keyed, 'sha256', 'aes-256-gcm'],
    [NEW, `2:${keyed},${keyed}`, `2:${keyed}`, 'sha3-256', 'chacha20-poly1305'],
    [`2:${NEW}`, '', `2:${NEW}`, 'sha3-256', 'chacha20-poly1305'],
  ] as const) {
    vi.stubEnv('AUTH_SECRET', secret)
    vi.stubEnv('SIGNING_KEYS', keys)
    vi.resetModules()
    const { stampOf } = await import('#lib/billing/authentic/bill-stamp.ts')
    const sealed = Buffer.from(stampOf(BILL), 'base64url')
    // By whoever has the key, without our code.
    const key = Buffer.from(hkdfSync(hash, made, '', 'seal bill stamp 1', 32))
    const opening = createDecipheriv(cipher as 'aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
    opening.setAAD(Buffer.alloc(0)).setAuthTag(sealed.subarray(-16))
    const text = `${opening.update(sealed.subarray(12, -16), undefined, 'utf8')}${opening.final('utf8')}`
    expect(text).toBe('2610-099000042.202610.106435')
  }
})
