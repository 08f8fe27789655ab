import { env } from '#lib/platform/env.ts'
import { keyedHashes, sameBytes } from '#lib/platform/secrets.ts'

/** Meta fetches a document when it delivers the message, and again when a phone was off. */
const LIVES_SECONDS = 86_400
const SIGNATURE_BYTES = 16

/**
 * The address from which WhatsApp takes a message's document: it names the message alone, for a day, under a signature,
 * since Meta cannot log in. Whose document it is is looked up when it is taken.
 */
export function documentLink(messageId: string, at: Date): string {
  const expires = Math.ceil(at.getTime() / 1_000) + LIVES_SECONDS
  return `${env().portalUrl}/m/${messageId}.${expires}.${(signatures(messageId, expires)[0] as Buffer).toString('base64url')}`
}

/** The message that a link names; null when it is not ours or its day is over. */
export function messageOfLink(token: string, at: Date): string | null {
  const [messageId = '', expires = '', given = ''] = token.split('.')
  const bytes = Buffer.from(given, 'base64url')
  const isOurs = signatures(messageId, Number(expires)).some((own) => sameBytes(bytes, own))
  return isOurs && Number(expires) * 1_000 > at.getTime() ? messageId : null
}

/** Under each current secret, the one that signs first. */
function signatures(messageId: string, expires: number): Buffer[] {
  return keyedHashes('document of a message', `${messageId}.${expires}`).map((hash) =>
    hash.subarray(0, SIGNATURE_BYTES),
  )
}
