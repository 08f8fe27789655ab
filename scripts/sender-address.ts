import type { IncomingMessage } from 'node:http'
import net from 'node:net'

/** A list of addresses and networks such as `10.20.0.0/16`, to ask whether an address is one of them. */
export function networksOf(list: readonly string[]): net.BlockList {
  const networks = new net.BlockList()
  for (const entry of list) {
    const [address = '', bits] = entry.split('/')
    const family = net.isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) networks.addAddress(address, family)
    else networks.addSubnet(address, Number(bits), family)
  }
  return networks
}

/**
 * Sees to it that what a request says of its sender is what our own proxy says: from anybody else the headers
 * `X-Forwarded-…` are taken away, and the address is the one that the connection comes from. Limits count by it
 * (`sourceOf` in lib/platform/http.ts). Returns whether somebody's claim was taken away.
 */
export function keepToOwnProxy(request: IncomingMessage, proxies: net.BlockList): boolean {
  // A socket for both families calls 192.0.2.1 ::ffff:192.0.2.1.
  const peer = (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  const isOurs = net.isIP(peer) !== 0 && proxies.check(peer, net.isIPv6(peer) ? 'ipv6' : 'ipv4')
  const { headers } = request
  if (isOurs) {
    headers['x-forwarded-for'] ??= peer
    return false
  }
  const hadClaim = 'x-forwarded-for' in headers
  for (const name of Object.keys(headers)) if (name.startsWith('x-forwarded-')) delete headers[name]
  headers['x-forwarded-for'] = peer
  return hadClaim
}
