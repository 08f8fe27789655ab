import { isPushHost } from '#lib/platform/outside-hosts.ts'

const LONGEST_ADDRESS = 1_000
const POINT_BYTES = 65
const SECRET_BYTES = 16

/** Whether an address is of a push service that is known. */
export function isPushService(endpoint: string): boolean {
  if (endpoint.length > LONGEST_ADDRESS || !URL.canParse(endpoint)) return false
  const { protocol, hostname, port, username, password } = new URL(endpoint)
  return protocol === 'https:' && isPushHost(hostname) && port === '' && username === '' && password === ''
}

/** Whether these are what a browser gives for a subscription: a point that is not compressed, and a secret, in base64url. */
export function arePushKeys({ key, secret }: { key: string; secret: string }): boolean {
  const bytes = (text: string) => (/^[\w-]{1,100}$/.test(text) ? Buffer.from(text, 'base64url') : Buffer.alloc(0))
  return bytes(key).length === POINT_BYTES && bytes(key)[0] === 4 && bytes(secret).length === SECRET_BYTES
}
