import { createDecipheriv, hkdfSync } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import type { CookieKind } from '#lib/identity/auth-options.ts'

const SECRET = vi.hoisted(() => {
  const secret = '2:a-secret-of-the-second-suite-0123456789'
  vi.stubEnv('AUTH_SECRET', secret)
  return secret
})
const { openSealed, openTokenCookie, sealedCookie } = await import('#lib/identity/auth-options.ts')

const CONTENT = { sid: 'token-of-asha', complaintId: 'k' }
const sealed = async (kind: CookieKind) => /=([^;]+);/.exec(await sealedCookie(kind, CONTENT))?.[1] ?? ''

afterEach(() => {
  vi.useRealTimers()
})

test('is sealed by ChaCha20-Poly1305, under a key of its own that SHA3 derives', async () => {
  const value = await sealed('session')
  const bytes = Buffer.from(value.replace(/^2\./, ''), 'base64url')
  const key = Buffer.from(hkdfSync('sha3-256', SECRET, '', 'seal cookie', 32))
  const cipher = 'chacha20-poly1305' as 'aes-256-gcm'
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, 12), { authTagLength: 16 })
  opening.setAAD(Buffer.from('session')).setAuthTag(bytes.subarray(-16))
  const text = `${opening.update(bytes.subarray(12, -16), undefined, 'utf8')}${opening.final('utf8')}`
  expect(JSON.parse(text).content).toEqual(CONTENT)
  expect(value).not.toContain(CONTENT.sid)
})

test('with any one character changed, cut or added to is none', async () => {
  const value = await sealed('session')
  expect(await openTokenCookie('session', value)).toBe(CONTENT.sid)
  const opened: string[] = []
  for (let at = 0; at < value.length; at++) {
    const changed = `${value.slice(0, at)}${value[at] === 'A' ? 'Q' : 'A'}${value.slice(at + 1)}`
    for (const other of [changed, value.slice(0, at)])
      if ((await openTokenCookie('session', other)) !== null) opened.push(other)
  }
  expect(opened).toEqual([])
  for (const more of ['A', 'AAAA', '=', '.'])
    expect(await openTokenCookie('session', `${value}${more}`), more).toBeNull()
})

test('of the first suite’s kind is none, though the secret would open it', async () => {
  const { encode } = await import('next-auth/jwt')
  const jwt = await encode({ token: CONTENT, secret: SECRET, salt: 'session', maxAge: 3_600 })
  expect(jwt).toMatch(/^ey/)
  expect(await openSealed('session', jwt)).toBeNull()
})

test('of one kind is none of another, and is none when its time is over', async () => {
  const value = await sealed('visit')
  expect(await openSealed('visit', value)).toEqual(CONTENT)
  for (const kind of ['session', 'desk', 'challenge'] as const) expect(await openSealed(kind, value), kind).toBeNull()
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(Date.now() + 29 * 60_000)
  expect(await openSealed('visit', value)).toEqual(CONTENT)
  vi.setSystemTime(Date.now() + 2 * 60_000)
  expect(await openSealed('visit', value)).toBeNull()
})
