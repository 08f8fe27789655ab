import type { Tx } from '#lib/platform/db.ts'
import { withdrawUnusedConsents } from './consent.ts'
import { holdPerson } from './hold-person.ts'
import { forgetDevices } from './known-device.ts'
import { endPasskeys } from './remove-passkey.ts'

/** How many there were of each: logins, known browsers, devices' own keys, and keys of programs. */
export type EndedLogins = { sessions: number; devices: number; passkeys: number; tokens: number }

/**
 * Ends whatever lets a person in, for whoever can no longer do it from a login: a lost phone holds a device's key, and whoever
 * found it may have made keys for programs. Codes that are on their way open nothing either, so a login that is halfway begins
 * anew. The number, and what it is linked to, stay. Null for somebody who was erased.
 */
export async function endLogins(tx: Tx, consumerId: string, at: Date): Promise<EndedLogins | null> {
  const person = await holdPerson(tx, consumerId, at)
  if (!person) return null
  await tx.otpChallenge.updateMany({
    where: { mobile: person.mobile, purpose: { not: 'DESK' }, expiresAt: { gt: at }, closedAt: null },
    data: { closedAt: at },
  })
  const open = { consumerId, endedAt: null, expiresAt: { gt: at } }
  const { count: sessions } = await tx.session.updateMany({ where: open, data: { endedAt: at } })
  const { count: tokens } = await tx.accessToken.updateMany({ where: open, data: { endedAt: at } })
  const devices = await forgetDevices(tx, { consumerId })
  const passkeys = await endPasskeys(tx, consumerId)
  await withdrawUnusedConsents(tx, consumerId, at, 'DEVICE')
  return { sessions, devices, passkeys, tokens }
}
