import { z } from 'zod'
import type { NoticeWord, PublicText } from '#lib/metering/save-notices.ts'
import { cleanText, isKeepableJson } from '#lib/units/clean-text.ts'
import { durationMs } from './iso-duration.ts'
import { UsedValues } from './unused-parts.ts'

/**
 * India Energy Stack, OutageNotification 0.1: what the schema requires is checked, what else the portal uses is read,
 * and the rest is kept as it came.
 */
const DAY_MS = 86_400_000
const LONGEST_MS = 366 * DAY_MS

/** Says `is missing` where nothing stands. */
const orMissing = (wrong: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : wrong),
})
const text = z.string(orMissing('is no text')).refine((value) => cleanText(value) !== '', 'is empty')
const oneOf = <const T extends string>(...values: T[]) => z.enum(values, orMissing(`is not ${values.join(', ')}`))
const instant = z.iso
  .datetime({ offset: true, ...orMissing('is no instant with an offset (RFC 3339)') })
  // Programs write their zero, 0001-01-01, where there is no time; in UTC that is of a year which no database has.
  .refine((value) => value >= '1900' && value < '3000', 'is not between 1900 and 3000')
  .transform((value) => new Date(value))
const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape, orMissing('is no object'))

const identifier = object({ scheme: text, value: text, namespace: text.optional() })
const duration = z.string(orMissing('is no text')).transform((value, context) => {
  const milliseconds = durationMs(value)
  if (milliseconds !== null && milliseconds <= LONGEST_MS) return milliseconds
  const message = milliseconds === null ? 'is no ISO 8601 duration in weeks, days, hours, minutes' : 'is over a year'
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})
const publicInfo = object({
  language: text.optional(),
  headline: z.string().optional(),
  description: z.string().optional(),
  instruction: z.string().optional(),
})

const notification = object({
  objectType: z.literal('OUTAGE_NOTIFICATION', orMissing('is not OUTAGE_NOTIFICATION')),
  id: identifier,
  outageClass: oneOf('PLANNED', 'BREAKDOWN', 'SCHEDULED_ROSTERING', 'EMERGENCY_ROSTERING'),
  status: oneOf('SCHEDULED', 'ACTIVE', 'PARTIALLY_RESTORED', 'RESTORED', 'CANCELLED'),
  msgType: oneOf('ALERT', 'UPDATE', 'CANCEL').optional(),
  cause: object({ text: text.optional(), category: text.optional() }).optional(),
  issuedAt: instant.optional(),
  lastUpdatedAt: instant.optional(),
  network: object({ subdivision: text.optional() }).optional(),
  affectedAssets: z
    .array(
      object({
        id: identifier,
        assetLevel: oneOf('SUBSTATION', 'FEEDER', 'DT', 'LINE_SEGMENT', 'SERVICE_POINT'),
        parentRef: identifier.optional(),
      }),
      orMissing('is no list'),
    )
    .min(1, 'is empty'),
  affectedArea: object({ text: text.optional() }).optional(),
  timing: object({
    period: object({ start: instant, duration }),
    estimatedRestoration: instant.optional(),
    actualRestoration: instant.optional(),
  }),
  publicInfo: publicInfo.optional(),
})
type Notification = z.output<typeof notification>
/** Which of a notification's values its word is made of, wherever they stand; assets and cause have rules of their own. */
const USED: readonly (readonly string[])[] = [
  ...['objectType', '@type', 'id', 'outageClass', 'status', 'msgType', 'issuedAt', 'lastUpdatedAt'].map((field) => [
    field,
  ]),
  ...['period', 'estimatedRestoration', 'actualRestoration'].map((field) => ['timing', field]),
  ...['language', 'headline', 'description', 'instruction'].map((field) => ['publicInfo', field]),
  ...[
    ['network', 'subdivision'],
    ['affectedArea', 'text'],
  ],
]

/**
 * Reads one notification, with its times moved by whole days, and counts by path what its word is not made of; the reason
 * names each field that is wrong.
 */
export function readNotification(
  value: unknown,
  shiftDays: number,
): { ok: true; word: NoticeWord; unused: ReadonlyMap<string, number> } | { ok: false; reason: string } {
  if (!isKeepableJson(value)) return { ok: false, reason: 'has a character that is none' }
  const parsed = notification.safeParse(value)
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the notification'} ${message}`)
    return { ok: false, reason: reasons.join('; ') }
  }
  const original = value as Record<string, unknown>
  const word = wordOf(parsed.data, original, shiftDays * DAY_MS)
  return { ok: true, word, unused: unusedOf(parsed.data, original) }
}

function wordOf(read: Notification, original: Record<string, unknown>, shiftMs: number): NoticeWord {
  const { id, timing, affectedAssets, cause, affectedArea, issuedAt, lastUpdatedAt } = read
  const moved = (at: Date | undefined) => (at ? new Date(at.getTime() + shiftMs) : null)
  const startsAt = moved(timing.period.start) as Date
  const saidAt = [issuedAt, lastUpdatedAt].filter((at) => at !== undefined).sort((a, b) => b.getTime() - a.getTime())[0]
  const feeders = affectedAssets.flatMap((asset) => {
    const field = feederField(asset)
    return field && asset[field] ? [asset[field].value] : []
  })
  return {
    id: cleanText(id.namespace ? `${id.namespace}/${id.value}` : id.value),
    class: read.outageClass,
    status: read.msgType === 'CANCEL' ? 'CANCELLED' : read.status,
    startsAt,
    endsAt: new Date(startsAt.getTime() + timing.period.duration),
    estimatedAt: moved(timing.estimatedRestoration),
    restoredAt: moved(timing.actualRestoration),
    feeders: [...new Set(feeders.map(cleanText))],
    subdivisions: read.network?.subdivision ? [cleanText(read.network.subdivision)] : [],
    areaText: affectedArea?.text ? cleanText(affectedArea.text) : null,
    cause: cause?.text || cause?.category ? cleanText(cause.text ?? cause.category ?? '') : null,
    publicTexts: publicTextsOf(read),
    original,
    saidAt: moved(saidAt),
  }
}

/** Where an asset names its feeder: a line or a transformer may say which one it hangs on. */
function feederField({ assetLevel, parentRef }: Notification['affectedAssets'][number]): 'id' | 'parentRef' | null {
  if (assetLevel === 'FEEDER') return 'id'
  return parentRef?.scheme === 'FEEDER' ? 'parentRef' : null
}

function unusedOf({ affectedAssets, cause }: Notification, original: unknown): ReadonlyMap<string, number> {
  const used = new UsedValues()
  for (const path of USED) used.use(...path)
  used.use('cause', cause?.text ? 'text' : 'category')
  for (const [index, asset] of affectedAssets.entries()) {
    used.use('affectedAssets', index, 'assetLevel')
    const field = feederField(asset)
    if (field) used.use('affectedAssets', index, field)
  }
  return used.rest(original)?.paths ?? new Map()
}

/** By language; a text without one is told by its letters. */
function publicTextsOf({ publicInfo: info }: Notification): NoticeWord['publicTexts'] {
  const fields = (['headline', 'description', 'instruction'] as const).flatMap((field) => {
    const clean = cleanText(info?.[field] ?? '')
    return clean ? [[field, clean] as const] : []
  })
  if (!info || fields.length === 0) return {}
  const letters = fields.map(([, clean]) => clean).join(' ')
  const language = info.language?.toLowerCase().split('-')[0] ?? (/[\u0900-\u097f]/.test(letters) ? 'hi' : 'en')
  return { [language]: Object.fromEntries(fields) as PublicText }
}
