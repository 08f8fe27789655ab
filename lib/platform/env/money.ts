import { z } from 'zod'
import { paise } from '#lib/units/paise.ts'
import { type Demand, listOf, oneOf, webAddress, whole, word } from './fields.ts'
import type { ServerSettings } from './server.ts'
import { demandLastDays, secretsAt, webhookSecretsOf } from './webhook-secrets.ts'

/** A key of Standard Webhooks, `whsec_` and base64; what is neither has no bytes. */
const keyOf = (secret: string): Buffer =>
  Buffer.from(/^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '', 'base64')

/** An address that others may be told of money at: encrypted, or on this machine alone while nothing is real. */
function isBillingAddress(address: string, mode: 'demo' | 'live'): boolean {
  const { protocol, hostname, username, password } = new URL(address)
  if (username || password) return false
  return protocol === 'https:' || (mode === 'demo' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
}

/** Bills, who is paid and how, and who is told of it. */
export const moneyFields = {
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
  BILLING_WEBHOOK_URL: webAddress('must be an https:// address').optional(),
  BILLING_WEBHOOK_SECRET: z
    .string()
    .refine(
      (value) =>
        webhookSecretsOf(value)
          .map(({ secret }) => keyOf(secret))
          .every(({ length }) => length >= 24 && length <= 64),
      'must be whsec_ and 24 to 64 bytes in base64',
    )
    .optional(),
  BILL_QR: oneOf('vpa', 'gateway').default('vpa'),
  RAZORPAY_KEY_ID: word(),
  RAZORPAY_KEY_SECRET: word(),
  RAZORPAY_WEBHOOK_SECRET: z.string().optional(),
  RAZORPAY_API_URL: webAddress().optional(),
  BILL_DAY: whole(1, 28, 2),
  BILL_DUE_DAYS: whole(1, 60, 15),
  DISCONNECTION_DAYS: whole(1, 120, 15),
}

type MoneySettings = z.output<z.ZodObject<typeof moneyFields>> & Pick<ServerSettings, 'mode'>

export function demandOfMoney(given: MoneySettings, demand: Demand): void {
  demand(
    'BILLING_WEBHOOK_URL',
    given.BILLING_WEBHOOK_URL !== undefined && !isBillingAddress(given.BILLING_WEBHOOK_URL, given.mode),
    'must be an https:// address without a password',
  )
  demand(
    'BILLING_WEBHOOK_SECRET',
    given.BILLING_WEBHOOK_URL !== undefined && listOf(given.BILLING_WEBHOOK_SECRET ?? '').length === 0,
    'is needed to sign what goes to BILLING_WEBHOOK_URL',
  )
  for (const name of ['RAZORPAY_WEBHOOK_SECRET', 'BILLING_WEBHOOK_SECRET'] as const)
    demandLastDays(name, { list: given[name], mode: given.mode }, demand)
  demand(
    'BILL_QR',
    given.BILL_QR === 'gateway' &&
      (given.PAYMENT_GATEWAY === 'vpa' || (given.mode === 'live' && !given.RAZORPAY_KEY_ID)),
    'gateway needs a payment gateway that makes the QR codes',
  )
  if (given.mode !== 'live') return
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
  demand('RAZORPAY_WEBHOOK_SECRET', listOf(given.RAZORPAY_WEBHOOK_SECRET ?? '').length === 0, 'is needed in live mode')
}

export function moneyOf(given: MoneySettings, localUrl: string, shortName: string) {
  return {
    // `invalid` is reserved: money sent to the demo payee reaches nobody.
    upi: {
      vpa: given.UPI_VPA ?? 'demo@invalid',
      payeeName: given.UPI_PAYEE_NAME ?? `${shortName} DEMO`,
      /** What one payment may move at the most. */
      mostPaise: paise(given.UPI_MOST_RUPEES * 100),
    },
    /** From how much on, and over how many months at the most, a consumer may ask to pay in instalments. */
    instalments: { fromPaise: paise(given.INSTALMENTS_FROM_RUPEES * 100), most: given.INSTALMENTS_MOST },
    prepaid: prepaidOf(given),
    gateway: gatewayOf(given, localUrl),
    /** Days after which a captured payment must have been settled to the bank. */
    settlementDays: given.SETTLEMENT_DAYS,
    /** Where the billing system is told of payments, and what signs that: each key that holds while one is being replaced. */
    billingWebhook: billingWebhookOf(given),
    /** Who makes the QR of a bill: we, to the utility's own address, or the gateway when it is first looked at. */
    billQr: given.BILL_QR,
    /** While a secret is being replaced the old one holds until its last day; the first signs, in the demo. */
    gatewaySecretsAt: secretsAt(given.RAZORPAY_WEBHOOK_SECRET ?? 'demo-webhook-secret'),
    billing: { billDay: given.BILL_DAY, dueDays: given.BILL_DUE_DAYS, disconnectionDays: given.DISCONNECTION_DAYS },
  } as const
}

function billingWebhookOf({ BILLING_WEBHOOK_URL: url, BILLING_WEBHOOK_SECRET: list }: MoneySettings) {
  const holding = secretsAt(list ?? '')
  return url === undefined ? null : { url, keysAt: (at: Date) => holding(at).map(keyOf) }
}

/** What the utility's prepaid system does, as far as it is told; the portal only shows it. */
function prepaidOf(given: MoneySettings) {
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
  given: MoneySettings,
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
