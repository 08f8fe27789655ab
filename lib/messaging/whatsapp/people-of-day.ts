import type { Tx } from '#lib/platform/db.ts'
import type { Mobile } from '#lib/units/phone.ts'

/** Of a day's people this share is for news of one person, such as a payment: a campaign leaves it alone. */
const NOT_FOR_CAMPAIGNS = 0.2
const DAY_MS = 86_400_000

/** Somebody who is to be written to without having written within a day. */
export type Addressee = { to: Mobile; isCampaign: boolean }

/**
 * Meta bounds how many different people a business may write to first within any 24 hours, its messaging limit. Counts
 * these as written to, in their order and as far as the limit goes; whoever was written to within the day already takes
 * no further place. The caller holds the lock of the queue, so no two processes count at once. Returns who has to wait,
 * and when the next place comes free.
 */
export async function takePlacesOfDay(
  tx: Tx,
  at: Date,
  { addressees, peoplePerDay }: { addressees: readonly Addressee[]; peoplePerDay: number },
): Promise<{ refused: ReadonlySet<Mobile>; freeAt: Date }> {
  const dayAgo = new Date(at.getTime() - DAY_MS)
  const [day] = await tx.$queryRaw<[{ count: number; first: Date | null }]>`
    select count(*)::int as "count", min("writtenAt") as "first"
      from "WhatsAppContact" where "writtenAt" > ${dayAgo}`
  const mobiles = [...new Set(addressees.map(({ to }) => to))]
  const known = await tx.whatsAppContact.findMany({
    where: { mobile: { in: mobiles }, writtenAt: { gt: dayAgo } },
    select: { mobile: true },
  })
  const taken = new Set(known.map(({ mobile }) => mobile as Mobile))
  const before = day.count - taken.size
  for (const { to, isCampaign } of addressees) {
    const limit = isCampaign ? Math.floor(peoplePerDay * (1 - NOT_FOR_CAMPAIGNS)) : peoplePerDay
    if (before + taken.size < limit) taken.add(to)
  }
  const written = mobiles.filter((mobile) => taken.has(mobile))
  await tx.$executeRaw`
    insert into "WhatsAppContact" ("mobile", "writtenAt")
    select unnest(${written}::text[]), ${at}
    on conflict ("mobile") do update set "writtenAt" = excluded."writtenAt"`
  const refused = new Set(mobiles.filter((mobile) => !taken.has(mobile)))
  return { refused, freeAt: new Date((day.first ?? at).getTime() + DAY_MS) }
}
