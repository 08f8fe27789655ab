import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import type { CheckedFile } from './check-file.ts'
import { MOST_LETTERS } from './complaint-words.ts'
import { evidenceText } from './evidence-source.ts'
import { MOST_FILES } from './file-limits.ts'
import { isPdf } from './redraw-pdf.ts'
import type { ComplaintForm } from './register-complaint.ts'

/** What somebody had filled in when something was wrong with it. */
export type ComplaintDraft = {
  id: string
  category: string
  since: string
  detail: string
  evidence: string
  photos: number
}

/** A form that nobody came back to is forgotten after a day, or when its person leaves so many newer ones. */
const KEPT_MS = 86_400_000
const MOST_KEPT = 10

/**
 * Keeps a form that could not be taken, with its photos, under the form's key. Another's key keeps nothing. Text beyond
 * twice the limit is cut: it comes from no form of ours.
 */
export async function keepDraft(
  { db, now }: Services,
  { consumerId }: ConsumerActor,
  { requestKey: id, connectionId, category, since, detail, evidence }: ComplaintForm,
  photos: readonly CheckedFile[],
): Promise<void> {
  if (!isId(id)) return
  const at = now()
  const data = {
    ...{ connectionId, category: category.slice(0, 50), since: since.slice(0, 2 * MOST_LETTERS) },
    ...{ detail: detail.slice(0, 2 * MOST_LETTERS), evidence: evidence ? evidenceText(evidence) : '', createdAt: at },
    files: photos.slice(0, MOST_FILES).map(({ bytes }) => new Uint8Array(bytes)),
  }
  await db.$transaction(async (tx) => {
    await tx.complaintDraft.createMany({ data: { id, consumerId, ...data }, skipDuplicates: true })
    await tx.complaintDraft.updateMany({ where: { id, consumerId }, data })
    await tx.complaintDraft.deleteMany({ where: { createdAt: { lt: new Date(at.getTime() - KEPT_MS) } } })
    const newest = { where: { consumerId }, orderBy: { createdAt: 'desc' } } as const
    const tooMany = await tx.complaintDraft.findMany({ ...newest, skip: MOST_KEPT, select: { id: true } })
    if (tooMany.length > 0) await tx.complaintDraft.deleteMany({ where: { id: { in: tooMany.map((old) => old.id) } } })
  })
}

/** An own draft about an own connection, without its photos. Null for a stranger's. */
export async function getDraft(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, draftId }: { connectionId: string; draftId: string },
): Promise<ComplaintDraft | null> {
  if (!isId(draftId) || !isId(connectionId)) return null
  const connection = ownConnection({ now }, actor, connectionId, 'RECORD')
  if (!(await db.connection.findFirst({ where: connection, select: { id: true } }))) return null
  const found = await db.complaintDraft.findFirst({
    where: { id: draftId, consumerId: actor.consumerId, connectionId },
  })
  if (!found) return null
  const { id, category, since, detail, evidence, files } = found
  return { id, category, since, detail, evidence, photos: files.length }
}

/** The photos of an own draft. */
export async function draftPhotos(
  { db }: Services,
  { consumerId }: ConsumerActor,
  draftId: string,
): Promise<CheckedFile[]> {
  const found = await db.complaintDraft.findFirst({ where: { id: draftId, consumerId }, select: { files: true } })
  return (found?.files ?? []).map((bytes) => ({
    contentType: isPdf(bytes) ? 'application/pdf' : 'image/jpeg',
    bytes: Buffer.from(bytes),
  }))
}

/** The draft has become a complaint. */
export async function forgetDraft(tx: Tx, { consumerId }: ConsumerActor, draftId: string): Promise<void> {
  await tx.complaintDraft.deleteMany({ where: { id: draftId, consumerId } })
}
