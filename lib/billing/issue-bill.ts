import type { Actor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import type { IstDay, Month } from '#lib/units/ist.ts'
import { type CannotIssue, prepareIssue } from './issue-bills.ts'
import { issuePage, type NotBilled } from './issue-page.ts'

/**
 * Issues one connection's bill of one month, as `issueBills` does. Refuses with `ALREADY_ISSUED` when the bill is there,
 * also when another process was quicker, and with the reason for which the month cannot be billed.
 */
export async function issueBill(
  services: Services,
  actor: Actor,
  input: { connectionId: string; month: Month; billedOn?: IstDay },
): Promise<
  | { ok: true; billId: string }
  | { ok: false; reason: 'ALREADY_ISSUED' | 'UNKNOWN_CONNECTION' | 'BILLED_BY_UTILITY' }
  | CannotIssue
  | ({ ok: false } & Omit<NotBilled, 'consumerNo'>)
> {
  const ready = await prepareIssue(services, actor, input)
  if (!ready.ok) return ready
  const page = await issuePage(services, { ...ready, of: input.month, connectionIds: [input.connectionId] })
  const [issued] = page.issued
  if (issued) return { ok: true, billId: issued.id }
  if (page.alreadyIssued > 0) return { ok: false, reason: 'ALREADY_ISSUED' }
  if (page.billedByUtility > 0) return { ok: false, reason: 'BILLED_BY_UTILITY' }
  const [notBilled] = page.notBilled
  if (!notBilled) return { ok: false, reason: 'UNKNOWN_CONNECTION' }
  const { consumerNo: _, ...refusal } = notBilled
  return { ok: false, ...refusal }
}
