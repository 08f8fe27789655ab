import type { IncomingMessage, ServerResponse } from 'node:http'
import net from 'node:net'

/** This machine asks itself by them: health checks, the demo, other tools beside the portal. */
const OF_THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']
/** A balancer asks each portal by its address how it is; none of the answers names a host. */
const ASKED_BY_ADDRESS = ['/api/health', '/api/ready', '/api/metrics']

/**
 * Refuses what is meant for another host than ours: a name that somebody lets lead here (DNS rebinding), and one that a
 * proxy is said to have been asked for. Ours are `PORTAL_URL`'s, the desk's, the address that the portal listens on, and this machine's
 * own, with any port. Returns whether it has answered.
 */
export function keepsToHosts(
  portalUrl: string,
  listensOn: string,
  deskHost: string | null = null,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const own = new Set([
    new URL(portalUrl).hostname,
    ...(deskHost === null ? [] : [deskHost]),
    net.isIPv6(listensOn) ? `[${listensOn}]` : listensOn,
    ...OF_THIS_MACHINE,
  ])
  return ({ url = '/', headers }, response) => {
    if (ASKED_BY_ADDRESS.includes(url.split('?')[0] as string)) return false
    const forwarded = headers['x-forwarded-host']
    const isForwarded = forwarded === undefined || [forwarded].flat().every((host) => own.has(hostnameOf(host)))
    const isOurs = own.has(hostnameOf(headers.host ?? ''))
    if (isOurs && isForwarded) return false
    // 421: this server does not answer for that name (RFC 9110, 15.5.20).
    response.writeHead(isOurs ? 403 : 421).end()
    return true
  }
}

/** Without its port, as a URL writes it; empty for what is no host. */
export function hostnameOf(host: string): string {
  const url = `http://${host}`
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(url) ? new URL(url).hostname : ''
}
