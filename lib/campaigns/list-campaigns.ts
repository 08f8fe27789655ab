import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { officesOf } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type CampaignProgress, campaignProgress } from './campaign-progress.ts'

/** A year of months. */
const NEWEST = 12

/** The newest campaigns of the officer's offices, and those of everybody's bills. They name nobody. Null without leave. */
export async function listCampaigns(services: Services, actor: StaffActor): Promise<CampaignProgress[] | null> {
  if (!(await authorise(services, actor, 'campaign.read'))) return null
  const found = await services.db.campaign.findMany({
    where: { OR: [{ officeId: null }, { office: officesOf(actor) }] },
    orderBy: [{ begunAt: 'desc' }, { id: 'asc' }],
    take: NEWEST,
    select: { id: true },
  })
  const all = await Promise.all(found.map(({ id }) => campaignProgress(services.db, id)))
  return all.filter((progress) => progress !== null)
}
