import { z } from 'zod'
import { withCredentials } from './credentials.ts'
import { deskSettings } from './desk-settings.ts'
import type { Demand } from './env/fields.ts'
import { demandOfMessages, messageFields, messagesOf } from './env/messages.ts'
import { demandOfMoney, moneyFields, moneyOf } from './env/money.ts'
import { demandOfOperator, operatorFields, operatorOf } from './env/operator.ts'
import { demandOfReadings, readingFields, readingsOf } from './env/readings.ts'
import { demandOfServer, serverFields, serverOf } from './env/server.ts'
import { discomOf, utilityFields, utilityOf } from './env/utility.ts'
import { PlainError } from './errors.ts'

/**
 * Every setting of the portal, read once from the environment and validated. `.env.example` documents each name.
 * Modules never read `process.env` themselves.
 */
const settings = z
  .object({ ...serverFields, ...utilityFields, ...moneyFields, ...messageFields, ...operatorFields, ...readingFields })
  .transform((given) => {
    const mode = given.PORTAL_MODE ?? (given.DATABASE_URL ? 'live' : 'demo')
    return { ...given, mode } as const
  })
  .superRefine((given, context) => {
    const demand: Demand = (name, wrong, message) => {
      if (wrong) context.addIssue({ code: 'custom', path: [name], message })
    }
    demandOfServer(given, demand)
    demandOfMoney(given, demand)
    demandOfMessages(given, demand)
    demandOfOperator(given, demand)
    demandOfReadings(given, demand)
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
  const server = serverOf(given)
  const discom = discomOf(given)
  return {
    ...server,
    ...utilityOf(given),
    // A getter, because the desk may change it while the process runs.
    get discom() {
      return { ...discom, ...deskSettings().discom }
    },
    ...moneyOf(given, server.localUrl, discom.shortName),
    ...messagesOf(given, smsTemplates),
    ...operatorOf(given),
    ...readingsOf(given),
  } as const
}

let read: Env | undefined

/** The settings of this process. Throws a readable list when something is wrong. */
export function env(): Env {
  if (read) return read
  const result = readEnv(withCredentials(process.env))
  if (!result.ok)
    throw new PlainError(`These settings are wrong:\n${result.reasons.map((reason) => `  ${reason}`).join('\n')}`)
  read = result.env
  return read
}
