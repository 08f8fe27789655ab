import fs from 'node:fs'
import { z } from 'zod'
import { type DeskSettings, deskSettings } from '#lib/platform/desk-settings.ts'
import { env } from '#lib/platform/env.ts'
import { PlainError } from '#lib/platform/errors.ts'
import type { ComplaintLevel } from '#prisma/generated/client.ts'
import shipped from './catalogue.json' with { type: 'json' }

const words = z.strictObject({ hi: z.string().trim().min(1), en: z.string().trim().min(1) })
const hours = z.int().min(1).max(8_760)
const compensation = z.strictObject({
  /** For each day begun after the clock ran out, and at the most. */
  paisePerDay: z.int().positive(),
  mostPaise: z.int().positive(),
  source: words,
})
const category = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z_]{1,29}$/),
  /** What is wrong, or what somebody asks for: both run on the same thread. */
  kind: z.enum(['COMPLAINT', 'SERVICE']),
  name: words,
  hours,
  /** The rule that sets the time; null: the utility's own aim. */
  source: words.nullable(),
  /** Null where no rule that names an amount has been entered. */
  compensation: compensation.nullable(),
  /** What has to be shown for a service. */
  documents: z.array(words),
  /** Of a service, with the order that sets it; null where none has been entered. */
  fee: z.strictObject({ paise: z.int().nonnegative(), source: words }).nullable(),
})
const level = z.strictObject({ hours, source: words.nullable() })
const catalogue = z
  .strictObject({
    categories: z.array(category).min(1),
    /** Sentences that officers choose from. */
    replies: z.array(z.strictObject({ key: z.string().min(1), words })),
    levels: z.strictObject({ DIVISION: level, FORUM: level, OMBUDSMAN: level }),
    /** Days within which a decided complaint can be opened again, or taken to the next level. */
    reopenDays: z.int().min(1).max(365),
    escalateDays: z.int().min(1).max(365),
  })
  .refine(
    ({ categories }) => new Set(categories.map(({ key }) => key)).size === categories.length,
    'a key stands twice',
  )

export type Catalogue = z.output<typeof catalogue>
export type Category = Catalogue['categories'][number]

/**
 * What can be complained about, with the time for each and its source: the portal's own list, or the file that
 * `COMPLAINT_CATALOGUE` names. Throws a readable text where the file is wrong.
 */
export function readCatalogue(given: unknown): Catalogue {
  const read = catalogue.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new PlainError(`The catalogue of complaints is wrong: ${issue?.path.join('.')} ${issue?.message}`)
}

let known: Catalogue | undefined
let changed: { by: DeskSettings; catalogue: Catalogue } | undefined

/** The catalogue as it holds today: as it was read, with what the desk has changed. */
export function complaintCatalogue(): Catalogue {
  const { complaintCatalogue: file } = env()
  known ??= readCatalogue(file ? JSON.parse(fs.readFileSync(file, 'utf8')) : shipped)
  const by = deskSettings()
  if (changed?.by !== by) changed = { by, catalogue: withChanges(known, by) }
  return changed.catalogue
}

function withChanges(read: Catalogue, { clocks, replies }: DeskSettings): Catalogue {
  return {
    ...read,
    categories: read.categories.map((entry) => ({ ...entry, ...clocks.get(entry.key) })),
    replies: read.replies.map(({ key, words }) => ({ key, words: replies.get(key) ?? words })),
  }
}

/** A category by its key; one that has left the catalogue since keeps its key as its name. */
export function categoryOf(key: string): Category {
  const found = complaintCatalogue().categories.find((entry) => entry.key === key)
  return (
    found ?? {
      ...{ key, kind: 'COMPLAINT', name: { hi: key, en: key }, hours: 360 },
      ...{ source: null, compensation: null, documents: [], fee: null },
    }
  )
}

/** What can be complained about, or asked for, in the order of the catalogue. */
export function categoriesOf(kind: Category['kind']): Category[] {
  return complaintCatalogue().categories.filter((entry) => entry.kind === kind)
}

/** How long a complaint may take at a level, and who says so. */
export function clockFor(key: string, at: ComplaintLevel): Pick<Category, 'hours' | 'source'> {
  return at === 'SUBDIVISION' ? categoryOf(key) : complaintCatalogue().levels[at]
}
