import { cookies } from 'next/headers'
import { type ChallengeCookie, cookieName, openChallengeCookie, openTokenCookie } from '#lib/identity/auth-options.ts'
import { getServices } from '#lib/platform/services.ts'
import { type ActiveStaffSession, checkStaffSession } from './check-staff-session.ts'

export type CurrentStaffSession = ({ state: 'active' } & ActiveStaffSession) | { state: 'ended' } | { state: 'none' }

/** Which officer is behind this request. A consumer's cookie says nothing here, and an officer's nothing there. */
export async function currentStaffSession(): Promise<CurrentStaffSession> {
  const value = (await cookies()).get(cookieName('desk'))?.value
  if (!value) return { state: 'none' }
  const token = await openTokenCookie('desk', value)
  const session = token && (await checkStaffSession(getServices(), token))
  return session ? { state: 'active', ...session } : { state: 'ended' }
}

/** The login at the desk that is in progress in this browser: its first step, if any. */
export async function currentDeskChallenge(): Promise<ChallengeCookie | null> {
  return openChallengeCookie('desk-challenge', (await cookies()).get(cookieName('desk-challenge'))?.value)
}

/** The token of a login whose first step was taken in this browser. */
export async function currentDeskLogin(): Promise<string | null> {
  return openTokenCookie('desk-login', (await cookies()).get(cookieName('desk-login'))?.value)
}
