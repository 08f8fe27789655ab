import { z } from 'zod'
import { type Demand, oneOf, webAddress, whole, word } from './fields.ts'
import type { ServerSettings } from './server.ts'
import { demandLastDays, secretsAt } from './webhook-secrets.ts'

/** From one hour of the day to a later one. */
function hoursOf(text: string): { from: number; to: number } | null {
  const [, from = '', to = ''] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? []
  return to !== '' && Number(from) < Number(to) && Number(to) <= 24 ? { from: Number(from), to: Number(to) } : null
}

/** SMS, WhatsApp and news by push. */
export const messageFields = {
  PUSH_KEY: z
    .string()
    .refine((value) => Buffer.from(value, 'base64url').length === 32, 'must be 32 random bytes in base64url')
    .optional(),
  PUSH_CONTACT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must begin with mailto: or https://')
    .optional(),
  SMS_PROVIDER: oneOf('demo', 'msg91').optional(),
  MSG91_AUTH_KEY: word(),
  MSG91_API_URL: webAddress().optional(),
  MSG91_WEBHOOK_SECRET: z.string().optional(),
  NEWS_HOURS: z
    .string()
    .refine((value) => hoursOf(value) !== null, 'must be two hours of the day such as 8-21')
    .default('8-21'),
  SMS_PER_SECOND: whole(1, 10_000, 50),
  CODES_PER_MINUTE: whole(1, 1_000_000, 3_000),
  SMS_SEGMENTS_PER_DAY: whole(1, 100_000_000, 2_000_000),
  WHATSAPP_APP_SECRET: word(),
  WHATSAPP_VERIFY_TOKEN: word(),
  WHATSAPP_TOKEN: word(),
  WHATSAPP_PHONE_NUMBER_ID: z
    .string()
    .regex(/^\d{1,30}$/, 'is the number’s id at Meta: digits')
    .optional(),
  WHATSAPP_GRAPH_URL: webAddress().default('https://graph.facebook.com/v25.0'),
  WHATSAPP_PER_SECOND: whole(1, 1_000, 80),
  WHATSAPP_PEOPLE_PER_DAY: whole(1, 100_000_000, 250),
  WHATSAPP_DISPLAY_NUMBER: z
    .string()
    .regex(/^[1-9]\d{9}$/, 'is no Indian number of ten digits')
    .optional(),
}

type MessageSettings = z.output<z.ZodObject<typeof messageFields>> & Pick<ServerSettings, 'mode'>

export function demandOfMessages(given: MessageSettings, demand: Demand): void {
  demand('PUSH_CONTACT', Boolean(given.PUSH_KEY) && !given.PUSH_CONTACT, 'is needed with PUSH_KEY')
  for (const name of ['WHATSAPP_APP_SECRET', 'MSG91_WEBHOOK_SECRET'] as const)
    demandLastDays(name, { list: given[name], mode: given.mode }, demand)
  if (given.mode !== 'live') return
  demand('SMS_PROVIDER', given.SMS_PROVIDER !== 'msg91', 'must be a real provider in live mode, such as msg91')
  demand('MSG91_AUTH_KEY', !given.MSG91_AUTH_KEY, 'is needed in live mode')
  const whatsapp = [given.WHATSAPP_TOKEN, given.WHATSAPP_PHONE_NUMBER_ID, given.WHATSAPP_APP_SECRET]
  demand(
    'WHATSAPP_TOKEN',
    whatsapp.some(Boolean) && !whatsapp.every(Boolean),
    'and WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_APP_SECRET go together',
  )
}

/** `smsTemplates`: the provider's ids of approved texts by the text's name. */
export function messagesOf(given: MessageSettings, smsTemplates: ReadonlyMap<string, string>) {
  return {
    /** Null: messages are only written, for the demo's phone. */
    sms: smsOf(given, smsTemplates),
    whatsapp: whatsappOf(given),
    /** How many codes all portals together send within a minute before they hold back those that anybody can ask for. */
    codesPerMinute: given.CODES_PER_MINUTE,
    /** When news that can wait goes out: hours of the day in India. */
    newsHours: hoursOf(given.NEWS_HOURS) ?? { from: 8, to: 21 },
    /** Whoever tells of SMS to the utility's number knows one of them; without any, nobody does. */
    smsWebhookSecretsAt: secretsAt(given.MSG91_WEBHOOK_SECRET ?? (given.mode === 'demo' ? 'demo-sms-secret' : '')),
    /** The number that people write to on WhatsApp, ten digits; null while there is none. */
    whatsappNumber: given.WHATSAPP_DISPLAY_NUMBER ?? null,
    /** Who calls browsers with news; null: nobody does. */
    push: pushOf(given),
  } as const
}

function pushOf({ PUSH_KEY, PUSH_CONTACT }: MessageSettings) {
  if (!PUSH_KEY || !PUSH_CONTACT) return null
  return { privateKey: Buffer.from(PUSH_KEY, 'base64url'), contact: PUSH_CONTACT }
}

function smsOf(given: MessageSettings, templates: ReadonlyMap<string, string>) {
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
function whatsappOf(given: MessageSettings) {
  const { WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId } = given
  const demo = (secret: string) => (given.mode === 'demo' ? secret : null)
  return {
    /** While a secret is being replaced the old one holds until its last day. None: nothing that comes in is believed. */
    appSecretsAt: secretsAt(given.WHATSAPP_APP_SECRET ?? demo('demo-app-secret') ?? ''),
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
