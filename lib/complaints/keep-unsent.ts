import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { checkFiles, type FileRefusal } from './check-file.ts'
import { draftPhotos, keepDraft } from './complaint-draft.ts'
import { MOST_FILES } from './file-limits.ts'
import { isOverQuota } from './file-quota.ts'
import type { ComplaintForm } from './register-complaint.ts'

/**
 * Keeps the form of a complaint about an own connection as a draft, with its photos, for whoever has to log in before it can
 * be sent (`restedLogin`). Photos that could not be taken, or would be too many, are left out; returned is why. Null where
 * nothing was kept: for a stranger's connection, or a form that was sent already.
 */
export async function keepUnsent(
  services: Services,
  actor: ConsumerActor,
  form: ComplaintForm,
  uploads: readonly Buffer[] = [],
): Promise<FileRefusal[] | null> {
  const { db } = services
  const { connectionId, requestKey } = form
  if (!isId(connectionId) || !isId(requestKey)) return null
  const where = ownConnection(services, actor, connectionId, 'RECORD')
  if (!(await db.connection.findFirst({ where, select: { id: true } }))) return null
  if (await db.complaint.findUnique({ where: { requestKey }, select: { id: true } })) return null
  const { files, reasons } = await checkFiles(services, actor, uploads)
  const photos = [...(await draftPhotos(services, actor, requestKey)), ...files]
  const { consumerId } = actor
  const { mobile } = await db.consumer.findUniqueOrThrow({ where: { id: consumerId }, select: { mobile: true } })
  if (photos.length > MOST_FILES) reasons.push('TOO_MANY_FILES')
  const isFull = await isOverQuota(services, { consumerId, mobile }, photos)
  if (isFull) reasons.push('FILES_FULL')
  await keepDraft(services, actor, form, isFull ? [] : photos)
  return reasons
}
