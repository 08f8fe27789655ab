import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { checkFiles } from './check-file.ts'
import { draftPhotos, keepDraft } from './complaint-draft.ts'
import { isOverQuota } from './file-quota.ts'
import type { ComplaintForm } from './register-complaint.ts'

/**
 * Keeps the form of a complaint about an own connection as a draft, with its photos, for whoever has to log in before it can
 * be sent (`restedLogin`). Photos that could not be taken, or are too many, are left out: the form shows how many it has.
 * Returns whether it was kept: not for a stranger's connection, or a form that was sent already.
 */
export async function keepUnsent(
  services: Services,
  actor: ConsumerActor,
  form: ComplaintForm,
  uploads: readonly Buffer[] = [],
): Promise<boolean> {
  const { db } = services
  const { connectionId, requestKey } = form
  if (!isId(connectionId) || !isId(requestKey)) return false
  const where = ownConnection(services, actor, connectionId, 'RECORD')
  if (!(await db.connection.findFirst({ where, select: { id: true } }))) return false
  if (await db.complaint.findUnique({ where: { requestKey }, select: { id: true } })) return false
  const { files } = await checkFiles(services, actor, uploads)
  const photos = [...(await draftPhotos(services, actor, requestKey)), ...files]
  const { consumerId } = actor
  const { mobile } = await db.consumer.findUniqueOrThrow({ where: { id: consumerId }, select: { mobile: true } })
  await keepDraft(services, actor, form, (await isOverQuota(services, { consumerId, mobile }, photos)) ? [] : photos)
  return true
}
