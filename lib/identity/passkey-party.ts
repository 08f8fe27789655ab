import { env } from '#lib/platform/env.ts'

/** The portal as a device names it (WebAuthn's relying party): by the address that people reach it at. */
export function passkeyParty(): { origin: string; rpID: string } {
  const { origin, hostname } = new URL(env().portalUrl)
  return { origin, rpID: hostname }
}

/** WebAuthn's user handle: the person's random id, which says nothing of number or name. */
export const passkeyHandle = (consumerId: string) => new Uint8Array(Buffer.from(consumerId.replaceAll('-', ''), 'hex'))

/** Whose a handle says a key is; null for one that is no id, whatever a browser has sent. */
export function personOfHandle(handle: unknown): string | null {
  const hex = Buffer.from(typeof handle === 'string' ? handle : '', 'base64url').toString('hex')
  return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null
}
