import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { paise } from '#lib/units/paise.ts'
import { isReadable, leastContrast } from './brand-colours.ts'
import { clockOf } from './clock.ts'
import type { Colour } from './contrast.ts'
import { deskSettings } from './desk-settings.ts'
import { PlainError } from './errors.ts'

/**
 * Every setting of the portal, read once from the environment and validated. `.env.example` documents each name.
 * Modules never read `process.env` themselves.
 */
const text = (fallback: string) => z.string().trim().min(1).default(fallback)
const whole = (least: number, most: number, fallback: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error }).default(fallback)
}
const oneOf = <const T extends readonly [string, ...string[]]>(...choices: T) =>
  z.enum(choices, { error: `must be ${choices.join(' or ')}` })

const seedsOf = (list: string): Buffer[] =>
  list.split(',').flatMap((key) => (key.trim() ? [Buffer.from(key.trim(), 'base64url')] : []))

const listOf = (list: string): string[] => list.split(',').flatMap((entry) => entry.trim() || [])

const isDrawing = (file: string): boolean => /\.(svg|png)$/i.test(file) && fs.existsSync(file)

/** Secrets in a list, of which the old one holds while it is being replaced. */
const secretsOf = listOf

/** An address, or a network such as `10.20.0.0/16`. */
function isNetwork(entry: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const family = net.isIP(address)
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 6 ? 128 : 32))
}

/** Keys of Standard Webhooks, `whsec_` and base64 each; what is neither has no bytes. */
const webhookKeysOf = (list: string): Buffer[] =>
  secretsOf(list).map((secret) => Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '', 'base64'))

