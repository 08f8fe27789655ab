import { templateText } from '#lib/messaging/template-text.ts'
import { wakingTime } from '#lib/messaging/waking-hours.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { formatInstant } from '#lib/units/display.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { homesToTell } from './homes-of-outage.ts'
import { notify, peopleOf } from './notify.ts'

const MINUTE_MS = 60_000
/** Shorter breakdowns are over before anybody has asked. */
const AT_LEAST_MS = 60 * MINUTE_MS
/** Later it is no news: who had no supply in the night sees in the morning that it is back. */
const NEWS_FOR_MS = 180 * MINUTE_MS
/** Homes at once: a minute later the next ones. */
const MOST_AT_ONCE = 500

type Outage = { id: string; startsAt: Date; restoredAt: Date; feeders: string[]; subdivisions: string[] }

/**
 * Tells the homes of a place that their supply is back after a breakdown of an hour or more, while that is news. Run every
 * minute; whoever was told is not asked again. Returns how many people were told.
 */
export async function restoredSupply(services: Services, { atOnce = MOST_AT_ONCE } = {}): Promise<number> {
  const at = services.now()
  if (wakingTime(at) > at) return 0
  const outages = await services.db.outageNotice.findMany({
    where: {
      ...{ class: 'BREAKDOWN', status: 'RESTORED' },
      restoredAt: { gt: new Date(at.getTime() - NEWS_FOR_MS), lte: at },
    },
    select: { id: true, startsAt: true, restoredAt: true, feeders: true, subdivisions: true },
  })
  let told = 0
  for (const { restoredAt, ...outage } of outages)
    if (restoredAt && restoredAt.getTime() - outage.startsAt.getTime() >= AT_LEAST_MS)
      told += await tellHomes(services, { ...outage, restoredAt }, atOnce)
  return told
}

async function tellHomes(services: Services, outage: Outage, atOnce: number): Promise<number> {
  const at = services.now()
  const { helpline } = env().discom
  const { id, restoredAt } = outage
  // Told of this outage, whose end was corrected since; or of another that ended later.
  const isTold = Prisma.sql`(n."createdAt" >= ${restoredAt} or starts_with(n."onceKey", 'SUPPLY_RESTORED:' || ${id} || ' '))`
  const homes = await homesToTell(services.db, at, {
    place: outage,
    kind: 'SUPPLY_RESTORED',
    told: isTold,
    most: atOnce,
  })
  let told = 0
  for (const { id: connectionId, consumerNo } of homes)
    told += await services.db.$transaction(async (tx) =>
      notify(tx, at, await peopleOf(tx, at, connectionId), {
        ...{ kind: 'SUPPLY_RESTORED', cause: `${outage.id} ${connectionId}`, connectionId, href: `/c/${connectionId}` },
        words: (language) =>
          templateText(language, 'notifications', 'smsRestored', {
            ...{ connection: consumerNo.slice(-4), at: formatInstant(outage.restoredAt, language), helpline },
          }),
      }),
    )
  return told
}
