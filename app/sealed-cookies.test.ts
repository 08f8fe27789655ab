import { hkdfSync } from 'node:crypto'
import { createRequire } from 'node:module'
import { decode, encode } from 'next-auth/jwt'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  type CookieKind,
  openSealed,
  openTokenCookie,
  removedCookie,
  sealedCookie,
} from '#lib/identity/auth-options.ts'
import { authSecret } from '#lib/platform/secrets.ts'

// A new kind without a line here is an error of types.
const KINDS = Object.keys({
  ...{ session: 1, challenge: 1, device: 1, desk: 1, 'desk-challenge': 1, 'desk-login': 1, tracking: 1, visit: 1 },
  ...{ 'quick-pay': 1, 'bill-guest': 1, 'pay-guest': 1, link: 1, 'bill-photo': 1, typed: 1, passkey: 1 },
} satisfies Record<CookieKind, 1>) as CookieKind[]
const CONTENT = { sid: 'token-of-asha', challengeId: 'c', complaintId: 'k' }
const sealed = async (kind: CookieKind) => /=([^;]+);/.exec(await sealedCookie(kind, CONTENT))?.[1] ?? ''
const base64 = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')

afterEach(() => {
  vi.useRealTimers()
})

describe('a sealed cookie', () => {
  test.each(KINDS)('%s is kept from scripts and from other sites, also while it is taken away', async (kind) => {
    for (const cookie of [await sealedCookie(kind, CONTENT), removedCookie(kind)]) {
      const attributes = cookie.split('; ').slice(1)
      expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Lax']))
      expect(cookie).not.toMatch(/domain=/i)
    }
  })

  test('with any one character changed, cut or added to is none', async () => {
    const value = await sealed('session')
    expect(await openTokenCookie('session', value)).toBe(CONTENT.sid)
    const opened: string[] = []
    for (let at = 0; at < value.length; at++) {
      // The last character of a part has bits that mean nothing: another one there may be the same bytes.
      const isLast = at + 1 === value.length || value[at + 1] === '.'
      const other = value[at] === 'A' ? 'Q' : 'A'
      const changed = `${value.slice(0, at)}${other}${value.slice(at + 1)}`
      if (!isLast && (await openTokenCookie('session', changed)) !== null) opened.push(`${at} ${changed}`)
      if ((await openTokenCookie('session', value.slice(0, at))) !== null) opened.push(value.slice(0, at))
    }
    expect(opened).toEqual([])
    expect(await openTokenCookie('session', `${value}AAAA`)).toBeNull()
  })

  test('of one kind is none of another', async () => {
    const opened: string[] = []
    for (const kind of KINDS) {
      const value = await sealed(kind)
      for (const other of KINDS) if ((await openSealed(other, value)) !== null) opened.push(`${kind} as ${other}`)
    }
    expect(opened).toEqual(KINDS.map((kind) => `${kind} as ${kind}`))
  })

  test('of another secret, unsigned, or with a key in its head is none', async () => {
    const value = await sealed('session')
    const [, ...rest] = value.split('.')
    const heads = [
      ...[{ alg: 'none' }, { alg: 'HS256' }, { alg: 'dir', enc: 'A128CBC-HS256' }, { alg: 'RSA-OAEP', enc: 'A256GCM' }],
      { alg: 'dir', enc: 'A256GCM', jwk: { kty: 'oct', k: 'AAAA' } },
      { alg: 'dir', enc: 'A256GCM', jku: 'https://evil.example/keys' },
      { alg: 'dir', enc: 'A256GCM', kid: '../../dev/null' },
    ]
    for (const head of heads) {
      expect(await openSealed('session', [base64(head), ...rest].join('.')), JSON.stringify(head)).toBeNull()
      for (const end of ['.', '.AAAA'])
        expect(await openSealed('session', `${base64(head)}.${base64(CONTENT)}${end}`), JSON.stringify(head)).toBeNull()
    }
    const foreign = await encode({ token: CONTENT, secret: 'another-secret-0123456789abcdefgh', salt: 'session' })
    expect(await openSealed('session', foreign)).toBeNull()
  })

  test('under the right key by another algorithm is none, though next-auth itself would open it', async () => {
    // The library of next-auth, not another of the same name.
    const { EncryptJWT } = createRequire(import.meta.resolve('next-auth/jwt'))('jose')
    const secret = authSecret()
    const use = 'NextAuth.js Generated Encryption Key (session)'
    const key = new Uint8Array(hkdfSync('sha256', secret, 'session', use, 32))
    const opened: (string | null)[] = []
    for (const [alg, enc] of [
      ['dir', 'A256GCM'],
      ['dir', 'A128CBC-HS256'],
      ['A256KW', 'A256GCM'],
      ['A256GCMKW', 'A256GCM'],
    ]) {
      const token = new EncryptJWT(CONTENT).setProtectedHeader({ alg, enc }).setExpirationTime('1h')
      const value = await token.encrypt(key)
      expect(await decode({ token: value, secret, salt: 'session' }), `${alg} ${enc}`).toMatchObject(CONTENT)
      opened.push(await openTokenCookie('session', value))
    }
    expect(opened).toEqual([CONTENT.sid, null, null, null])
  })

  test('is none when its time is over', async () => {
    const value = await sealed('session')
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.now() + 11 * 3_600_000)
    expect(await openTokenCookie('session', value)).toBe(CONTENT.sid)
    vi.setSystemTime(Date.now() + 2 * 3_600_000)
    expect(await openTokenCookie('session', value)).toBeNull()
  })
})
