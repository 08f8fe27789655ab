import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { cleanText, cutTo } from '#lib/units/clean-text.ts'
import { lockTariffs } from '../save-tariffs.ts'
import { readStoredTariffs } from '../stored-tariffs.ts'
import { isBilledAlready } from './billed-until.ts'
import { bookWith, type TariffChange } from './tariff-change.ts'

/** Long enough for the name of an order and an address. */
export const LONGEST_SOURCE = 300

export type ProposedTariff =
  | { ok: true; proposalId: string }
  | {
      ok: false
      /**
       * NOT_ALLOWED: the role has no leave for it. NO_TARIFF: the first tariffs come by a file. BILLED_ALREADY: bills of
       * that time are issued, and stay as they are. ID_TAKEN: by another proposal.
       */
      reason: 'NOT_ALLOWED' | 'NO_TARIFF' | 'NO_SOURCE' | 'BILLED_ALREADY' | 'ID_TAKEN'
    }
  /** What is wrong with the rates, each led by where it stands. */
  | { ok: false; reason: 'UNREADABLE'; reasons: string[] }

/**
 * Proposes rates: nothing is computed by them until another officer agrees (`decideTariff`). The id is the caller's own:
 * the same request again is the same proposal.
 */
export async function proposeTariff(
  services: Services,
  actor: StaffActor,
  { proposalId, change, source: typed }: { proposalId: string; change: TariffChange; source: string },
): Promise<ProposedTariff> {
  if (!(await authorise(services, actor, 'tariff.propose'))) return { ok: false, reason: 'NOT_ALLOWED' }
  const source = cutTo(cleanText(typed), LONGEST_SOURCE)
  if (!source) return { ok: false, reason: 'NO_SOURCE' }
  return services.db.$transaction(async (tx): Promise<ProposedTariff> => {
    await lockTariffs(tx)
    const known = isId(proposalId) && (await tx.tariffProposal.findUnique({ where: { id: proposalId } }))
    if (known) return known.proposedBy === actor.staffId ? { ok: true, proposalId } : { ok: false, reason: 'ID_TAKEN' }
    const stored = await readStoredTariffs(tx)
    if (!stored || !isId(proposalId)) return { ok: false, reason: 'NO_TARIFF' }
    const whole = bookWith(stored, change)
    if (!whole.ok) return { ok: false, reason: 'UNREADABLE', reasons: whole.reasons }
    if (await isBilledAlready(tx, change)) return { ok: false, reason: 'BILLED_ALREADY' }
    const proposedAt = services.now()
    const data = { id: proposalId, change, source, proposedBy: actor.staffId, proposedAt }
    await tx.tariffProposal.create({ data, select: { id: true } })
    await recordAudit(tx, actor, 'tariff.proposed', { at: proposedAt, detail: { proposal: proposalId } })
    return { ok: true, proposalId }
  })
}
