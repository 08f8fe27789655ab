import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'

/** A browser's public point (65 bytes, P-256) and the secret that it shares with us (16 bytes). */
export type PushKeys = { key: Buffer; secret: Buffer }

const RECORD_BYTES = 4_096
/** RFC 8188, 2: what ends the last record. */
const LAST_RECORD = 2

/**
 * Encrypts a text so that the browser alone reads it, and no push service: RFC 8291 (`aes128gcm` of RFC 8188 in one
 * record). `made` is for the RFC's own example; else salt and sender's key are new each time. Throws for a key that is no
 * point of the curve.
 */
export function encryptPush(
  text: string,
  { key, secret }: PushKeys,
  made?: { salt: Buffer; privateKey: Buffer },
): Buffer {
  const sender = createECDH('prime256v1')
  if (made) sender.setPrivateKey(made.privateKey)
  else sender.generateKeys()
  const salt = made?.salt ?? randomBytes(16)
  const own = sender.getPublicKey()
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), key, own])
  const input = Buffer.from(hkdfSync('sha256', sender.computeSecret(key), secret, info, 32))
  const derived = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', input, salt, `Content-Encoding: ${name}\0`, bytes))
  const cipher = createCipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12))
  const record = [cipher.update(Buffer.concat([Buffer.from(text), Buffer.of(LAST_RECORD)])), cipher.final()]
  const size = Buffer.alloc(4)
  size.writeUInt32BE(RECORD_BYTES)
  return Buffer.concat([salt, size, Buffer.of(own.length), own, ...record, cipher.getAuthTag()])
}
