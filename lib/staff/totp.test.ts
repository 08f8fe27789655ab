import { expect, test } from 'vitest'
import { base32, openTotp, sealTotp, stepOfCode, totpCode, totpLink, totpStep } from './totp.ts'

const SECRET = Buffer.from('12345678901234567890')

test.each([
  ['1970-01-01T00:00:59Z', '94287082'],
  ['2005-03-18T01:58:29Z', '07081804'],
  ['2005-03-18T01:58:31Z', '14050471'],
  ['2009-02-13T23:31:30Z', '89005924'],
  ['2033-05-18T03:33:20Z', '69279037'],
  ['2603-10-11T11:33:20Z', '65353130'],
])('RFC 6238, appendix B: at %s the code is %s', (at, code) => {
  expect(totpCode(SECRET, totpStep(new Date(at)), 8)).toBe(code)
  expect(totpCode(SECRET, totpStep(new Date(at)))).toBe(code.slice(2))
})

test('a code is good for its own 30 seconds and no longer', () => {
  const at = new Date('2026-11-23T10:00:00+05:30')
  const code = totpCode(SECRET, totpStep(at))
  const after = (ms: number) => stepOfCode(SECRET, code, new Date(at.getTime() + ms))
  expect([-1, 0, 29_999, 30_000].map(after)).toEqual([null, totpStep(at), totpStep(at), null])
  expect(stepOfCode(SECRET, 'no code', at)).toBeNull()
})

test('where one step off is taken a code is good in its own step, the one before and the one after', () => {
  const at = new Date('2026-11-23T10:00:10+05:30')
  const code = totpCode(SECRET, totpStep(at))
  const after = (seconds: number) => stepOfCode(SECRET, code, new Date(at.getTime() + seconds * 1_000), 1)
  expect([-41, -40, -11, 0, 20, 49].map(after)).toEqual([null, ...Array(5).fill(totpStep(at))])
  expect(after(50)).toBeNull()
})

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648, section 10: base32 of "%s" is "%s", without padding', (text, written) => {
  expect(base32(Buffer.from(text))).toBe(written)
})

test('the link for an authenticator names issuer and account', () => {
  const link = new URL(totpLink({ secret: SECRET, issuer: 'Bijli Khata', account: '+91 90000' }))
  expect(link.href).toContain('otpauth://totp/Bijli%20Khata:%2B91%2090000?')
  expect(Object.fromEntries(link.searchParams)).toEqual({
    secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    issuer: 'Bijli Khata',
  })
})

test('a sealed secret opens for its own account, and for no other or after a change', () => {
  const sealed = sealTotp('one', SECRET)
  expect(Buffer.from(sealed).includes(SECRET)).toBe(false)
  expect(openTotp('one', sealed)).toEqual(SECRET)
  expect(openTotp('two', sealed)).toBeNull()
  sealed[15] = (sealed[15] as number) ^ 1
  expect(openTotp('one', sealed)).toBeNull()
  expect(openTotp('one', new Uint8Array(3))).toBeNull()
})
