import type { Db } from '#lib/platform/db.ts'
import type { MessageState } from '#prisma/generated/client.ts'

/** How far a campaign is: messages by state, an SMS in the place of a WhatsApp message among them. */
export type CampaignProgress = {
  id: string
  month: string
  office: string | null
  begunAt: Date
  plannedAt: Date | null
  bills: number
  byState: Partial<Record<MessageState, number>>
  messages: number
  /** Neither taken by a provider nor given up. */
  open: number
  /** Why messages failed, most first. */
  failures: { failure: string; channel: string; count: number }[]
}

/** Reads one campaign; null when there is none of this id. */
export async function campaignProgress(db: Db, campaignId: string): Promise<CampaignProgress | null> {
  const campaign = await db.campaign.findUnique({
    where: { id: campaignId },
    include: { office: { select: { name: true } } },
  })
  if (!campaign) return null
  const states = await db.message.groupBy({ by: ['state'], where: { campaignId }, _count: true })
  const failed = await db.message.groupBy({
    by: ['failure', 'channel'],
    where: { campaignId, state: { in: ['FAILED', 'UNCLEAR'] } },
    _count: true,
  })
  const byState = Object.fromEntries(states.map(({ state, _count }) => [state, _count]))
  const { id, month, office, begunAt, plannedAt, bills } = campaign
  return {
    ...{ id, month, office: office?.name ?? null, begunAt, plannedAt, bills, byState },
    messages: states.reduce((sum, { _count }) => sum + _count, 0),
    open: (byState.WAITING ?? 0) + (byState.SENDING ?? 0),
    failures: failed
      .map(({ failure, channel, _count }) => ({ failure: failure ?? 'UNKNOWN', channel, count: _count }))
      .sort((a, b) => b.count - a.count),
  }
}
