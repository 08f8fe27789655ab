import dns from 'node:dns'
import net from 'node:net'
import type { Env } from './env.ts'
import { logFault } from './log.ts'
import { isPushHost, META_FILES } from './outside-hosts.ts'

/** Whom a process may call. */
export type Outbound = {
  /** `host:port` of what a setting names, wherever that lies. */
  named: ReadonlySet<string>
  /** Whether all of this machine may be called: the demo's stand-ins and its database. */
  loopback: boolean
}

/** Nobody at all, for threads that only compute. */
export const NOBODY: Outbound = { named: new Set(), loopback: false }

const DEFAULT_PORTS: Record<string, string> = {
  'https:': '443',
  'http:': '80',
  'postgresql:': '5432',
  'postgres:': '5432',
}

/** Whom the settings name: databases, gateway, SMS, WhatsApp, the billing system, operators, the scanner, and the portal itself. */
export function outboundOf(settings: Env): Outbound {
  const {
    databaseUrl,
    databaseOwnerUrl,
    databaseReadUrl,
    gateway,
    sms,
    whatsapp,
    billingWebhook,
    simSwap,
    clamd,
    localUrl,
    mode,
  } = settings
  const addresses = [databaseUrl, databaseOwnerUrl, databaseReadUrl, gateway?.apiUrl, sms?.apiUrl, localUrl]
  addresses.push(whatsapp.access?.graphUrl, billingWebhook?.url, simSwap?.url, simSwap?.tokenUrl)
  const scanner = clamd && 'port' in clamd ? [placeOf(clamd.host, clamd.port)] : []
  return {
    named: new Set([...addresses.flatMap((address) => (address ? [placeIn(address)] : [])), ...scanner]),
    loopback: mode === 'demo',
  }
}

function placeIn(address: string): string {
  const { protocol, hostname, port, searchParams } = new URL(address)
  const host = searchParams.get('host') ?? (hostname || 'localhost')
  return placeOf(host, searchParams.get('port') ?? (port || DEFAULT_PORTS[protocol]))
}

const placeOf = (host: string, port: unknown): string => `${host.toLowerCase().replace(/^\[(.*)\]$/, '$1')}:${port}`

/** Names that somebody outside may bring (a browser its push service, the Graph API a file) may lead to the open internet alone. */
const isBrought = (host: string, port: unknown): boolean =>
  `${port}` === '443' && (isPushHost(host) || host === new URL(META_FILES).hostname)

/** What is no address of the open internet (IANA's registries of special-purpose addresses). */
const INSIDE = new net.BlockList()
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const),
])
  INSIDE.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  INSIDE.addSubnet(network, bits, 'ipv6')
const GLOBAL = new net.BlockList()
GLOBAL.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is one of the open internet. */
export function isOpenInternet(address: string): boolean {
  if (net.isIPv4(address)) return !INSIDE.check(address, 'ipv4')
  return net.isIPv6(address) && GLOBAL.check(address, 'ipv6') && !INSIDE.check(address, 'ipv6')
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

type Connect = net.Socket['connect']
type Options = Partial<net.TcpSocketConnectOpts & net.IpcSocketConnectOpts>

/**
 * Lets this process, or thread, call nobody else (ASVS 13.2.4, threat T25). It stands where all sockets pass, those of
 * `fetch`, of TLS and of the database among them, so no new caller can forget it. A name is looked up once: the address
 * that was looked at is the one that is called. A refusal is a fault in the log and an error of the caller's connection.
 * Sockets of the file system pass.
 */
export function keepTo(outbound: Outbound): void {
  const connect = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    // `net.connect` hands on an array of its own, which it knows again by a mark.
    const [normal, rest] = Array.isArray(args[0]) ? [args[0] as unknown[], args[0].slice(1)] : [null, args.slice(1)]
    const options = optionsOf(normal ?? args)
    if (options.path) return connect.apply(this, args)
    const { host = 'localhost', port } = options
    const kept = { ...options, host, ...keptTo(outbound, host, port, options.lookup) }
    if (!normal) return connect.call(this, kept, ...rest.filter((one) => typeof one === 'function'))
    normal[0] = kept
    return connect.call(this, normal)
  } as Connect
}

function optionsOf([first, second]: unknown[]): Options {
  if (typeof first === 'object' && first !== null) return first as Options
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first }
  return { port: Number(first), ...(typeof second === 'string' && { host: second }) }
}

/** What is changed of a connection: nothing, how its name is looked up, or whom it leads to, which is nobody. */
function keptTo({ named, loopback }: Outbound, host: string, port: unknown, lookup?: net.LookupFunction): Options {
  if (named.has(placeOf(host, port)) || (loopback && LOOPBACK.includes(host))) return {}
  if (isBrought(host, port)) return { lookup: openLookup(lookup ?? (dns.lookup as net.LookupFunction)) }
  // A name that has to be looked up, so that even an address fails as a name that there is none of.
  return { host: 'refused.invalid', lookup: (_, __, answer) => process.nextTick(answer, refused(host), '', 0) }
}

/** Finds those addresses of a name that lie in the open internet. */
const openLookup =
  (lookup: net.LookupFunction): net.LookupFunction =>
  (host, options, answer) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '', 0)
      const open = (found as dns.LookupAddress[]).filter(({ address }) => isOpenInternet(address))
      const [first] = open
      if (!first) return answer(refused(host), '', 0)
      if (options.all) return answer(null, open)
      answer(null, first.address, first.family)
    })

export const REFUSED = 'ERR_OUTBOUND_REFUSED'

function refused(host: string): NodeJS.ErrnoException {
  logFault('OUTBOUND_REFUSED', { kind: host })
  return Object.assign(new Error('no setting names this host'), { code: REFUSED })
}
