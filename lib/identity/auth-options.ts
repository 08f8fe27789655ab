import { decode, encode } from 'next-auth/jwt'
import { isOfSecondSuite } from '#lib/platform/env/fields.ts'
import { env } from '#lib/platform/env.ts'
import { authSecret, authSecrets, openBytes, sealBytes } from '#lib/platform/secrets.ts'
import type { VisitorActor } from './actor.ts'
import {
  CODE_LIVES_SECONDS,
  DEVICE_KNOWN_SECONDS,
  GUEST_PAYS_SECONDS,
  GUEST_READS_SECONDS,
  HOUR_SECONDS,
  PHOTO_FACTS_LIVE_SECONDS,
  SESSION_LIVES_SECONDS,
  TYPED_LIVES_SECONDS,
  VISIT_LIVES_SECONDS,
} from './otp-policy.ts'

/**
 * The cookies of a login are next-auth's encrypted JWTs, or under a secret of the second suite sealed as the portal's own rows
 * are: the browser can neither read nor change them. The session's carries nothing but a random token (`sid`), because whether
 * it holds is asked of the database each time.
 *
 * next-auth counts a JWT's age by the machine's clock, not by the portal's, and so do we; the rows behind it use the portal's.
 */
const KINDS = {
  session: { maxAgeSeconds: SESSION_LIVES_SECONDS },
  // Outlives the code, so that somebody who comes back late can ask for another without typing the number again.
  challenge: { maxAgeSeconds: HOUR_SECONDS + CODE_LIVES_SECONDS },
  /** What a device is to sign: for a login without a code, or for a key that is being set up. */
  passkey: { maxAgeSeconds: CODE_LIVES_SECONDS },
  // A browser that has logged in before; it opens nothing.
  device: { maxAgeSeconds: DEVICE_KNOWN_SECONDS },
  // The same two for officers, and between them the login that waits for its second step: none opens another's door.
  desk: { maxAgeSeconds: SESSION_LIVES_SECONDS },
  'desk-challenge': { maxAgeSeconds: HOUR_SECONDS + CODE_LIVES_SECONDS },
  'desk-login': { maxAgeSeconds: HOUR_SECONDS },
  /** Between the number of a complaint and the code for it. */
  tracking: { maxAgeSeconds: HOUR_SECONDS + CODE_LIVES_SECONDS },
  /** One complaint that somebody looks into without a login. */
  visit: { maxAgeSeconds: VISIT_LIVES_SECONDS },
  /** The consumer number that somebody without a login looked up, and the code that they asked for. */
  'quick-pay': { maxAgeSeconds: HOUR_SECONDS + CODE_LIVES_SECONDS },
  /** The one bill that they may read, and the one that they may pay. */
  'bill-guest': { maxAgeSeconds: GUEST_READS_SECONDS },
  'pay-guest': { maxAgeSeconds: GUEST_PAYS_SECONDS },
  // The id of a `LinkRequest`, which ends by the portal's clock.
  link: { maxAgeSeconds: HOUR_SECONDS },
  // What was read from a photo of a bill: the browser alone keeps it, and only until the form is filled with it.
  'bill-photo': { maxAgeSeconds: PHOTO_FACTS_LIVE_SECONDS },
  // What was typed into a form that was refused (app/typed-words.ts).
  typed: { maxAgeSeconds: TYPED_LIVES_SECONDS },
} as const

export type CookieKind = keyof typeof KINDS

/** What the browser of somebody who asked for a code carries from step to step. */
export type ChallengeCookie = {
  challengeId: string
  /** What was typed, to send again and to show a few digits of. */
  who: string
  /** A path of this portal to return to after login. */
  next: string | null
}

/** `__Host-` binds a cookie to this host and to https; without https a browser would drop it, so the demo does without. */
export function cookieName(kind: CookieKind): string {
  return env().secureCookies ? `__Host-${kind}` : kind
}

