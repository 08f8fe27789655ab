import type { IncomingMessage, ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { RequestCookies } from 'next/dist/server/web/spec-extension/cookies.js'
import { cookieName, openTokenCookie } from '#lib/identity/auth-options.ts'
import { limitKey } from '#lib/platform/rate-limit.ts'
import { noteRefusal } from '#lib/platform/refusals.ts'
import { tokenBuckets } from '#lib/platform/token-buckets.ts'
import { turnAway } from './failed-answer.ts'

/** A consumer's login and an officer's. Whoever carries both is counted for both, or one would be a way around the other. */
const LOGINS = ['session', 'desk'] as const
/**
 * After a minute a bucket is full again and may be forgotten; so many logins do not ask one process within one. They take
 * about 4 MB.
 */
const MOST_LOGINS = 20_000
/** Files that a page needs and a browser keeps. No part begins with a dot: none leads out of the folder. */
const FILE =
  /^\/(?:(?:_next\/static|icons)(?:\/[\w~-][\w.~-]*)+|icon\.svg|favicon\.ico|manifest\.webmanifest|offline-worker\.js|push-worker\.js|desk\/camps\/worker\.js)$/

/**
 * Keeps one login from asking this process for more than `perMinute` pages, papers, files and forms in a minute (ASVS 2.4.1):
 * beyond that it answers 429 with `Retry-After`, in words, before anything is looked up. Returns whether it has.
 *
 * The default of 600 is twice what a person comes to in a minute who opens a page each second (60; five tabs at once now
 * and then are 15 more), has a link of each fetched ahead (60), an offline copy that asks after each (60) and three unpaid
 * payments before them (a question each two seconds, 90), and prints two years of bills (24). An officer's work asks for no
 * more; a device that sends what was written at a camp waits and goes on. A script at full speed asks for as much within
 * some seconds, and has ten a second from then on, which a process serves beside everybody else.
 *
 * It is counted by the login and never by the address, behind which a mobile network has thousands of people. The login is
 * the token within the cookie and not the cookie's letters, since one token can be spelled in many ways; a forged cookie has none
 * and is nobody's. What is kept is a keyed hash.
 */
export function asksTooFast(
  perMinute: number,
  nowMs: () => number = () => performance.now(),
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  const take = tokenBuckets({ perMinute, mostKeys: MOST_LOGINS, nowMs })
  return async (request, response) => {
    if (FILE.test(request.url?.split('?')[0] ?? '')) return false
    for (const token of await loginsOf(request)) {
      const allowance = take(limitKey('pages', token))
      if (allowance.ok) continue
      noteRefusal('LIMIT', 'pages')
      turnAway(request, response, { reason: 'limit', retryAfterSeconds: allowance.retryAfterSeconds })
      return true
    }
    return false
  }
}

async function loginsOf({ headers: { cookie } }: IncomingMessage): Promise<string[]> {
  if (cookie === undefined) return []
  // By Next.js's own reader (next/server, which has it too, cannot be loaded before Next.js): what pages would take for a
  // login must not pass by here.
  const cookies = new RequestCookies(new Headers({ cookie }))
  const tokens = await Promise.all(LOGINS.map((kind) => openTokenCookie(kind, cookies.get(cookieName(kind))?.value)))
  return tokens.filter((token) => token !== null)
}
