import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayToColumn } from '#lib/units/ist.ts'
import type { NoticeWords } from './read-notice.ts'

/** NOT_ALLOWED: the role has no leave for it. NOT_YOURS: a sub-division of another office. ID_TAKEN: by another notice. */
export type PublishedNotice = { ok: true } | { ok: false; reason: 'NOT_ALLOWED' | 'NOT_YOURS' | 'ID_TAKEN' }

/** Puts a notice on the Home of its consumers for its days. The id is the caller's own: sent twice, it is one. */
export async function publishNotice(
  services: Services,
  actor: StaffActor,
  { id, notice }: { id: string; notice: NoticeWords },
): Promise<PublishedNotice> {
  const { db, now } = services
  if (!(await authorise(services, actor, 'notice.publish'))) return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(id)) return { ok: false, reason: 'ID_TAKEN' }
  const { subdivision, fromOn, untilOn, ...texts } = notice
  if (subdivision !== null && !actor.subdivisions.includes(subdivision)) return { ok: false, reason: 'NOT_YOURS' }
  const at = now()
  return db.$transaction(async (tx): Promise<PublishedNotice> => {
    const days = { fromOn: dayToColumn(fromOn), untilOn: dayToColumn(untilOn) }
    const { count } = await tx.notice.createMany({
      data: {
        id,
        ...texts,
        ...days,
        subdivision,
        officeId: actor.officeId,
        publishedBy: actor.staffId,
        publishedAt: at,
      },
      skipDuplicates: true,
    })
    if (count === 1) await recordAudit(tx, actor, 'notice.published', { at, detail: { notice: id } })
    const known = await tx.notice.findUniqueOrThrow({ where: { id }, select: { publishedBy: true } })
    return known.publishedBy === actor.staffId ? { ok: true } : { ok: false, reason: 'ID_TAKEN' }
  })
}
