import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { officesOf } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayFromColumn, dayOf, dayToColumn } from '#lib/units/ist.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import type { NoticeWords } from './read-notice.ts'

export type OfficeNotice = NoticeWords & {
  id: string
  state: 'TO_COME' | 'SHOWN' | 'ENDED' | 'WITHDRAWN'
  office: string
  publishedBy: string | null
}

/** Notices of the officer's office and of those below it. What an office above tells is not theirs to take away. */
export const noticesOfOffice = (actor: StaffActor): Prisma.NoticeWhereInput => ({ office: officesOf(actor) })

const NEWEST = 50

/**
 * Notices of the office, newest first: all that are shown or to come, since each can be withdrawn here, then the newest of
 * those that are over. Null without leave.
 */
export async function listOfficeNotices(services: Services, actor: StaffActor): Promise<OfficeNotice[] | null> {
  if (!(await authorise(services, actor, 'notice.publish'))) return null
  const { db, now } = services
  const today = dayOf(now())
  const holds = { withdrawnAt: null, untilOn: { gte: dayToColumn(today) } }
  const newest = {
    orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }],
    include: { office: { select: { name: true } } },
  } satisfies Prisma.NoticeFindManyArgs
  const own = noticesOfOffice(actor)
  const [current, over] = await Promise.all([
    db.notice.findMany({ where: { ...own, ...holds }, ...newest }),
    db.notice.findMany({ where: { ...own, NOT: holds }, ...newest, take: NEWEST }),
  ])
  const found = [...current, ...over]
  const ids = found.map(({ publishedBy }) => publishedBy)
  const officers = await db.staffAccount.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  return found.map(({ id, textHi, textEn, subdivision, office, publishedBy, withdrawnAt, ...days }) => {
    const [fromOn, untilOn] = [dayFromColumn(days.fromOn), dayFromColumn(days.untilOn)]
    const state = withdrawnAt ? 'WITHDRAWN' : untilOn < today ? 'ENDED' : fromOn > today ? 'TO_COME' : 'SHOWN'
    return {
      ...{ id, textHi, textEn, subdivision, fromOn, untilOn, state },
      ...{ office: office.name, publishedBy: names.get(publishedBy) ?? null },
    }
  })
}