/** An address that others may be told of money at: encrypted, or on this machine alone while nothing is real. */
function isBillingAddress(address: string, mode: 'demo' | 'live'): boolean {
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  return protocol === 'https:' || (mode === 'demo' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

const settings = z
  .object({
    PORTAL_MODE: oneOf('demo', 'live').optional(),
    PORT: whole(1, 65_535, 3000),
    HOST: z.string().optional(),
    PORTAL_URL: z.url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' }).optional(),
    PORTAL_DATA_DIR: z.string().default('.data'),
    PORTAL_CLOCK: z
      .string()
      .optional()
      .refine((value) => clockOf(value) !== null, 'is neither an instant with an offset nor an offset such as +36h'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is no postgresql:// address' }).optional(),
    DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is no postgresql:// address' }).optional(),
    DATABASE_READ_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is no postgresql:// address' }).optional(),
    DATABASE_PREPARED: oneOf('yes', 'no').default('yes'),
    DRAIN_SECONDS: whole(0, 300, 0),
    MOST_REQUESTS_AT_ONCE: whole(10, 10_000, 150),
    TRUSTED_PROXIES: z
      .string()
      .default('127.0.0.1,::1')
      .refine((value) => listOf(value).every(isNetwork), 'must be addresses or networks such as 10.20.0.0/16'),
    SECURITY_CONTACT: z
      .string()
      .regex(/^(mailto:[^\s@]+@[^\s@]+|tel:\+[\d-]+|https:\/\/\S+)$/, 'must begin with mailto:, tel:+ or https://')
      .optional(),
    AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
    SIGNING_KEYS: z
      .string()
      .refine((value) => seedsOf(value).every((seed) => seed.length === 32), 'must be keys of 32 bytes in base64url')
      .optional(),
    PORTAL_NAME: text('Bijli Khata'),
    PORTAL_NAME_HI: text('बिजली खाता'),
    BRAND_COLOUR: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #2a3c96')
      .toLowerCase()
      .transform((value) => value as Colour)
      .refine(isReadable, {
        error: ({ input }) =>
          `must be darker: white on it, and it on the portal’s grounds, has a contrast of ${leastContrast(input as Colour).toFixed(1)}, and reading takes 4.5`,
      })
      .optional(),
    DISCOM_NAME: text('Jharkhand Bijli Vitran Nigam Limited'),
    DISCOM_NAME_HI: text('झारखंड बिजली वितरण निगम लिमिटेड'),
    DISCOM_SHORT_NAME: text('JBVNL'),
    DISCOM_PLACE: text('Ranchi'),
    DISCOM_PLACE_HI: text('राँची'),
    DISCOM_HELPLINE: text('1912'),
    DISCOM_HELPLINE_MORE: text('1800-345-6570'),
    DISCOM_FORUM: text('Vidyut Upbhokta Shikayat Niwaran Forum, Ranchi'),
    DISCOM_FORUM_HI: text('विद्युत उपभोक्ता शिकायत निवारण फोरम, राँची'),
    DISCOM_OMBUDSMAN: text('Bhagirathi Complex, 4th floor, Karamtoli Road, Ranchi'),
    DISCOM_OMBUDSMAN_HI: text('भागीरथी कॉम्प्लेक्स, चौथा तल, करमटोली रोड, राँची'),
    APP_ICON: z.string().refine(isDrawing, 'must be the path of an SVG or PNG file').optional(),
    APP_ICON_COLOUR: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #2a3c96')
      .optional(),
    UPI_VPA: z
      .string()
      .regex(/^[a-zA-Z0-9.\-_]{2,}@[a-zA-Z]{2,}$/, 'is no UPI address such as name@bank')
      .optional(),
    UPI_PAYEE_NAME: z.string().min(1).max(50).optional(),
    UPI_MOST_RUPEES: whole(1, 10_000_000, 100_000),
    PREPAID_EMERGENCY_CREDIT_RUPEES: whole(0, 100_000, 0),
    PREPAID_NO_CUT_HOURS: z
      .string()
      .regex(/^([01]?\d|2[0-3])-([01]?\d|2[0-3])$/, 'is no pair of hours such as 18-8')
      .optional(),
    PREPAID_NO_CUT_HOLIDAYS: oneOf('yes', 'no').default('no'),
    INSTALMENTS_FROM_RUPEES: whole(1, 10_000_000, 1_000),
    INSTALMENTS_MOST: whole(2, 24, 6),
    PAYMENT_GATEWAY: oneOf('razorpay', 'vpa').optional(),
    SETTLEMENT_DAYS: whole(1, 30, 5),
    PUSH_KEY: z
      .string()
      .refine((value) => Buffer.from(value, 'base64url').length === 32, 'must be 32 random bytes in base64url')
      .optional(),
    PUSH_CONTACT: z
      .string()
      .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must begin with mailto: or https://')
      .optional(),
    BILLING_WEBHOOK_URL: z.url({ protocol: /^https?$/, error: 'must be an https:// address' }).optional(),
    BILLING_WEBHOOK_SECRET: z
      .string()
      .refine(
        (value) => webhookKeysOf(value).every(({ length }) => length >= 24 && length <= 64),
        'must be whsec_ and 24 to 64 bytes in base64',
      )
      .optional(),
    BILL_QR: oneOf('vpa', 'gateway').default('vpa'),
    RAZORPAY_KEY_ID: z.string().trim().min(1).optional(),
    RAZORPAY_KEY_SECRET: z.string().trim().min(1).optional(),
    RAZORPAY_WEBHOOK_SECRET: z.string().optional(),
    RAZORPAY_API_URL: z.url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' }).optional(),
    SMS_PROVIDER: oneOf('demo', 'msg91').optional(),
    MSG91_AUTH_KEY: z.string().trim().min(1).optional(),
    MSG91_API_URL: z.url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' }).optional(),
    SMS_PER_SECOND: whole(1, 10_000, 50),
    SMS_SEGMENTS_PER_DAY: whole(1, 100_000_000, 2_000_000),
    WHATSAPP_APP_SECRET: z.string().trim().min(1).optional(),
    WHATSAPP_VERIFY_TOKEN: z.string().trim().min(1).optional(),
    WHATSAPP_TOKEN: z.string().trim().min(1).optional(),
    WHATSAPP_PHONE_NUMBER_ID: z
      .string()
      .regex(/^\d{1,30}$/, 'is the number’s id at Meta: digits')
      .optional(),
    WHATSAPP_GRAPH_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address with http:// or https://' })
      .default('https://graph.facebook.com/v25.0'),
    WHATSAPP_PER_SECOND: whole(1, 1_000, 80),
    WHATSAPP_PEOPLE_PER_DAY: whole(1, 100_000_000, 250),
    MSG91_WEBHOOK_SECRET: z.string().optional(),
    INGEST_TOKEN: z.string().optional(),
    METRICS_TOKEN: z
      .string()
      .refine((value) => secretsOf(value).every((token) => token.length >= 32), 'must have at least 32 characters')
      .optional(),
    INGEST_LARGEST_MB: whole(1, 100_000, 4_000),
    INGEST_MOST_ROWS: whole(1, 1_000_000_000, 60_000_000),
    RETENTION_BLOCK_YEARS: whole(1, 50, 3),
    RETENTION_DAY_YEARS: whole(1, 50, 10),
    RETENTION_COMPLAINT_YEARS: whole(1, 50, 3),
    RETENTION_COMPLAINT_FILE_YEARS: whole(1, 50, 1),
    RETENTION_IDLE_LOGIN_YEARS: whole(1, 50, 3),
    WHATSAPP_DISPLAY_NUMBER: z
      .string()
      .regex(/^[1-9]\d{9}$/, 'is no Indian number of ten digits')
      .optional(),
    VOLTAGE_NOMINAL: z.coerce.number().positive().max(1_000).default(230),
    VOLTAGE_STANDARD_PERCENT: z.coerce.number().positive().max(50).default(6),
    VOLTAGE_TOLERABLE_PERCENT: z.coerce.number().positive().max(50).default(10),
    READING_SPIKE_PERCENT: whole(1, 100_000, 180),
    READING_SPIKE_FLOOR_W: whole(0, 10_000_000, 3_000),
    READING_STUCK_DAYS: whole(2, 14, 7),
    LOAD_STEP_KW: oneOf('0.5', '1').default('1'),
    BILL_DAY: whole(1, 28, 2),
    BILL_DUE_DAYS: whole(1, 60, 15),
    DISCONNECTION_DAYS: whole(1, 120, 15),
    COMPLAINT_CATALOGUE: z.string().trim().min(1).optional(),
  })
  .transform((given) => {
    const mode = given.PORTAL_MODE ?? (given.DATABASE_URL ? 'live' : 'demo')
    return { ...given, mode } as const
  })
  .superRefine((given, context) => {
    const demand = (name: string, wrong: boolean, message: string) => {
      if (wrong) context.addIssue({ code: 'custom', path: [name], message })
    }
    demand(
      'VOLTAGE_TOLERABLE_PERCENT',
      given.VOLTAGE_TOLERABLE_PERCENT < given.VOLTAGE_STANDARD_PERCENT,
      'is less than VOLTAGE_STANDARD_PERCENT: what is standard is tolerable',
    )
    demand(
      'BILLING_WEBHOOK_URL',
      given.BILLING_WEBHOOK_URL !== undefined && !isBillingAddress(given.BILLING_WEBHOOK_URL, given.mode),
      'must be an https:// address without a password',
    )
    demand(
      'BILLING_WEBHOOK_SECRET',
      given.BILLING_WEBHOOK_URL !== undefined && webhookKeysOf(given.BILLING_WEBHOOK_SECRET ?? '').length === 0,
      'is needed to sign what goes to BILLING_WEBHOOK_URL',
    )
    demand('PUSH_CONTACT', Boolean(given.PUSH_KEY) && !given.PUSH_CONTACT, 'is needed with PUSH_KEY')
    demand('DATABASE_OWNER_URL', Boolean(given.DATABASE_OWNER_URL) && !given.DATABASE_URL, 'needs a DATABASE_URL')
    demand('DATABASE_READ_URL', Boolean(given.DATABASE_READ_URL) && !given.DATABASE_URL, 'needs a DATABASE_URL')
    demand(
      'BILL_QR',
      given.BILL_QR === 'gateway' &&
        (given.PAYMENT_GATEWAY === 'vpa' || (given.mode === 'live' && !given.RAZORPAY_KEY_ID)),
      'gateway needs a payment gateway that makes the QR codes',
    )
    if (given.mode !== 'live') return
    demand('DATABASE_URL', !given.DATABASE_URL, 'is needed in live mode: a PostgreSQL that somebody backs up')
    demand('AUTH_SECRET', !given.AUTH_SECRET, 'is needed in live mode')
    demand('PORTAL_URL', !given.PORTAL_URL?.startsWith('https://'), 'must be an https:// address in live mode')
    demand('PORTAL_CLOCK', Boolean(given.PORTAL_CLOCK), 'is for demo and tests only')
    demand('UPI_VPA', !given.UPI_VPA || given.UPI_VPA.endsWith('@invalid'), 'must be the real payee in live mode')
    demand('UPI_PAYEE_NAME', !given.UPI_PAYEE_NAME, 'is needed in live mode')
    demand(
      'PAYMENT_GATEWAY',
      given.PAYMENT_GATEWAY === 'razorpay' && !given.RAZORPAY_KEY_ID,
      'razorpay needs RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET',
    )
    demand(
      'RAZORPAY_KEY_SECRET',
      Boolean(given.RAZORPAY_KEY_ID) !== Boolean(given.RAZORPAY_KEY_SECRET),
      'and RAZORPAY_KEY_ID go together',
    )
    demand('RAZORPAY_WEBHOOK_SECRET', !given.RAZORPAY_WEBHOOK_SECRET, 'is needed in live mode')
    demand('SMS_PROVIDER', given.SMS_PROVIDER !== 'msg91', 'must be a real provider in live mode, such as msg91')
    demand('MSG91_AUTH_KEY', !given.MSG91_AUTH_KEY, 'is needed in live mode')
    const whatsapp = [given.WHATSAPP_TOKEN, given.WHATSAPP_PHONE_NUMBER_ID, given.WHATSAPP_APP_SECRET]
    demand(
      'WHATSAPP_TOKEN',
      whatsapp.some(Boolean) && !whatsapp.every(Boolean),
      'and WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_APP_SECRET go together',
    )
  })

export type Env = ReturnType<typeof toEnv>

/** Reads settings; the reasons name each wrong one in words that an officer can act on. */
export function readEnv(
  source: Record<string, string | undefined>,
): { ok: true; env: Env } | { ok: false; reasons: string[] } {
  // An empty value in a .env file means "not set".
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const parsed = settings.safeParse(given)
  if (parsed.success) return { ok: true, env: toEnv(parsed.data, templatesOf(given)) }
  return { ok: false, reasons: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) }
}

const TEMPLATE = 'SMS_TEMPLATE_'

/** The provider's ids of approved texts, by the text's name: there is one setting for each, so their names are not listed. */
function templatesOf(given: Record<string, string | undefined>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(given).flatMap(([name, id]) =>
      name.startsWith(TEMPLATE) && id ? [[name.slice(TEMPLATE.length).toLowerCase(), id.trim()]] : [],
    ),
  )
}

function toEnv(given: z.output<typeof settings>, smsTemplates: ReadonlyMap<string, string>) {
  const portalUrl = given.PORTAL_URL ?? `http://localhost:${given.PORT}`
  // Demo pages must not be open to the network, so the demo listens on this machine alone.
  const host = given.HOST ?? (given.mode === 'demo' ? '127.0.0.1' : '0.0.0.0')
  const localUrl = `http://${host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host}:${given.PORT}`
  const discom = {
    name: { en: given.DISCOM_NAME, hi: given.DISCOM_NAME_HI },
    shortName: given.DISCOM_SHORT_NAME,
    mark: given.APP_ICON ? '/icons/192.png' : undefined,
    place: { en: given.DISCOM_PLACE, hi: given.DISCOM_PLACE_HI },
    helpline: given.DISCOM_HELPLINE,
    moreHelplines: given.DISCOM_HELPLINE_MORE,
    forum: { en: given.DISCOM_FORUM, hi: given.DISCOM_FORUM_HI },
    ombudsman: { en: given.DISCOM_OMBUDSMAN, hi: given.DISCOM_OMBUDSMAN_HI },
  }
  return {
    mode: given.mode,
    port: given.PORT,
    host,
    /** Where this machine itself reaches the portal. */
    localUrl,
    portalUrl,
    secureCookies: portalUrl.startsWith('https://'),
    dataDir: path.resolve(given.PORTAL_DATA_DIR),
    clock: clockOf(given.PORTAL_CLOCK) ?? (() => new Date()),
    databaseUrl: given.DATABASE_URL,
    /** Of the account that owns the tables and migrates; without it the portal's own does. */
    databaseOwnerUrl: given.DATABASE_OWNER_URL,
    /** Of a replica of it, for what may be some seconds old. */
    databaseReadUrl: given.DATABASE_READ_URL,
    /** Whether statements get names; an old pooler gives each transaction another connection, which knows none of them. */
    preparesStatements: given.DATABASE_PREPARED === 'yes',
    /** How long this process still serves when it is told to end, so that a proxy sends new requests elsewhere. 0: it is alone. */
    drainSeconds: given.DRAIN_SECONDS,
    mostRequestsAtOnce: given.MOST_REQUESTS_AT_ONCE,
    /** Whose word on a sender's address is believed. */
    trustedProxies: listOf(given.TRUSTED_PROXIES),
    authSecret: given.AUTH_SECRET,
    /** Where faults of security are reported, as a URI; undefined: the helpline. */
    securityContact: given.SECURITY_CONTACT,
    /** What the portal calls itself. */
    portalName: { en: given.PORTAL_NAME, hi: given.PORTAL_NAME_HI },
    /** Of links, buttons and the first page's box instead of the portal's own; undefined: the portal's. */
    brandColour: given.BRAND_COLOUR,
    appIcon: given.APP_ICON,
    appIconColour: given.APP_ICON_COLOUR,
    /** Ed25519 seeds; none: the key is derived from the secret. The first signs, all verify. */
    signingSeeds: seedsOf(given.SIGNING_KEYS ?? ''),
    // A getter, because the desk may change it while the process runs.
    get discom() {
      return { ...discom, ...deskSettings().discom }
    },
    // `invalid` is reserved: money sent to the demo payee reaches nobody.
    upi: {
      vpa: given.UPI_VPA ?? 'demo@invalid',
      payeeName: given.UPI_PAYEE_NAME ?? `${given.DISCOM_SHORT_NAME} DEMO`,
      /** What one payment may move at the most. */
      mostPaise: paise(given.UPI_MOST_RUPEES * 100),
    },
    /** From how much on, and over how many months at the most, a consumer may ask to pay in instalments. */
    instalments: { fromPaise: paise(given.INSTALMENTS_FROM_RUPEES * 100), most: given.INSTALMENTS_MOST },
    prepaid: prepaidOf(given),
    gateway: gatewayOf(given, localUrl),
    /** Days after which a captured payment must have been settled to the bank. */
    settlementDays: given.SETTLEMENT_DAYS,
    /** Where the billing system is told of payments, and what signs that: each key while one is being replaced. */
    billingWebhook:
      given.BILLING_WEBHOOK_URL === undefined
        ? null
        : { url: given.BILLING_WEBHOOK_URL, keys: webhookKeysOf(given.BILLING_WEBHOOK_SECRET ?? '') },
    /** Who makes the QR of a bill: we, to the utility's own address, or the gateway when it is first looked at. */
    billQr: given.BILL_QR,
    /** While a secret is being replaced the old one stays valid; the first signs, in the demo. */
    gatewaySecrets: (given.RAZORPAY_WEBHOOK_SECRET ?? 'demo-webhook-secret').split(',').map((secret) => secret.trim()),
    /** Null: messages are only written, for the demo's phone. */
    sms: smsOf(given, smsTemplates),
    whatsapp: whatsappOf(given),
    /** Whoever tells of SMS to the utility's number knows one of them; without any, nobody does. */
    smsWebhookSecrets: secretsOf(given.MSG91_WEBHOOK_SECRET ?? (given.mode === 'demo' ? 'demo-sms-secret' : '')),
    /** Tokens for every kind of ingest, and the most that a file may hold, unpacked. Sources of one kind have their own. */
    ingest: {
      tokens: secretsOf(given.INGEST_TOKEN ?? ''),
      largestBytes: given.INGEST_LARGEST_MB * 1_000_000,
      mostRows: given.INGEST_MOST_ROWS,
    },
    /** Who calls browsers with news; null: nobody does. */
    push: pushOf(given),
    /** Whoever reads `/api/metrics` knows one of them; without any, nobody reads it. */
    metricsTokens: secretsOf(given.METRICS_TOKEN ?? ''),
    retention: {
      ...{ blockYears: given.RETENTION_BLOCK_YEARS, dayYears: given.RETENTION_DAY_YEARS },
      ...{ complaintYears: given.RETENTION_COMPLAINT_YEARS, complaintFileYears: given.RETENTION_COMPLAINT_FILE_YEARS },
      idleLoginYears: given.RETENTION_IDLE_LOGIN_YEARS,
    },
    /** The number that people write to on WhatsApp, ten digits; null while there is none. */
    whatsappNumber: given.WHATSAPP_DISPLAY_NUMBER ?? null,
    voltage: {
      nominalV: given.VOLTAGE_NOMINAL,
      standardPercent: given.VOLTAGE_STANDARD_PERCENT,
      tolerablePercent: given.VOLTAGE_TOLERABLE_PERCENT,
    },
    /** When readings are flagged. */
    validation: {
      spikePercent: given.READING_SPIKE_PERCENT,
      spikeFloorW: given.READING_SPIKE_FLOOR_W,
      stuckDays: given.READING_STUCK_DAYS,
    },
    /** Sanctioned loads that can be applied for are multiples of it. */
    loadStepW: Number(given.LOAD_STEP_KW) * 1000,
    /** A file of categories, times and their sources instead of the portal's own. */
    complaintCatalogue: given.COMPLAINT_CATALOGUE && path.resolve(given.COMPLAINT_CATALOGUE),
    billing: { billDay: given.BILL_DAY, dueDays: given.BILL_DUE_DAYS, disconnectionDays: given.DISCONNECTION_DAYS },
  } as const
}

function pushOf({ PUSH_KEY, PUSH_CONTACT }: z.output<typeof settings>) {
  if (!PUSH_KEY || !PUSH_CONTACT) return null
  return { privateKey: Buffer.from(PUSH_KEY, 'base64url'), contact: PUSH_CONTACT }
}

/** MSG91 and what may be sent through it; templates come beside it, as `SMS_TEMPLATE_<NAME>` each. */
function smsOf(given: z.output<typeof settings>, templates: ReadonlyMap<string, string>) {
  if (given.SMS_PROVIDER !== 'msg91') return null
  return {
    apiUrl: given.MSG91_API_URL ?? 'https://control.msg91.com/api/v5',
    authKey: given.MSG91_AUTH_KEY ?? 'demo',
    perSecond: given.SMS_PER_SECOND,
    segmentsPerDay: given.SMS_SEGMENTS_PER_DAY,
    templates,
  }
}

/** The demo has secrets of its own for its chat, and no access to anybody: its messages are only written. */
function whatsappOf(given: z.output<typeof settings>) {
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId } = given
  const demo = (text: string) => (given.mode === 'demo' ? text : null)
  return {
    /** While a secret is being replaced the old one stays valid. None: nothing that comes in is believed. */
    appSecrets: (given.WHATSAPP_APP_SECRET ?? demo('demo-app-secret'))?.split(',').map((secret) => secret.trim()) ?? [],
    verifyToken: given.WHATSAPP_VERIFY_TOKEN ?? demo('demo-verify-token'),
    access:
      token && phoneNumberId
        ? {
            ...{ graphUrl: given.WHATSAPP_GRAPH_URL, token, phoneNumberId },
            ...{ perSecond: given.WHATSAPP_PER_SECOND, peoplePerDay: given.WHATSAPP_PEOPLE_PER_DAY },
          }
        : null,
  }
}