/** The `Set-Cookie` header that stores sealed content. */
export async function sealedCookie(kind: CookieKind, content: Record<string, unknown>): Promise<string> {
  const secret = authSecret()
  const maxAge = KINDS[kind].maxAgeSeconds
  const value = isOfSecondSuite(secret)
    ? sealedBySecond(kind, content, maxAge)
    : await encode({ token: content, secret, salt: kind, maxAge })
  return `${cookieName(kind)}=${value}; ${attributes(maxAge)}`
}

/** The head of what the second suite has sealed; a JWT begins with `ey`. */
const SECOND = '2.'

function sealedBySecond(kind: CookieKind, content: Record<string, unknown>, maxAgeSeconds: number): string {
  const untilMs = Date.now() + maxAgeSeconds * 1_000
  const sealed = sealBytes('cookie', kind, Buffer.from(JSON.stringify({ content, untilMs })))
  return `${SECOND}${Buffer.from(sealed).toString('base64url')}`
}

function openedBySecond(kind: CookieKind, value: string): Record<string, unknown> | null {
  const bytes = Buffer.from(value.slice(SECOND.length), 'base64url')
  // Another spelling of the same bytes is not what we gave out.
  if (`${SECOND}${bytes.toString('base64url')}` !== value) return null
  const opened = openBytes('cookie', kind, bytes)
  if (!opened) return null
  const { content, untilMs } = JSON.parse(opened.toString('utf8'))
  return Date.now() < untilMs ? content : null
}

/** The `Set-Cookie` header that removes a cookie. */
export function removedCookie(kind: CookieKind): string {
  return `${cookieName(kind)}=; ${attributes(0)}`
}

function attributes(maxAgeSeconds: number): string {
  const secure = env().secureCookies ? '; Secure' : ''
  return `Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`
}

/** next-auth seals by this algorithm alone, but would open whatever else fits the length of the key. */
const ALGORITHM = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url')

/** What a cookie of ours contains; null for none, a foreign, a changed or an outdated one. */
export async function openSealed(kind: CookieKind, value: string | undefined): Promise<Record<string, unknown> | null> {
  if (value?.startsWith(SECOND)) return openedBySecond(kind, value)
  if (!value?.startsWith(`${ALGORITHM}.`)) return null
  // A secret of the second suite has sealed none of these.
  for (const secret of authSecrets().filter((one) => !isOfSecondSuite(one))) {
    const content = await decode({ token: value, secret, salt: kind }).catch(() => null)
    if (content) return content
  }
  return null
}

/** The random token inside a cookie of a session, or of an officer's login that waits for its second step. */
export async function openTokenCookie(
  kind: 'session' | 'desk' | 'desk-login',
  value: string | undefined,
): Promise<string | null> {
  const content = await openSealed(kind, value)
  return typeof content?.sid === 'string' ? content.sid : null
}

export async function openChallengeCookie(
  kind: 'challenge' | 'desk-challenge',
  value: string | undefined,
): Promise<ChallengeCookie | null> {
  const content = await openSealed(kind, value)
  if (typeof content?.challengeId !== 'string' || typeof content.who !== 'string') return null
  const next = typeof content.next === 'string' ? content.next : null
  return { challengeId: content.challengeId, who: content.who, next }
}

/** Each person's token of a browser that has logged in before. */
export async function openDeviceCookie(value: string | undefined): Promise<string[]> {
  const content = await openSealed('device', value)
  return Array.isArray(content?.tokens) ? content.tokens.filter((token) => typeof token === 'string') : []
}

/** The complaint that a code was asked for; its number as typed. */
export async function openTrackingCookie(
  value: string | undefined,
): Promise<{ challengeId: string; number: string } | null> {
  const content = await openSealed('tracking', value)
  if (typeof content?.challengeId !== 'string' || typeof content.number !== 'string') return null
  return { challengeId: content.challengeId, number: content.number }
}

export async function openVisitCookie(value: string | undefined): Promise<VisitorActor | null> {
  const content = await openSealed('visit', value)
  return typeof content?.complaintId === 'string' ? { kind: 'visitor', complaintId: content.complaintId } : null
}
