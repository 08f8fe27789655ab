import { cookies, headers } from 'next/headers'
import { sourceOf } from '#lib/platform/http.ts'
import { getServices } from '#lib/platform/services.ts'
import type { BillGuest, ConsumerActor, PayGuest, VisitorActor } from './actor.ts'
import {
  type ChallengeCookie,
  cookieName,
  openChallengeCookie,
  openDeviceCookie,
  openSealed,
  openTokenCookie,
  openTrackingCookie,
  openVisitCookie,
} from './auth-options.ts'
import { type ActiveSession, checkSession } from './check-session.ts'
import { type OwnNumber, ownNumberOf } from './own-number.ts'
import { restedLogin } from './rested-login.ts'

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

/** Whose login in this browser has rested for too long, so that what they send can wait for the next one; null for nobody. */
export async function currentRested(): Promise<ConsumerActor | null> {
  const value = (await cookies()).get(cookieName('session'))?.value
  const token = value ? await openTokenCookie('session', value) : null
  return token ? restedLogin(getServices(), token) : null
}

/** What this browser carries of earlier logins, for `requestOtp` and `verifyOtp`. */
export async function currentDeviceTokens(): Promise<string[]> {
  return openDeviceCookie((await cookies()).get(cookieName('device'))?.value)
}

/** The login in progress in this browser, if any. */
export async function currentChallenge(): Promise<ChallengeCookie | null> {
  return openChallengeCookie('challenge', (await cookies()).get(cookieName('challenge'))?.value)
}

/** The id of what a device of this browser is to sign; empty for nothing. */
export async function currentPasskeyChallengeId(): Promise<string> {
  const content = await openSealed('passkey', (await cookies()).get(cookieName('passkey'))?.value)
  return typeof content?.challengeId === 'string' ? content.challengeId : ''
}

/** The complaint for which a code was asked for in this browser, if any. */
export async function currentTracking(): Promise<{ challengeId: string; number: string } | null> {
  return openTrackingCookie((await cookies()).get(cookieName('tracking'))?.value)
}

/** Which other number the page of a code asks for in this browser; `query` is the page's. Null for none. */
export async function currentOwnNumber(
  challengeId: string,
  query: Record<string, string | string[] | undefined>,
): Promise<OwnNumber | null> {
  const source = sourceOf({ headers: await headers() })
  return ownNumberOf(getServices(), { challengeId, source, asked: query.own !== undefined })
}

/** Somebody who looks into one complaint without a login; null for nobody. */
export async function currentVisitor(): Promise<VisitorActor | null> {
  return openVisitCookie((await cookies()).get(cookieName('visit'))?.value)
}

/** What somebody without a login looked up in this browser, and the code they asked for; null for nothing. */
export async function currentQuickPay(): Promise<{ consumerNo: string; challengeId: string | null } | null> {
  const content = await openSealed('quick-pay', (await cookies()).get(cookieName('quick-pay'))?.value)
  if (typeof content?.consumerNo !== 'string') return null
  const challengeId = typeof content.challengeId === 'string' ? content.challengeId : null
  return { consumerNo: content.consumerNo, challengeId }
}

/** Somebody who reads one bill without a login; null for nobody. */
export async function currentBillGuest(): Promise<BillGuest | null> {
  const bill = await guestsBill('bill-guest')
  return bill && { kind: 'bill-guest', connectionId: bill.connectionId, billId: bill.billId }
}

/** Somebody who pays one bill without a login, and the page from which they came to it; null for nobody. */
export async function currentPayGuest(): Promise<{ guest: PayGuest; from: string } | null> {
  const bill = await guestsBill('pay-guest')
  if (typeof bill?.from !== 'string') return null
  return { guest: { kind: 'pay-guest', connectionId: bill.connectionId, billId: bill.billId }, from: bill.from }
}

async function guestsBill(kind: 'bill-guest' | 'pay-guest') {
  const content = await openSealed(kind, (await cookies()).get(cookieName(kind))?.value)
  if (typeof content?.connectionId !== 'string' || typeof content.billId !== 'string') return null
  return { connectionId: content.connectionId, billId: content.billId, from: content.from }
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
