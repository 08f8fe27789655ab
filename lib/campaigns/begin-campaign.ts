import { recordAudit } from '#lib/audit/record-audit.ts'
import { isNewestMonth } from '#lib/billing/bill-dates.ts'
import type { SystemActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { Month } from '#lib/units/ist.ts'

export type BegunCampaign =
  | { ok: true; campaignId: string; subdivisions: string[] | null; isNew: boolean }
  | { ok: false; reason: 'NOT_THE_NEWEST_MONTH' | 'UNKNOWN_OFFICE' }

/**
 * Begins to send a month's bills to the connections of an office, or of all; a campaign of the same month and office is
 * gone on with, or looks through all of them once more where it was done: bills may have come since. Only for the month
 * that has just ended, for an older bill has a newer one after it.
 */
export async function beginCampaign(
  { db, now }: Services,
  actor: SystemActor,
  { month, office }: { month: Month; office?: string | undefined },
): Promise<BegunCampaign> {
  if (!isNewestMonth(month, now())) return { ok: false, reason: 'NOT_THE_NEWEST_MONTH' }
  const subdivisions = office === undefined ? null : await subdivisionsBelow(db, office)
  if (subdivisions?.names.length === 0) return { ok: false, reason: 'UNKNOWN_OFFICE' }
  const officeId = subdivisions?.officeId ?? null
  return db.$transaction(async (tx) => {
    const [made] = await tx.$queryRaw<{ id: string }[]>`
      insert into "Campaign" ("id", "month", "officeId", "begunAt")
      values (gen_random_uuid(), ${month}, ${officeId}::uuid, ${now()})
      on conflict ("month", "officeId") do nothing returning "id"::text`
    const known = made ?? (await tx.campaign.findFirstOrThrow({ where: { month, officeId }, select: { id: true } }))
    const done = { id: known.id, plannedAt: { not: null } }
    const again = await tx.campaign.updateMany({ where: done, data: { plannedTo: null, plannedAt: null, bills: 0 } })
    if (made || again.count > 0)
      await recordAudit(tx, actor, 'campaign.begun', { at: now(), detail: { month, office: office ?? 'all' } })
    return { ok: true, campaignId: known.id, subdivisions: subdivisions?.names ?? null, isNew: made !== undefined }
  })
}

/** The sub-divisions at or below the office of this name; of two of one name the larger. */
async function subdivisionsBelow(db: Services['db'], name: string) {
  const rows = await db.$queryRaw<{ root: string; name: string }[]>`
    with recursive "named" as (
      select "id" from "Office" where "name" = ${name} order by array_position(array['CIRCLE', 'DIVISION'], "kind"::text) limit 1
    ), "below" as (
      select o."id", o."kind", o."name" from "Office" o join "named" using ("id")
      union all select o."id", o."kind", o."name" from "Office" o join "below" b on o."parentId" = b."id"
    )
    select (select "id"::text from "named") as "root", "name" from "below" where "kind" = 'SUBDIVISION'`
  return { officeId: rows[0]?.root ?? null, names: rows.map(({ name: found }) => found) }
}
