import type { StaffActor } from '#lib/identity/actor.ts'
import { type RefundWait, refundWaits } from '#lib/linking/cooling.ts'
import type { Services } from '#lib/platform/services.ts'
import { paymentsOfOffice } from '#lib/staff/access.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { mayRole } from '#lib/staff/permissions.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { RefundReason, RefundState } from '#prisma/generated/client.ts'

export type RefundRow = {
  id: string
  amountPaise: Paise
  reason: RefundReason
  state: RefundState
  requestedAt: Date
  requestedBy: string | null
  decidedBy: string | null
  receiptNo: string
  /** Null for money that is nobody's yet. */
  connection: { id: string; consumerNo: string } | null
  /** This officer may decide it: the role has leave, it waits, and somebody else asked for it. */
  mayDecide: boolean
  /** What it waits for before anybody may agree; null for nothing. */
  waits: RefundWait | null
}

const NEWEST = 50

/** Refunds of the officer's office: those that wait first, then the newest decided. Null without leave. */
export async function listRefunds(services: Services, actor: StaffActor): Promise<RefundRow[] | null> {
  if (!(await authorise(services, actor, 'refund.request'))) return null
  const { db } = services
  const payment = {
    select: { receiptNo: true, connection: { select: { id: true, consumerNo: true } } },
  } as const
  const find = (isWaiting: boolean) =>
    db.refund.findMany({
      where: {
        payment: paymentsOfOffice(actor),
        state: isWaiting ? 'REQUESTED' : { not: 'REQUESTED' },
      },
      orderBy: isWaiting ? { requestedAt: 'asc' } : { decidedAt: 'desc' },
      take: NEWEST,
      include: { payment },
    })
  const refunds = (await Promise.all([find(true), find(false)])).flat()
  const names = await namesOf(services, refunds)
  const open = refunds.filter(({ state }) => state === 'REQUESTED')
  const waits = await refundWaits(
    services,
    open.flatMap(({ payment }) => payment.connection?.id ?? []),
  )
  return refunds.map(({ id, amountPaise, reason, state, requestedAt, requestedBy, decidedBy, payment }) => ({
    ...{ id, reason, state, requestedAt, amountPaise: paise(amountPaise) },
    requestedBy: names.get(requestedBy) ?? null,
    decidedBy: (decidedBy && names.get(decidedBy)) ?? null,
    receiptNo: payment.receiptNo,
    connection: payment.connection,
    waits: (state === 'REQUESTED' && waits.get(payment.connection?.id ?? '')) || null,
    mayDecide: state === 'REQUESTED' && requestedBy !== actor.staffId && mayRole(actor.role, 'refund.decide'),
  }))
}

async function namesOf(
  { db }: Services,
  refunds: readonly { requestedBy: string; decidedBy: string | null }[],
): Promise<Map<string, string>> {
  const ids = refunds.flatMap(({ requestedBy, decidedBy }) => [requestedBy, ...(decidedBy ? [decidedBy] : [])])
  const officers = await db.staffAccount.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(officers.map(({ id, name }) => [id, name]))
}
