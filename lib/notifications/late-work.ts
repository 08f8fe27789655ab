import { wakingTime } from '#lib/messaging/waking-hours.ts'
import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf, startOfDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { AHEAD_MS, workNotice } from './daily/find-planned-work.ts'
import { homesToTell } from './homes-of-outage.ts'
import { notify, peopleOf } from './notify.ts'

/** Homes of one notice at once: a minute later the next ones. */
const MOST_AT_ONCE = 500

/**
 * Tells of work that is announced today, or was last evening, and begins before the next day's look is in time for it: the
 * look of this morning was over, past these homes, or comes to them when the work has begun. Run every minute; the cause is
 * the look's own, so nobody hears twice. Returns how many people were told.
 */
export async function lateWork({ db, now }: Services, { atOnce = MOST_AT_ONCE } = {}): Promise<number> {
  const at = now()
  if (wakingTime(at) > at) return 0
  const announced = await db.outageNotice.findMany({
    where: {
      ...{ class: { in: ['PLANNED', 'SCHEDULED_ROSTERING'] }, status: { not: 'CANCELLED' } },
      startsAt: { gt: at, lt: new Date(at.getTime() + AHEAD_MS) },
      batch: { startedAt: { gte: startOfDay(addDays(dayOf(at), -1)) } },
    },
    select: { id: true, startsAt: true, endsAt: true, feeders: true, subdivisions: true },
  })
  let told = 0
  for (const { id, startsAt: from, endsAt: to, ...place } of announced) {
    if (!to) continue
    const isTold = Prisma.sql`starts_with(n."onceKey", 'PLANNED_WORK:' || ${id} || ' ')`
    const homes = await homesToTell(db, at, { place, kind: 'PLANNED_WORK', told: isTold, most: atOnce })
    for (const home of homes)
      told += await db.$transaction(async (tx) =>
        notify(tx, at, await peopleOf(tx, at, home.id), workNotice(home, { id, from, to })),
      )
  }
  return told
}
