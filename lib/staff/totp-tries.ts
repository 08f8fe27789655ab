import { DAY_SECONDS, HOUR_SECONDS } from '#lib/identity/otp-policy.ts'
import type { Tx } from '#lib/platform/db.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { TOTP_TRIES_PER_DAY, TOTP_TRIES_PER_HOUR } from './staff-policy.ts'
import { sealTotp } from './totp.ts'

/** Counts a try of an officer's authenticator, wherever its code is asked for. Null where it may be looked at. */
export async function takeTotpTry(services: Services, staffId: string): Promise<'locked' | 'locked-today' | null> {
  const take = (purpose: string, limit: number, windowSeconds: number) =>
    takeFromLimit(services, { key: limitKey(purpose, staffId), limit, windowSeconds })
  const hour = await take('totp tries', TOTP_TRIES_PER_HOUR, HOUR_SECONDS)
  const day = await take('totp tries in a day', TOTP_TRIES_PER_DAY, DAY_SECONDS)
  return day.ok ? (hour.ok ? null : 'locked') : 'locked-today'
}

export type RightStep = {
  staffId: string
  /** The secret as the account keeps it; null while it was only offered. */
  sealed: Uint8Array | null
  secret: Uint8Array
  step: number
}

/**
 * Accepts the step of a right code, once: of two codes of one step the second finds the step, and of two enrolments at once
 * the second finds a secret. False for it, and where the account was disabled or its authenticator changed meanwhile.
 */
export async function acceptStep(tx: Tx, { staffId, sealed, secret, step }: RightStep): Promise<boolean> {
  const { count } = await tx.staffAccount.updateMany({
    where: {
      ...{ id: staffId, disabledAt: null, totpSecret: sealed && Uint8Array.from(sealed) },
      OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }],
    },
    // Sealed anew each time: once all have logged in, nothing needs an AUTH_SECRET that was replaced.
    data: { totpLastStep: step, totpSecret: sealTotp(staffId, secret) },
  })
  return count > 0
}
