import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { mayRole } from '#lib/staff/permissions.ts'
import type { TariffProposal, TariffProposalState } from '#prisma/generated/client.ts'
import type { TariffChange } from './tariff-change.ts'

export type ProposalView = {
  id: string
  change: TariffChange
  source: string
  state: TariffProposalState
  proposedAt: Date
  proposedBy: string | null
  decidedAt: Date | null
  decidedBy: string | null
  /** This officer may agree or refuse: it waits, the role has leave, and somebody else proposed it. */
  mayDecide: boolean
  /** This officer proposed it, and it waits. */
  mayWithdraw: boolean
}

const NEWEST = 30

/** What waits, oldest first, then what was decided, newest first. Null without leave. */
export async function listProposals(services: Services, actor: StaffActor): Promise<ProposalView[] | null> {
  if (!(await authorise(services, actor, 'tariff.propose'))) return null
  const { tariffProposal } = services.db
  const waiting = await tariffProposal.findMany({ where: { state: 'WAITING' }, orderBy: { proposedAt: 'asc' } })
  const decided = await tariffProposal.findMany({
    where: { state: { not: 'WAITING' } },
    orderBy: { decidedAt: 'desc' },
    take: NEWEST,
  })
  return viewsOf(services, actor, [...waiting, ...decided])
}

/** One proposal by its id from the URL. Null without leave, or where there is none. */
export async function getProposal(services: Services, actor: StaffActor, id: string): Promise<ProposalView | null> {
  if (!isId(id) || !(await authorise(services, actor, 'tariff.propose'))) return null
  const proposal = await services.db.tariffProposal.findUnique({ where: { id } })
  return proposal && ((await viewsOf(services, actor, [proposal]))[0] ?? null)
}

async function viewsOf(
  { db }: Services,
  actor: StaffActor,
  proposals: readonly TariffProposal[],
): Promise<ProposalView[]> {
  const ids = proposals.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy ? [decidedBy] : [])])
  const officers = await db.staffAccount.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  return proposals.map(({ change, proposedBy, decidedBy, ...proposal }) => {
    const isOwn = proposedBy === actor.staffId
    const isWaiting = proposal.state === 'WAITING'
    return {
      ...proposal,
      change: change as TariffChange,
      proposedBy: names.get(proposedBy) ?? null,
      decidedBy: (decidedBy && names.get(decidedBy)) ?? null,
      mayDecide: isWaiting && !isOwn && mayRole(actor.role, 'tariff.decide'),
      mayWithdraw: isWaiting && isOwn,
    }
  })
}
