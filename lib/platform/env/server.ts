import net from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { clockOf, realTime } from '#lib/platform/clock.ts'
import { type Demand, listOf, oneOf, webAddress, whole } from './fields.ts'

const database = () => z.url({ protocol: /^postgres(ql)?$/, error: 'is no postgresql:// address' }).optional()

/** One or more, so that one can be replaced by the next. */
const secrets = () =>
  z
    .string()
    .refine((value) => listOf(value).every((secret) => secret.length >= 32), 'must have at least 32 characters')
    .optional()

/** A key of 32 bytes in base64url; `2:` before it names its algorithms, and is no part of it. */
const isSigningKey = (key: string): boolean => Buffer.from(key.replace(/^2:/, ''), 'base64url').length === 32

/** An address, or a network such as `10.20.0.0/16`. */
function isNetwork(entry: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const family = net.isIP(address)
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 6 ? 128 : 32))
}

const isHost = (name: string): boolean =>
  /^[\w.:[\]-]+$/.test(name) && URL.canParse(`http://${name}:1`) && new URL(`http://${name}:1`).hostname === name

/** Where ClamAV's daemon listens: at the path of a Unix socket, or at a port of this machine. */
export type ClamdPlace = { path: string } | { host: string; port: number }

/** Null for what is neither. Another machine is none: clamd neither encrypts nor asks who calls, and who answers says "clean". */
function clamdOf(text: string): ClamdPlace | null {
  if (text.startsWith('/')) return { path: text }
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const isPort = Number(port) >= 1 && Number(port) <= 65_535
  return isLoopback(bare) && isPort ? { host: bare, port: Number(port) } : null
}

/** Where the portal runs, what it stands on, and its own secrets. */
export const serverFields = {
  PORTAL_MODE: oneOf('demo', 'live').optional(),
  BUILD_DEMO: oneOf('yes', 'no').default('yes'),
  PORT: whole(1, 65_535, 3000),
  HOST: z.string().default('127.0.0.1'),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  PORTAL_URL: webAddress().optional(),
  PORTAL_DATA_DIR: z.string().default('.data'),
  ERASURES_FILE: z.string().optional(),
  ADVISORIES_FILE: z.string().optional(),
  CLAMD: z
    .string()
    .refine(
      (value) => clamdOf(value) !== null,
      'must be the path of a Unix socket, or a port of this machine such as 127.0.0.1:3310',
    )
    .optional(),
  PORTAL_CLOCK: z
    .string()
    .optional()
    .refine((value) => clockOf(value) !== null, 'is neither an instant with an offset nor an offset such as +36h'),
  DATABASE_URL: database(),
  DATABASE_OWNER_URL: database(),
  DATABASE_READ_URL: database(),
  DATABASE_PREPARED: oneOf('yes', 'no').default('yes'),
  DRAIN_SECONDS: whole(0, 300, 0),
  MOST_REQUESTS_AT_ONCE: whole(10, 10_000, 150),
  // The default and its reason: scripts/page-limit.ts. Below the least a person could meet it.
  PAGES_A_MINUTE: whole(60, 1_000_000, 600),
  TRUSTED_PROXIES: z
    .string()
    .default('127.0.0.1,::1')
    .refine((value) => listOf(value).every(isNetwork), 'must be addresses or networks such as 10.20.0.0/16'),
  DESK_HOST: z
    .string()
    .toLowerCase()
    .refine(isHost, 'must be a host alone such as desk.khata.example: no https://, no port')
    .optional(),
  DESK_NETWORKS: z
    .string()
    .default('')
    .refine((value) => listOf(value).every(isNetwork), 'must be addresses or networks such as 10.20.0.0/16'),
  AUTHENTICATOR_STEPS_OFF: whole(0, 1, 0),
  LINK_BY_OLD_BILL: oneOf('yes', 'no').default('yes'),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|tel:\+[\d-]+|https:\/\/\S+)$/, 'must begin with mailto:, tel:+ or https://')
    .optional(),
  AUTH_SECRET: secrets(),
  SIGNING_KEYS: z
    .string()
    .refine((value) => listOf(value).every(isSigningKey), 'must be keys of 32 bytes in base64url')
    .optional(),
  METRICS_TOKEN: secrets(),
}

/** Whether what a database is asked crosses a network that anybody in between can read. */
function isInTheClear(database: string | undefined): boolean {
  if (database === undefined) return false
  const { hostname, searchParams } = new URL(database)
  const host = searchParams.get('host') ?? hostname
  // A socket's folder may stand where the host does, as %2Frun%2Fpostgresql.
  const isHere = /^(\/|%2f)/i.test(host) || ['', 'localhost', '127.0.0.1', '::1', '[::1]'].includes(host)
  return !isHere && !['require', 'verify-ca', 'verify-full'].includes(searchParams.get('sslmode') ?? '')
}

/** Whether nobody but this machine itself comes in there. */
const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** With the mode, which follows from what is set. */
export type ServerSettings = z.output<z.ZodObject<typeof serverFields>> & { mode: 'demo' | 'live' }

