import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { lockTariffs, storeBook } from '../save-tariffs.ts'
import { readStoredTariffs } from '../stored-tariffs.ts'
import { isBilledAlready } from './billed-until.ts'
import { bookWith, type TariffChange } from './tariff-change.ts'

export type TariffDecision = 'AGREE' | 'REFUSE' | 'WITHDRAW'
export type DecidedTariff =
  | { ok: true; state: 'AGREED' | 'REFUSED' | 'WITHDRAWN' }
  | {
      ok: false
      /**
       * SAME_PERSON: whoever proposed it can only withdraw it. NOT_YOURS: nobody else can do that. BILLED_ALREADY: while it
       * waited, bills were issued of its time. UNREADABLE: it does not fit what was loaded since.
       */
      reason:
        | 'NOT_ALLOWED'
        | 'NO_PROPOSAL'
        | 'SAME_PERSON'
        | 'NOT_YOURS'
        | 'DECIDED_ALREADY'
        | 'BILLED_ALREADY'
        | 'UNREADABLE'
    }

const STATES = { AGREE: 'AGREED', REFUSE: 'REFUSED', WITHDRAW: 'WITHDRAWN' } as const

/**
 * The second officer's word on proposed rates, or the first one's withdrawal. Agreed, they stand in the tariff book from
 * this moment and count from their own first day. Decided once: of two at the same time one finds it decided.
 */
export async function decideTariff(
  services: Services,
  actor: StaffActor,
  { proposalId, decision }: { proposalId: string; decision: TariffDecision },
): Promise<DecidedTariff> {
  const { db, now } = services
  const permission = decision === 'WITHDRAW' ? 'tariff.propose' : 'tariff.decide'
  if (!(await authorise(services, actor, permission))) return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(proposalId)) return { ok: false, reason: 'NO_PROPOSAL' }
  return db.$transaction(async (tx): Promise<DecidedTariff> => {
    await lockTariffs(tx)
    const proposal = await tx.tariffProposal.findUnique({ where: { id: proposalId } })
    if (!proposal) return { ok: false, reason: 'NO_PROPOSAL' }
    if (proposal.state !== 'WAITING') return { ok: false, reason: 'DECIDED_ALREADY' }
    const isOwn = proposal.proposedBy === actor.staffId
    if (decision === 'WITHDRAW' && !isOwn) return { ok: false, reason: 'NOT_YOURS' }
    if (decision !== 'WITHDRAW' && isOwn) return { ok: false, reason: 'SAME_PERSON' }
    const at = now()
    if (decision === 'AGREE') {
      const refused = await store(tx, proposal.change as TariffChange, at)
      if (refused) return { ok: false, reason: refused }
    }
    const state = STATES[decision]
    await tx.tariffProposal.update({
      where: { id: proposalId },
      data: { state, decidedBy: actor.staffId, decidedAt: at },
      select: { id: true },
    })
    const became = state.toLowerCase() as Lowercase<typeof state>
    await recordAudit(tx, actor, `tariff.${became}`, { at, detail: { proposal: proposalId } })
    return { ok: true, state }
  })
}

async function store(tx: Tx, change: TariffChange, at: Date): Promise<'BILLED_ALREADY' | 'UNREADABLE' | null> {
  if (await isBilledAlready(tx, change)) return 'BILLED_ALREADY'
  const stored = await readStoredTariffs(tx)
  const whole = stored && bookWith(stored, change)
  if (!whole?.ok) return 'UNREADABLE'
  return (await storeBook(tx, whole.book, at)).ok ? null : 'UNREADABLE'
}
