import { recordAudit } from '#lib/audit/record-audit.ts'
import type { AnonymousActor, BillGuest } from '#lib/identity/actor.ts'
import { answerChallenge, type CodeRefusal, closeChallenge } from '#lib/identity/answer-challenge.ts'
import { numberOnRecord } from '#lib/identity/number-on-record.ts'
import { type HeldCode, type OpenedChallenge, openChallenge } from '#lib/identity/open-challenge.ts'
import type { Services } from '#lib/platform/services.ts'

/**
 * Asks to see the newest bill of a connection without a login: a code goes to the mobile on record. The answer is the same
 * for a number that nobody has, and for a connection without a mobile.
 */
export function requestBillCode(
  services: Services,
  actor: AnonymousActor,
  { consumerNo }: { consumerNo: string },
): Promise<OpenedChallenge | HeldCode> {
  return openChallenge(services, actor, {
    ...{ purpose: 'BILL', text: 'otpBill', action: 'quick-pay.code-requested', by: 'consumerNo', byConsumerNo: true },
    subject: `bill of ${consumerNo}`,
    find: () => numberOnRecord(services, { kind: 'consumerNo', consumerNo }),
    isForAnybody: true,
  })
}

/**
 * Proves with the code that somebody has the mobile on record, and opens the newest bill to them: that one and no other.
 * `challengeId` and `consumerNo` come from the cookie of the browser that asked.
 */
export async function openBill(
  services: Services,
  actor: AnonymousActor,
  given: { challengeId: string; consumerNo: string; code: string; ownNumber?: string },
): Promise<{ ok: true; guest: BillGuest } | CodeRefusal | { ok: false; reason: 'no-bill' }> {
  const { challengeId, consumerNo, code, ownNumber = '' } = given
  const answered = await answerChallenge(services, actor, {
    ...{ purpose: 'BILL', challengeId, code, ownNumber, failedAction: 'quick-pay.code-failed' },
  })
  if (!answered.ok) return answered
  // The code went to this number: with another consumer number, by a cookie that is not ours, it opens nothing.
  const record = await numberOnRecord(services, { kind: 'consumerNo', consumerNo })
  if (record?.mobile !== answered.mobile) return { ok: false, reason: 'expired' }
  const where = { consumerNo }
  const connection = await services.db.connection.findUnique({ where, select: { id: true } })
  if (!connection) return { ok: false, reason: 'no-bill' }
  const bill = await services.db.bill.findFirst({
    where: { connectionId: connection.id },
    orderBy: { periodTo: 'desc' },
    select: { id: true, connectionId: true },
  })
  if (!bill) return { ok: false, reason: 'no-bill' }
  const guest: BillGuest = { kind: 'bill-guest', connectionId: bill.connectionId, billId: bill.id }
  return services.db.$transaction(async (tx) => {
    const at = services.now()
    if (!(await closeChallenge(tx, challengeId, at))) return { ok: false, reason: 'expired' }
    await recordAudit(tx, guest, 'quick-pay.bill-opened', { at, connectionId: bill.connectionId })
    return { ok: true, guest }
  })
}