export function demandOfServer(given: ServerSettings, demand: Demand): void {
  demand(
    'BUILD_DEMO',
    given.BUILD_DEMO === 'no' && given.mode === 'demo',
    'no is for live mode: it leaves out the demo',
  )
  demand('DATABASE_OWNER_URL', Boolean(given.DATABASE_OWNER_URL) && !given.DATABASE_URL, 'needs a DATABASE_URL')
  demand('DATABASE_READ_URL', Boolean(given.DATABASE_READ_URL) && !given.DATABASE_URL, 'needs a DATABASE_URL')
  const taken = ['localhost', '127.0.0.1', '[::1]', given.PORTAL_URL && new URL(given.PORTAL_URL).hostname]
  demand(
    'DESK_HOST',
    given.DESK_HOST !== undefined && taken.includes(given.DESK_HOST),
    'is the host of PORTAL_URL or this machine’s own name: the desk needs another',
  )
  const hasTls = given.TLS_CERT !== undefined && given.TLS_KEY !== undefined
  demand('TLS_CERT', !hasTls && Boolean(given.TLS_CERT ?? given.TLS_KEY), 'and TLS_KEY go together')
  demand('TLS_CERT', hasTls && given.mode === 'demo', 'is for live mode: the demo calls itself without')
  if (given.mode !== 'live') return
  demand(
    'HOST',
    !isLoopback(given.HOST) && !hasTls,
    'lets other machines in, and what they are told could be read on the way: set TLS_CERT and TLS_KEY, or 127.0.0.1',
  )
  demand(
    'TRUSTED_PROXIES',
    !isLoopback(given.HOST) && listOf(given.TRUSTED_PROXIES).every(isLoopback),
    'must name the proxy on the other machine: all people behind it would share one limit',
  )
  for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_READ_URL'] as const)
    demand(name, isInTheClear(given[name]), 'leads to another machine: add ?sslmode=verify-full')
  demand('DATABASE_URL', !given.DATABASE_URL, 'is needed in live mode: a PostgreSQL that somebody backs up')
  demand('AUTH_SECRET', listOf(given.AUTH_SECRET ?? '').length === 0, 'is needed in live mode')
  demand('PORTAL_URL', !given.PORTAL_URL?.startsWith('https://'), 'must be an https:// address in live mode')
  demand('PORTAL_CLOCK', Boolean(given.PORTAL_CLOCK), 'is for demo and tests only')
}

export function serverOf(given: ServerSettings) {
  const portalUrl = given.PORTAL_URL ?? `http://localhost:${given.PORT}`
  const { HOST: host, TLS_CERT: cert, TLS_KEY: key } = given
  const deskUrl = new URL(portalUrl)
  if (given.DESK_HOST) deskUrl.hostname = given.DESK_HOST
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  const localUrl = `${cert ? 'https' : 'http'}://${net.isIPv6(local) ? `[${local}]` : local}:${given.PORT}`
  return {
    mode: given.mode,
    /** Whether what the demo alone is made of is built, too. */
    buildsDemo: given.BUILD_DEMO === 'yes',
    port: given.PORT,
    host,
    /** Paths, or PEM itself, of what the portal speaks TLS with; null: it speaks http, live to this machine alone. */
    tls: cert && key ? { cert, key } : null,
    /** Where this machine itself reaches the portal. */
    localUrl,
    portalUrl,
    /** Where officers reach the desk, as an origin; the same as the portal's where it has no host of its own. */
    deskUrl: deskUrl.origin,
    deskHost: given.DESK_HOST ?? null,
    /** From where the desk can be reached; none: from everywhere. */
    deskNetworks: listOf(given.DESK_NETWORKS),
    secureCookies: portalUrl.startsWith('https://'),
    dataDir: path.resolve(given.PORTAL_DATA_DIR),
    /** Who was erased, for the day on which a backup is restored (lib/privacy/erasure-list.ts). */
    erasuresFile: path.resolve(given.ERASURES_FILE ?? path.join(given.PORTAL_DATA_DIR, 'erasures')),
    /** What the registry last said of the packages, if somebody asks it; null: nobody does. */
    advisoriesFile: given.ADVISORIES_FILE ? path.resolve(given.ADVISORIES_FILE) : null,
    /** Who scans files that people send for viruses; null: nobody does. */
    clamd: given.CLAMD ? clamdOf(given.CLAMD) : null,
    clock: clockOf(given.PORTAL_CLOCK) ?? realTime,
    databaseUrl: given.DATABASE_URL,
    /** Of the account that owns the tables and migrates; without it the portal's own does. */
    databaseOwnerUrl: given.DATABASE_OWNER_URL,
    /** Of a replica of it, for what may be some seconds old. */
    databaseReadUrl: given.DATABASE_READ_URL,
    /** Whether statements get names; an old pooler gives each transaction another connection, which knows none of them. */
    preparesStatements: given.DATABASE_PREPARED === 'yes',
    /**
     * How long this process still serves when it is told to end, so that a proxy sends new requests elsewhere. 0: it is
     * alone.
     */
    drainSeconds: given.DRAIN_SECONDS,
    mostRequestsAtOnce: given.MOST_REQUESTS_AT_ONCE,
    /** How many pages, papers, files and forms one login may ask this process for in a minute. */
    pagesAMinute: given.PAGES_A_MINUTE,
    /** Whose word on a sender's address is believed. */
    trustedProxies: listOf(given.TRUSTED_PROXIES),
    /** The first signs and seals, all open; none in the demo. */
    authSecrets: listOf(given.AUTH_SECRET ?? ''),
    /** How many steps before and after its own an officer’s authenticator’s code is taken in. */
    authenticatorStepsOff: given.AUTHENTICATOR_STEPS_OFF,
    /** Whether the facts of an old bill link a number, which then sees bills and payments. */
    linksByOldBill: given.LINK_BY_OLD_BILL === 'yes',
    /** Where faults of security are reported, as a URI; undefined: the helpline. */
    securityContact: given.SECURITY_CONTACT,
    /** Of bills' links: the first seals, all open. None: the secrets do. */
    signingKeys: listOf(given.SIGNING_KEYS ?? ''),
    /** Whoever reads `/api/metrics` knows one of them; without any, nobody reads it. */
    metricsTokens: listOf(given.METRICS_TOKEN ?? ''),
  } as const
}
