import { createECDH, createPrivateKey, sign } from 'node:crypto'

/** Who sends: the private number of a key on P-256 (32 bytes), and where the push service may complain. */
export type PushSender = { privateKey: Buffer; contact: string }

/** RFC 8292, 2: at most 24 hours. */
const HOLDS_SECONDS = 12 * 3_600

/** The public point as browsers are given it, base64url. */
export function pushPublicKey({ privateKey }: PushSender): string {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  return ecdh.getPublicKey('base64url')
}

/** The header that tells a push service who sends (VAPID, RFC 8292), signed for that service alone. */
export function vapidHeader(sender: PushSender, endpoint: string, at: Date): string {
  const publicKey = pushPublicKey(sender)
  const point = Buffer.from(publicKey, 'base64url')
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(at.getTime() / 1_000) + HOLDS_SECONDS,
    sub: sender.contact,
  }
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: coordinate(1),
    y: coordinate(33),
    d: sender.privateKey.toString('base64url'),
  }
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return `vapid t=${signed}.${signature}, k=${publicKey}`
}
