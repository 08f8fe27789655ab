import { cookies } from 'next/headers'
import { getServices } from '#lib/platform/services.ts'
import type { ConsumerActor, VisitorActor } from './actor.ts'
import {
  type ChallengeCookie,
  cookieName,
  openChallengeCookie,
  openSealed,
  openTokenCookie,
  openTrackingCookie,
  openVisitCookie,
} from './auth-options.ts'
import { type ActiveSession, checkSession } from './check-session.ts'

export type CurrentSession =
  | ({ state: 'active' } & ActiveSession)
  /** A cookie came along, but its session is over: the person was logged out for safety. */
  | { state: 'ended' }
  | { state: 'none' }

/** Who is behind this request, and one connection of theirs if `connectionId` names it. */
export async function currentSession(connectionId: string | null = null): Promise<CurrentSession> {
  const value = (await cookies()).get(cookieName('session'))?.value
  if (!value) return { state: 'none' }
  const token = await openTokenCookie('session', value)
  const session = token && (await checkSession(getServices(), token, connectionId))
  return session ? { state: 'active', ...session } : { state: 'ended' }
}

/** The person who is logged in; null for nobody. For route handlers and public pages; portal pages use `portalPage`. */
export async function currentActor(): Promise<ConsumerActor | null> {
  const session = await currentSession()
  return session.state === 'active' ? session.actor : null
}

/** The login in progress in this browser, if any. */
export async function currentChallenge(): Promise<ChallengeCookie | null> {
  return openChallengeCookie('challenge', (await cookies()).get(cookieName('challenge'))?.value)
}

/** The complaint for which a code was asked for in this browser, if any. */
export async function currentTracking(): Promise<{ challengeId: string; number: string } | null> {
  return openTrackingCookie((await cookies()).get(cookieName('tracking'))?.value)
}

/** Somebody who looks into one complaint without a login; null for nobody. */
export async function currentVisitor(): Promise<VisitorActor | null> {
  return openVisitCookie((await cookies()).get(cookieName('visit'))?.value)
}

/** What was read from a photo of a bill in this browser, each by its name; null for none. */
export async function currentBillPhoto(): Promise<Record<string, unknown> | null> {
  return openSealed('bill-photo', (await cookies()).get(cookieName('bill-photo'))?.value)
}

/** The id of the linking in progress in this browser, if any. */
export async function currentLinkRequestId(): Promise<string | null> {
  const content = await openSealed('link', (await cookies()).get(cookieName('link'))?.value)
  return typeof content?.requestId === 'string' ? content.requestId : null
}
