import { createECDH, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { month } from '#lib/units/ist.ts'
import { paise } from '#lib/units/paise.ts'
import { readStamp } from './bill-stamp.ts'

/** Links of bills were signed before they were sealed. Paper is kept: theirs go on to say that a bill is genuine. */
const [FIRST, SECOND] = ['a key of 32 bytes for tests only', 'another key of 32 bytes for them'].map((key) =>
  Buffer.from(key),
) as [Buffer, Buffer]
const BILL = { billNo: '2610-099000042', month: month('2026-10'), payableByDuePaise: paise(106_435n) }
const TEXT = '2610-099000042.202610.106435'
const MESSAGE = Buffer.from(`bill stamp 1\0${TEXT}`)
/** How many points P-256 has (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

beforeAll(() => {
  vi.stubEnv('SIGNING_KEYS', `${FIRST.toString('base64url')},2:${SECOND.toString('base64url')}`)
})

const signed = (signature: Buffer, text = TEXT) => `${text}.${signature.toString('base64url')}`

function byEd25519(message: Buffer, seed = FIRST): Buffer {
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return sign(null, message, createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
}

const hexOf = (number: bigint) => number.toString(16).padStart(64, '0')
const halfOf = (signature: Buffer) => BigInt(`0x${signature.subarray(32).toString('hex')}`)
const withHalf = (signature: Buffer, s: bigint) =>
  Buffer.concat([signature.subarray(0, 32), Buffer.from(hexOf(s), 'hex')])

/** The key of the second suite, of the curve P-256. */
function secondKey() {
  const curve = createECDH('prime256v1')
  const scalar = hexOf((BigInt(`0x${SECOND.toString('hex')}`) % (ORDER - 1n)) + 1n)
  curve.setPrivateKey(scalar, 'hex')
  const point = curve.getPublicKey()
  const of = (bytes: Buffer) => bytes.toString('base64url')
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), Buffer.from(scalar, 'hex')].map(of)
  return { kty: 'EC', crv: 'P-256', x, y, d }
}

/** Of the two signatures that are as good, the one with the lower second half, as they were given out. */
function byP256(message: Buffer): Buffer {
  const key = createPrivateKey({ key: secondKey(), format: 'jwk' })
  const signature = sign('sha3-256', message, { key, dsaEncoding: 'ieee-p1363' })
  const half = halfOf(signature)
  return 2n * half <= ORDER ? signature : withHalf(signature, ORDER - half)
}

test.each([
  ['the first key', byEd25519],
  ['one of the second suite', byP256],
])('a bill whose link was signed by %s is genuine, and no other', (_, by) => {
  const stamp = signed(by(MESSAGE))
  expect(readStamp(stamp)).toEqual(BILL)
  for (const changed of [
    stamp.replace('.106435.', '.6435.'),
    stamp.replace('.202610.', '.202611.'),
    stamp.replace('99000042', '99000043'),
    stamp.slice(0, -87),
    stamp.slice(0, -1),
    `${stamp}A`,
    signed(by(Buffer.from(`something else\0${TEXT}`))),
    signed(by(Buffer.from('bill stamp 1\x001.202613.1')), '1.202613.1'),
    signed(byEd25519(MESSAGE, Buffer.from('a key of 32 bytes of a stranger.'))),
  ])
    expect(readStamp(changed), changed).toBeNull()
})

test('the second signature that anybody can make of a first one is good for the algorithm, and not ours', () => {
  const ours = byP256(MESSAGE)
  const twin = withHalf(ours, ORDER - halfOf(ours))
  const { d: _, ...publicKey } = secondKey()
  const key = createPublicKey({ key: publicKey, format: 'jwk' })
  expect(verify('sha3-256', MESSAGE, { key, dsaEncoding: 'ieee-p1363' }, twin)).toBe(true)
  expect(readStamp(signed(twin))).toBeNull()
  for (const bytes of [Buffer.alloc(64), ours.subarray(1), Buffer.alloc(114, 1)])
    expect(readStamp(signed(bytes))).toBeNull()
})
