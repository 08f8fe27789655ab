import { recordAudit } from '#lib/audit/record-audit.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import { type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import type { OpenedChallenge } from '#lib/identity/open-challenge.ts'
import { DAY_SECONDS } from '#lib/identity/otp-policy.ts'
import { answerOwnCode, sendOwnCode } from '#lib/identity/own-code.ts'
import { isCoolingDown } from '#lib/linking/cooling.ts'
import { env } from '#lib/platform/env.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { EXPORT_SECTIONS, type Holder, holderOf, type SectionName } from './export-sections.ts'

/** Ten years of readings are megabytes: enough for whoever lost a file, too few to load the database. */
export const EXPORTS_PER_DAY = 5

export type ExportRefusal = CodeRefusal | Exclude<OpenedChallenge, { ok: true }> | { ok: false; reason: 'cooling' }

/** Sends the code that opens the file: all of a home's half hours must not lie behind a login that was left open. */
export async function askForExport(
  services: Services,
  actor: ConsumerActor,
  { source }: { source: string },
): Promise<{ ok: true } | ExportRefusal> {
  if (await isCoolingDown(services, actor.consumerId)) return { ok: false, reason: 'cooling' }
  const sent = await sendOwnCode(services, actor, { purpose: 'EXPORT', source })
  return sent.ok ? { ok: true } : sent
}

export type ExportResult =
  | { ok: true; pieces: AsyncGenerator<string> }
  | ExportRefusal
  /** The day's files are used up. The code is not. */
  | { ok: false; reason: 'too-many' }

/**
 * Everything that is held about the person who asks, as one JSON file that is written while it is sent (DPDP Act, section
 * 11). A right code gives one file. Days are `YYYY-MM-DD` in India, instants RFC 3339 in UTC, money paise, energy Wh.
 */
export async function exportPerson(
  services: Services,
  actor: ConsumerActor,
  { code, source, locale }: { code: string; source: string; locale: Locale },
): Promise<ExportResult> {
  const answered = await answerOwnCode(services, actor, { purpose: 'EXPORT', code, source })
  if (!answered.ok) return answered
  if (await isCoolingDown(services, actor.consumerId)) return { ok: false, reason: 'cooling' }
  const limit = { key: limitKey('exports', actor.consumerId), limit: EXPORTS_PER_DAY, windowSeconds: DAY_SECONDS }
  if (!(await takeFromLimit(services, limit)).ok) return { ok: false, reason: 'too-many' }
  const at = services.now()
  const isFirst = await services.db.$transaction(async (tx) => {
    if (!(await closeChallenge(tx, answered.challengeId, at))) return false
    await recordAudit(tx, actor, 'person.exported', { at })
    return true
  })
  if (!isFirst) return { ok: false, reason: 'expired' }
  return { ok: true, pieces: writeFile(services, await holderOf(services, actor), locale) }
}

async function* writeFile(services: Services, holder: Holder, locale: Locale): AsyncGenerator<string> {
  const t = textsFor(locale, 'privacy')
  const about = { title: t('fileTitle'), units: t('fileUnits'), utility: inLanguage(env().discom.name, locale) }
  yield `{\n"about": ${JSON.stringify({ ...about, madeAt: services.now() })}`
  for (const name of Object.keys(EXPORT_SECTIONS) as SectionName[]) {
    yield `,\n"${name}": {\n  "title": ${JSON.stringify(t(`section_${name}`))},\n  "rows": [`
    let before = '\n'
    for await (const row of EXPORT_SECTIONS[name](services, holder)) {
      yield `${before}    ${JSON.stringify(inFile(row))}`
      before = ',\n'
    }
    yield '\n  ]\n}'
  }
  yield '\n}\n'
}

/** Columns that hold a day and no instant: those in `On`, as everywhere, and those of before that rule. */
const DAY = /On$|^(?:onDay|effectiveFrom|periodFrom|periodTo)$/

/** A value as JSON has it: numbers that count, base64 for bytes. */
function inFile(value: unknown, name = ''): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return DAY.test(name) ? value.toISOString().slice(0, 10) : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map((one) => inFile(one, name))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inFile(one, key)]))
}
