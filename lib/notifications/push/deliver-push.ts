import type { PushAddress, PushOutcome } from '#lib/identity/push-address.ts'
import { encryptPush } from './encrypt-push.ts'
import { arePushKeys, isPushService } from './push-services.ts'
import { type PushSender, vapidHeader } from './vapid.ts'

const LIMIT_MS = 10_000
/** News of yesterday is in the notice centre. */
const KEPT_SECONDS = 86_400

/**
 * Gives a call to a browser's push service (RFC 8030). GONE: the browser has left, or its address is none that may be
 * called. REFUSED: it does not take this call. AWAY: it takes none just now. Never throws.
 */
export async function deliverPush(
  sender: PushSender,
  { endpoint, key, secret }: PushAddress,
  { text, at }: { text: string; at: Date },
): Promise<PushOutcome> {
  // Asked again here: what is stored may be older than the list.
  if (!isPushService(endpoint) || !arePushKeys({ key, secret })) return 'GONE'
  const keys = { key: Buffer.from(key, 'base64url'), secret: Buffer.from(secret, 'base64url') }
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        Authorization: vapidHeader(sender, endpoint, at),
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        TTL: String(KEPT_SECONDS),
        // While a phone is off, the newest call takes the place of the one before.
        Topic: 'news',
      },
      body: new Uint8Array(encryptPush(text, keys)),
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    await answer.body?.cancel()
    if (answer.ok) return 'TAKEN'
    // RFC 8030, 7.3 and 8.1.
    if (answer.status === 404 || answer.status === 410) return 'GONE'
    // 401 and 403 are of our key, 400 and 413 of what we sent, 429 and all from 500 on of the service's own state.
    return answer.status >= 500 || answer.status === 429 ? 'AWAY' : 'REFUSED'
  } catch (error) {
    // A point that is not on the curve will never be one.
    return error instanceof Error && 'code' in error && error.code === 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY'
      ? 'GONE'
      : 'AWAY'
  }
}
