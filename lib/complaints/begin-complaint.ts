import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { type ComplaintDraft, getDraft } from './complaint-draft.ts'
import { MOST_SINCE_LETTERS } from './complaint-words.ts'
import type { Evidence } from './evidence.ts'
import { CATEGORY_OF, evidenceText, parseEvidence } from './evidence-source.ts'
import { gatherEvidence } from './gather-evidence.ts'

/** What a new complaint's form begins with. */
export type BegunComplaint = {
  draft: ComplaintDraft | null
  /** Chosen beforehand, or empty. */
  category: string
  /** The figures that will go along, and which they are as the form carries it; empty where nothing is known of them. */
  evidence: Evidence | null
  evidenceText: string
  /** What is asked for, as the page that leads here says it; empty. */
  wanted: string
}

/**
 * A form for a complaint about an own connection: as it was filled in before, or with the figures of the page that leads
 * to it. Null for a stranger's connection.
 */
export async function beginComplaint(
  services: Services,
  actor: ConsumerActor,
  {
    connectionId,
    draftId,
    ...given
  }: { connectionId: string; draftId: string; evidence: string; category: string; wanted: string },
): Promise<BegunComplaint | null> {
  if (!isId(connectionId)) return null
  const where = ownConnection(services, actor, connectionId, 'RECORD')
  if (!(await services.db.connection.findFirst({ where, select: { id: true } }))) return null
  const draft = await getDraft(services, actor, { connectionId, draftId })
  const source = parseEvidence(draft?.evidence ?? given.evidence)
  const evidence = source && (await gatherEvidence(services, actor, { connectionId, source }))
  return {
    wanted: given.wanted.slice(0, MOST_SINCE_LETTERS),
    ...{ draft, evidence, evidenceText: source && evidence ? evidenceText(source) : '' },
    category: draft?.category ?? (source ? CATEGORY_OF[source.kind] : given.category),
  }
}
