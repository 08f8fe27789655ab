import type { IncomingMessage } from 'node:http'
import net from 'node:net'
import { posix } from 'node:path'
import { sourceOf } from '#lib/platform/http.ts'
import { hostnameOf } from './known-hosts.ts'
import { leadNowhere } from './nowhere.ts'
import { networksOf } from './sender-address.ts'

/** The desk's pages, its API and what belongs to them, however Next.js would be asked for them. */
const OF_DESK = /^\/((api|_next\/data\/[^/]+)\/)?desk(?![\w-])/
/** What pages of both are made of, the reader's language, how the portal is, and the demo's phone (none in live mode). */
const OF_BOTH =
  /^\/(_next\/|icons\/|icon\.svg$|manifest\.webmanifest$|favicon\.ico$|\.well-known\/|api\/(health|ready|metrics|language)$|demo(\/|$))/

export type DeskPlace = {
  /** The host that the desk has for itself; null: it shares the consumers'. */
  deskHost: string | null
  /** From where it can be reached: addresses and networks; none: from everywhere. */
  deskNetworks: readonly string[]
}

/**
 * Keeps the desk to its host and networks (ASVS 3.5.4, 8.4.2, threat T30), by the path, so that no page has to think of it:
 * what is asked for at the wrong host, or of the desk from elsewhere, is sent where nothing lies, and is 404 as any address
 * of no page. The sender's address must be right by then (`keepToOwnProxy`).
 */
export function keepsDeskToItsPlace({ deskHost, deskNetworks }: DeskPlace): (request: IncomingMessage) => void {
  const networks = deskNetworks.length > 0 ? networksOf(deskNetworks) : null
  const isAllowed = ({ headers }: IncomingMessage): boolean => {
    if (!networks) return true
    const address = sourceOf({ headers: { get: (name) => headers[name]?.toString() ?? null } })
    return net.isIP(address) !== 0 && networks.check(address, net.isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  if (deskHost === null && !networks) return () => {}
  return (request) => {
    const path = pathOf(request.url ?? '/')
    const isOfDesk = OF_DESK.test(path)
    if (!isOfDesk && (deskHost === null || OF_BOTH.test(path))) return
    const isHere = deskHost === null || isOfDesk === (hostAskedFor(request) === deskHost)
    if (isHere && (!isOfDesk || isAllowed(request))) return
    leadNowhere(request, path)
  }
}

const hostAskedFor = ({ headers }: IncomingMessage): string =>
  hostnameOf((headers['x-forwarded-host'] ?? headers.host ?? '').toString())

/** The path as any router may come to read it: without a host, decoded, its dots and slashes resolved. */
function pathOf(url: string): string {
  const [asked = ''] = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').split(/[?#]/)
  return posix.normalize(`/${decoded(asked, MOST_DECODINGS)}`.replaceAll('\\', '/'))
}

/** What a proxy and Next.js decode, one time each, and one more. Without a limit 16 KB of `%25` would take half a second. */
const MOST_DECODINGS = 3

function decoded(path: string, times: number): string {
  if (times === 0) return path
  try {
    const once = decodeURIComponent(path)
    return once === path ? path : decoded(once, times - 1)
  } catch {
    // What cannot be decoded is an address of nobody's.
    return path
  }
}