/** What the utility's prepaid system does, as far as it is told; the portal only shows it. */
function prepaidOf(given: z.output<typeof settings>) {
  const [fromHour, toHour] = (given.PREPAID_NO_CUT_HOURS ?? '').split('-').map(Number)
  return {
    emergencyCreditPaise: paise(given.PREPAID_EMERGENCY_CREDIT_RUPEES * 100),
    noCutHours: fromHour !== undefined && toHour !== undefined ? { fromHour, toHour } : null,
    noCutOnHolidays: given.PREPAID_NO_CUT_HOLIDAYS === 'yes',
  }
}

/**
 * Where the gateway's API is, or null: then the QR pays the utility's own UPI address, and the bank's statement settles.
 * The demo's gateway is a part of the portal.
 */
function gatewayOf(
  given: z.output<typeof settings>,
  localUrl: string,
): { apiUrl: string; keyId: string; keySecret: string } | null {
  if (given.PAYMENT_GATEWAY === 'vpa') return null
  if (given.mode === 'demo') {
    const apiUrl = given.RAZORPAY_API_URL ?? `${localUrl}/demo/razorpay/v1`
    return { apiUrl, keyId: given.RAZORPAY_KEY_ID ?? 'rzp_demo', keySecret: given.RAZORPAY_KEY_SECRET ?? 'demo' }
  }
  const { RAZORPAY_KEY_ID: keyId, RAZORPAY_KEY_SECRET: keySecret } = given
  return keyId && keySecret
    ? { apiUrl: given.RAZORPAY_API_URL ?? 'https://api.razorpay.com/v1', keyId, keySecret }
    : null
}

let read: Env | undefined

/** The settings of this process. Throws a readable list when something is wrong. */
export function env(): Env {
  if (read) return read
  const result = readEnv(process.env)
  if (!result.ok)
    throw new PlainError(`These settings are wrong:\n${result.reasons.map((reason) => `  ${reason}`).join('\n')}`)
  read = result.env
  return read
}
