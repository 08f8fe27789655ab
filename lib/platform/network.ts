import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address lies in, for limits: the first 24 bits of an IPv4 address, the first 48 of an IPv6 one, which
 * is what one customer is given. What is no address is its own network.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.')
  if (!isIPv6(plain)) return address
  const [before = '', after] = plain.toLowerCase().split('::')
  const head = before === '' ? [] : before.split(':')
  // `::` stands for as many zeros as are missing, which may reach into the first 48 bits.
  const tail = after ? after.split(':') : []
  const all =
    after === undefined ? head : [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
  return all
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
