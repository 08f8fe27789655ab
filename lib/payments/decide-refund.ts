import { recordAudit } from '#lib/audit/record-audit.ts'
import { isId } from '#lib/consumers/access.ts'
import type { StaffActor } from '#lib/identity/actor.ts'
import { postTransaction } from '#lib/ledger/post-transaction.ts'
import { transactionId } from '#lib/ledger/transaction-id.ts'
import { refundWaits } from '#lib/linking/cooling.ts'
import { hasAnybodyNewSim } from '#lib/linking/new-sim.ts'
import type { Services } from '#lib/platform/services.ts'
import { traced } from '#lib/platform/trace.ts'
import { noteOtherOffice, paymentsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { type ProofRefusal, proveByTotp } from '#lib/staff/prove-by-totp.ts'
import { paise } from '#lib/units/paise.ts'
import { queueRefundEvent } from './billing-webhook/queue-billing-event.ts'
import { lockConnection } from './lock-connection.ts'
import { refundEntries } from './refund-entries.ts'
import { ledgerReference } from './settle-payment.ts'
import { traceOfPayment } from './trace-of-payment.ts'

/** To agree takes the code that the officer's authenticator shows now; to refuse moves nothing, and takes none. */
export type RefundDecision = { refundId: string } & ({ agree: true; code: string } | { agree: false })

export type DecidedRefund =
  | { ok: true; state: 'AGREED' | 'REJECTED' }
  /** The code was not accepted: nothing was decided. */
  | ProofRefusal
  | {
      ok: false
      /**
       * NOT_ALLOWED: the role has no leave for it. NO_REFUND: there is none, or none of the officer's office.
       * SAME_PERSON: whoever asked cannot agree. NOTHING_LEFT: neither advance nor bill is there to take it from.
       * NOT_YET: somebody of the connection has changed their number or come with a new device within the last 72 hours.
       * NEW_SIM: an operator says that somebody's SIM is newer than that.
       */
      reason: 'NOT_ALLOWED' | 'NO_REFUND' | 'SAME_PERSON' | 'DECIDED_ALREADY' | 'NOTHING_LEFT' | 'NOT_YET' | 'NEW_SIM'
    }

/**
 * The second officer's word on a refund. Agreed, the money is owed to its payer from this moment (REFUND_PAYABLE) and
 * goes out with the next round of `sendRefunds`. Decided once: of two at the same time one finds it decided. Agreeing takes a
 * fresh code of the authenticator: nobody gives money back at a desk that somebody has left open.
 */
export async function decideRefund(
  services: Services,
  actor: StaffActor,
  decision: RefundDecision,
): Promise<DecidedRefund> {
  const { db, now } = services
  const { refundId, agree } = decision
  if (!(await authorise(services, actor, 'refund.decide'))) return { ok: false, reason: 'NOT_ALLOWED' }
  if (!isId(refundId)) return { ok: false, reason: 'NO_REFUND' }
  const refund = await db.refund.findFirst({
    where: { id: refundId, payment: paymentsOfOffice(actor) },
    include: { payment: { include: { attempt: { select: { id: true, batchId: true } } } } },
  })
  if (!refund) return refuse(services, actor, refundId)
  if (refund.requestedBy === actor.staffId) return { ok: false, reason: 'SAME_PERSON' }
  const { payment } = refund
  const { connectionId } = payment
  if (decision.agree) {
    // Looked at first what would come to nothing: a code is good once, and the next one is half a minute away.
    if (refund.state !== 'REQUESTED') return { ok: false, reason: 'DECIDED_ALREADY' }
    if (await mustWait(services, connectionId)) return { ok: false, reason: 'NOT_YET' }
    const proven = await proveByTotp(services, actor, { code: decision.code, wanted: 'refund.decide' })
    if (!proven.ok) return proven
    // After the code: an operator is asked about people, and each question costs, so each takes a proof of the officer's.
    if (connectionId && (await hasAnybodyNewSim(services, connectionId))) {
      await recordAudit(db, actor, 'sim.new', { at: now(), connectionId, detail: { wanted: 'refund.decide' } })
      return { ok: false, reason: 'NEW_SIM' }
    }
  }
  const decide = () =>
    db.$transaction(async (tx): Promise<DecidedRefund> => {
      if (connectionId) await lockConnection(tx, connectionId)
      // Asked again where it is agreed to: somebody may have logged in since.
      if (agree && (await mustWait({ db: tx, now }, connectionId))) return { ok: false, reason: 'NOT_YET' }
      const at = now()
      const state = agree ? 'AGREED' : 'REJECTED'
      const decided = await tx.refund.updateMany({
        where: { chainId: refund.chainId, id: refundId, state: 'REQUESTED' },
        data: { state, decidedBy: actor.staffId, decidedAt: at, endedAt: agree ? null : at },
      })
      if (decided.count === 0) return { ok: false, reason: 'DECIDED_ALREADY' }
      if (agree) {
        const entries = await refundEntries(tx, { amountPaise: paise(refund.amountPaise), payment })
        if (!entries) throw new NothingLeft()
        const reference = `${ledgerReference(payment)}/${refundId}`
        await postTransaction(tx, {
          id: transactionId('REFUND_AGREED', reference),
          kind: 'REFUND_AGREED',
          reference,
          connectionId,
          occurredAt: at,
          recordedAt: at,
          entries,
        })
        const { paymentId } = refund
        const amountPaise = paise(refund.amountPaise)
        await queueRefundEvent(tx, at, 'REFUND_AGREED', { refundId, paymentId, connectionId, amountPaise })
      }
      const proof = agree ? 'authenticator' : null
      const detail = { refund: refundId, amountPaise: Number(refund.amountPaise), proof }
      await recordAudit(tx, actor, agree ? 'refund.agreed' : 'refund.rejected', { at, connectionId, detail })
      return { ok: true, state }
    })
  return traced({ trace: traceOfPayment(payment), step: 'refund.decided' }, decide, ({ ok }) => ok).catch(
    (error: unknown): DecidedRefund => {
      if (error instanceof NothingLeft) return { ok: false, reason: 'NOTHING_LEFT' }
      throw error
    },
  )
}

const mustWait = async (services: Parameters<typeof refundWaits>[0], connectionId: string | null): Promise<boolean> =>
  connectionId !== null && (await refundWaits(services, [connectionId])).size > 0

async function refuse(services: Services, actor: StaffActor, id: string): Promise<DecidedRefund> {
  const other = await services.db.refund.findFirst({
    where: { id },
    select: { payment: { select: { connectionId: true } } },
  })
  await noteOtherOffice(services, actor, { connectionId: other?.payment.connectionId ?? null, wanted: 'refund.decide' })
  return { ok: false, reason: 'NO_REFUND' }
}

/** Undoes what the transaction wrote. */
class NothingLeft extends Error {}
