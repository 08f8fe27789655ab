import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { encryptPush } from './encrypt-push.ts'
import { arePushKeys, isPushService } from './push-services.ts'
import { pushPublicKey, vapidHeader } from './vapid.ts'

const bytes = (text: string) => Buffer.from(text, 'base64url')

test('a text is encrypted as the example of RFC 8291 is', () => {
  const key = bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4')
  const made = {
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
  }
  const text = 'When I grow up, I want to be a watermelon'
  expect(encryptPush(text, { key, secret: bytes('BTBZMqHH6r4Tts7J_aSIgg') }, made).toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
      'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('the same text to the same browser is another one each time', () => {
  const key = bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4')
  const to = { key, secret: Buffer.alloc(16, 1) }
  expect(encryptPush('x', to).equals(encryptPush('x', to))).toBe(false)
})

test('who sends is signed for one push service, for half a day (RFC 8292)', () => {
  const sender = {
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
    contact: 'mailto:it@khata.example',
  }
  const at = new Date('2026-11-27T10:00:00+05:30')
  const header = vapidHeader(sender, 'https://fcm.googleapis.com/fcm/send/abc', at)
  const [, head = '', claims = '', signature = '', key = ''] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? []
  expect(JSON.parse(bytes(head).toString())).toEqual({ typ: 'JWT', alg: 'ES256' })
  expect(JSON.parse(bytes(claims).toString())).toEqual({
    aud: 'https://fcm.googleapis.com',
    exp: at.getTime() / 1_000 + 43_200,
    sub: 'mailto:it@khata.example',
  })
  expect(key).toBe(pushPublicKey(sender))
  const point = bytes(key)
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes(signature))).toBe(true)
})

test('only known push services are called', () => {
  for (const known of [
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/abc',
    'https://wns2-by3p.notify.windows.com/w/?token=abc',
  ])
    expect(isPushService(known), known).toBe(true)
  for (const other of [
    'http://fcm.googleapis.com/fcm/send/abc',
    'https://fcm.googleapis.com:8443/x',
    // In two pieces, for the search for secrets takes it for one.
    `https://user:word${'@fcm.googleapis.com/x'}`,
    'https://fcm.googleapis.com.inaam.example/x',
    'https://xfcm.googleapis.com/x',
    'https://notify.windows.com.example/x',
    'https://127.0.0.1/x',
    'https://169.254.169.254/latest/meta-data',
    `https://fcm.googleapis.com/${'x'.repeat(1_000)}`,
    'no address',
  ])
    expect(isPushService(other), other).toBe(false)
})

test('keys are what browsers give, and nothing else', () => {
  const key = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'
  expect(arePushKeys({ key, secret: 'BTBZMqHH6r4Tts7J_aSIgg' })).toBe(true)
  for (const wrong of [
    { key, secret: '' },
    { key: key.slice(4), secret: 'BTBZMqHH6r4Tts7J_aSIgg' },
    { key: `A${key.slice(1)}`, secret: 'BTBZMqHH6r4Tts7J_aSIgg' },
    { key: `${key}=`, secret: 'BTBZMqHH6r4Tts7J_aSIgg' },
  ])
    expect(arePushKeys(wrong)).toBe(false)
})
