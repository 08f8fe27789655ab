import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import { limitKey, takeFromLimit } from '#lib/platform/rate-limit.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { complaintCatalogue } from './catalogue.ts'
import { checkFiles, type FileRefusal } from './check-file.ts'
import { dueFrom } from './complaint-clock.ts'
import { draftPhotos, forgetDraft, keepDraft } from './complaint-draft.ts'
import { readWords, type Words, type WordsRefusal } from './complaint-words.ts'
import type { EvidenceSource } from './evidence-source.ts'
import { MOST_FILES } from './file-limits.ts'
import { isOverQuota } from './file-quota.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { keepFiles } from './keep-files.ts'
import { writeEvent } from './write-event.ts'

export type ComplaintForm = Words & {
  connectionId: string
  /** Made when the form was drawn: the form sent twice makes one complaint. */
  requestKey: string
  category: string
  /** Which figures go along; none. */
  evidence: EvidenceSource | null
  door?: 'WEB' | 'WHATSAPP'
}
export type RegisterRefusal = WordsRefusal | FileRefusal | 'NO_CATEGORY' | 'TOO_MANY' | 'FORM_USED'
export type Registered =
  | { ok: true; complaintId: string; isRepeat: boolean }
  | { ok: false; reasons: RegisterRefusal[] }

/** A household's worst week has fewer; more is a machine. */
export const MOST_A_DAY = 10

/**
 * Registers a complaint about an own connection, with its number, clock and photos, and tells whoever made it. A form
 * with something wrong in it is kept as a draft, photos included. Null for a stranger's connection. `FORM_USED`: the key
 * belongs to another's form, or to one about another connection.
 */
export async function registerComplaint(
  services: Services,
  actor: ConsumerActor,
  form: ComplaintForm,
  uploads: readonly Buffer[] = [],
): Promise<Registered | null> {
  const { connectionId, requestKey, category, door = 'WEB' } = form
  if (!isId(connectionId)) return null
  const connection = await services.db.connection.findFirst({
    where: ownConnection(services, actor, connectionId, 'RECORD'),
    select: { subdivision: true },
  })
  if (!connection) return null
  if (!isId(requestKey)) return { ok: false, reasons: ['FORM_USED'] }
  const repeat = await madeWith(services, actor, form)
  if (repeat) return repeat
  const read = readWords(form)
  const { files, reasons: fileReasons } = await checkFiles(services, actor, uploads)
  const photos = [...(await draftPhotos(services, actor, requestKey)), ...files]
  const reasons: RegisterRefusal[] = [...(read.ok ? [] : read.reasons), ...fileReasons]
  if (!complaintCatalogue().categories.some(({ key }) => key === category)) reasons.unshift('NO_CATEGORY')
  if (photos.length > MOST_FILES) reasons.push('TOO_MANY_FILES')
  const { mobile, language } = await services.db.consumer.findUniqueOrThrow({ where: { id: actor.consumerId } })
  const isFull = await isOverQuota(services, { consumerId: actor.consumerId, mobile }, photos)
  if (isFull) reasons.push('FILES_FULL')
  const limit = { key: limitKey('complaints', actor.consumerId), limit: MOST_A_DAY, windowSeconds: 86_400 }
  if (reasons.length === 0 && !(await takeFromLimit(services, limit)).ok) reasons.push('TOO_MANY')
  if (!read.ok || reasons.length > 0) {
    // With them the form could never be sent.
    await keepDraft(services, actor, form, isFull ? [] : photos)
    return { ok: false, reasons }
  }
  const evidence = form.evidence && (await gatherEvidence(services, actor, { connectionId, source: form.evidence }))
  const at = services.now()
  const complaintId = await services.db.$transaction(async (tx) => {
    const written = await writeComplaint(tx, {
      ...{ requestKey, connectionId, mobile, language, category, ...read.words },
      ...{ consumerId: actor.consumerId, subdivision: connection.subdivision, door, registeredAt: at },
      ...(evidence && { evidence }),
      dueAt: dueFrom(at, category, 'SUBDIVISION'),
    })
    if (!written) return null
    const eventId = await writeEvent(tx, actor, { complaintId: written, connectionId }, { kind: 'REGISTERED', at })
    await keepFiles(tx, { complaintId: written, eventId }, photos)
    await forgetDraft(tx, actor, requestKey)
    return written
  })
  if (complaintId) return { ok: true, complaintId, isRepeat: false }
  // The same form a moment earlier, in another request.
  return (await madeWith(services, actor, form)) ?? { ok: false, reasons: ['FORM_USED'] }
}

/** Writes a complaint unless one was made with the same key; returns its id, or null. */
export async function writeComplaint(tx: Tx, data: Prisma.ComplaintCreateManyInput): Promise<string | null> {
  const [written] = await tx.complaint.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
  return written?.id ?? null
}

async function madeWith(
  { db }: Services,
  { consumerId }: ConsumerActor,
  { requestKey, connectionId }: Pick<ComplaintForm, 'requestKey' | 'connectionId'>,
): Promise<Registered | null> {
  const made = await db.complaint.findUnique({
    where: { requestKey },
    select: { id: true, consumerId: true, connectionId: true },
  })
  if (!made) return null
  return made.consumerId === consumerId && made.connectionId === connectionId
    ? { ok: true, complaintId: made.id, isRepeat: true }
    : { ok: false, reasons: ['FORM_USED'] }
}
