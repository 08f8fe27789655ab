import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '#lib/platform/db.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export type NoticeClass = 'PLANNED' | 'BREAKDOWN' | 'SCHEDULED_ROSTERING' | 'EMERGENCY_ROSTERING'
export type NoticeStatus = 'SCHEDULED' | 'ACTIVE' | 'PARTIALLY_RESTORED' | 'RESTORED' | 'CANCELLED'
export type PublicText = { headline?: string; description?: string; instruction?: string }

/** One word of the utility on one notification. */
export type NoticeWord = {
  id: string
  class: NoticeClass
  status: NoticeStatus
  startsAt: Date
  endsAt: Date | null
  estimatedAt: Date | null
  restoredAt: Date | null
  feeders: string[]
  subdivisions: string[]
  areaText: string | null
  cause: string | null
  publicTexts: Record<string, PublicText>
  /** As it came. */
  original: Record<string, unknown>
  /** When this was said; null where the word does not tell, and its arrival counts. */
  saidAt: Date | null
}
type KnownWord = Omit<NoticeWord, 'saidAt'> & { updatedAt: Date }
export type SavedNotice = 'ACCEPTED' | 'UNCHANGED' | { rejected: string }

/** A notification goes through these in order; of two words of one instant the later state is the newer word. */
const STATES: readonly NoticeStatus[] = ['SCHEDULED', 'ACTIVE', 'PARTIALLY_RESTORED', 'RESTORED', 'CANCELLED']

/**
 * Keeps the newest word on each notification, by the time that the word itself names and not by when it came: an older
 * one that comes late changes nothing. The same word in another language adds its texts.
 */
export async function saveNotices(
  tx: Tx,
  words: readonly NoticeWord[],
  { batchId, now }: { batchId: string; now: Date },
): Promise<SavedNotice[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('outage notices'))`
  const known = await knownWords(tx, new Set(words.map(({ id }) => id)))
  const changed = new Set<string>()
  const outcomes = words.map((word): SavedNotice => {
    const before = known.get(word.id)
    const next = before ? newerOf(before, word, now) : wordAt(word, now)
    if (typeof next === 'string') return { rejected: next }
    if (next === before) return 'UNCHANGED'
    known.set(word.id, next)
    changed.add(word.id)
    return 'ACCEPTED'
  })
  for (const id of changed) {
    const { original, publicTexts, ...word } = known.get(id) as KnownWord
    const json = { original: original as Prisma.InputJsonObject, publicTexts }
    const data = { ...word, ...json, batchId }
    await tx.outageNotice.upsert({ where: { id }, create: data, update: data, select: { id: true } })
  }
  return outcomes
}

const wordAt = ({ saidAt, ...word }: NoticeWord, now: Date): KnownWord => ({ ...word, updatedAt: saidAt ?? now })

/** The word that holds after another has come: the one before, the next, or both; or why neither can be told newer. */
function newerOf(before: KnownWord, word: NoticeWord, now: Date): KnownWord | string {
  const next = wordAt(word, now)
  const { publicTexts: textsBefore, updatedAt: atBefore } = before
  const { publicTexts, updatedAt } = next
  const isSame = isDeepStrictEqual(apartFromTexts(before), apartFromTexts(next))
  const isKnownText = Object.entries(publicTexts).every(([key, text]) => isDeepStrictEqual(textsBefore[key], text))
  if (isSame && isKnownText && (word.saidAt === null || updatedAt.getTime() === atBefore.getTime())) return before
  if (updatedAt.getTime() !== atBefore.getTime()) return updatedAt > atBefore ? next : before
  if (isSame && Object.keys(publicTexts).every((language) => !(language in textsBefore)))
    return { ...before, publicTexts: { ...textsBefore, ...publicTexts } }
  const further = STATES.indexOf(next.status) - STATES.indexOf(before.status)
  if (further !== 0) return further > 0 ? next : before
  return `says something else than is known of ${word.id} at the same instant`
}

function apartFromTexts({ publicTexts: _, updatedAt: __, original, ...word }: KnownWord): unknown {
  const { publicInfo: ___, ...rest } = original
  return { ...word, original: rest }
}

async function knownWords(tx: Tx, ids: ReadonlySet<string>): Promise<Map<string, KnownWord>> {
  const rows = await tx.outageNotice.findMany({ where: { id: { in: [...ids] } }, omit: { batchId: true } })
  return new Map(
    rows.map(({ original, publicTexts, ...row }) => [
      row.id,
      {
        ...row,
        original: original as Record<string, unknown>,
        publicTexts: publicTexts as Record<string, PublicText>,
      },
    ]),
  )
}
