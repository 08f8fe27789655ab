import { isId } from '#lib/consumers/access.ts'
import { localPath } from '#lib/platform/http.ts'

/** Where a person is sent to log in, and from where they return to `next`. */
export function loginPath(next: string, { loggedOut = false } = {}): string {
  const query = new URLSearchParams()
  const back = returnPath(next)
  if (back) query.set('next', back)
  if (loggedOut) query.set('out', '1')
  return query.size > 0 ? `/login?${query}` : '/login'
}

/** The path if a login may return to it: a page of this portal, and not the login or an action itself. */
export function returnPath(next: string | null | undefined): string | null {
  const path = localPath(next)
  return path && path.length <= 500 && !/^\/(api|login|demo)(\/|\?|$)/.test(path) ? path : null
}

/**
 * Where a login leads: back to where it came from, unless that is about a connection of somebody else (a shared phone);
 * else to the only connection, or to the list of them.
 */
export function afterLoginPath(next: string | null, connectionIds: string[]): string {
  const back = returnPath(next)
  const about = back && /^\/c\/([^/?#]+)/.exec(back)?.[1]
  if (back && back !== '/' && (!about || (isId(about) && connectionIds.includes(about)))) return back
  return connectionIds.length === 1 ? `/c/${connectionIds[0]}` : '/connections'
}
