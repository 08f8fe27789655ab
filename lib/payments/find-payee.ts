import type { Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { Prisma } from '#prisma/generated/client.ts'
import { connectionOfReference } from './reference.ts'

/** Whose money a payment is, and what it was meant for. */
export type Payee = {
  connectionId: string
  billId: string | null
  attempt: { id: string; billId: string | null; rebatePaise: Paise; expiresAt: Date } | null
  /** What its QR asks for: of a payment for several, the share of this one. Null where nothing was asked. */
  askedPaise: Paise | null
}

/**
 * By the UPI `tr`, which begins with the connection's id: an attempt's own reference, or a bill's standing one, or that of a
 * batch, whose attempts all get their share. None when nobody here made it.
 */
export async function payeesOfReference(tx: Tx, reference: string): Promise<Payee[]> {
  const attempts = await attemptsOfReference(tx, reference)
  if (attempts.length > 0)
    return attempts.map(({ id, connectionId, billId, expiresAt, rebatePaise, amountPaise }) => ({
      ...{ connectionId, billId },
      attempt: { id, billId, expiresAt, rebatePaise: paise(rebatePaise) },
      askedPaise: paise(amountPaise),
    }))
  const connectionId = connectionOfReference(reference)
  const bill = await tx.bill.findUnique({
    where: { paymentReference: reference, ...(connectionId && { connectionId }) },
    select: { id: true, connectionId: true, payableByDuePaise: true },
  })
  if (!bill) return []
  const { id: billId, payableByDuePaise } = bill
  return [{ connectionId: bill.connectionId, billId, attempt: null, askedPaise: paise(payableByDuePaise) }]
}

/** The attempt that a `tr` pays, or all of a batch, always in the same order. */
export async function attemptsOfReference(tx: Tx, reference: string) {
  const connectionId = connectionOfReference(reference)
  // No reference is made twice, so that most are found at once.
  const own = await attemptsWhere(tx, { reference, ...(connectionId && { connectionId }) })
  if (own.length > 0 || connectionId) return own
  const batch = await tx.paymentBatch.findUnique({ where: { reference }, select: { id: true, connectionIds: true } })
  return batch ? attemptsWhere(tx, { connectionId: { in: batch.connectionIds }, batchId: batch.id }) : []
}

function attemptsWhere(tx: Tx, where: Prisma.PaymentAttemptWhereInput) {
  return tx.paymentAttempt.findMany({
    where,
    orderBy: { id: 'asc' },
    select: {
      ...{ id: true, batchId: true, connectionId: true, billId: true, amountPaise: true },
      ...{ rebatePaise: true, expiresAt: true },
    },
  })
}

/** By the number that people tell at a counter. The payment is for whatever is owed. */
export async function payeesOfConsumerNo(tx: Tx, consumerNo: string): Promise<Payee[]> {
  const connection = await tx.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  return connection ? [{ connectionId: connection.id, billId: null, attempt: null, askedPaise: null }] : []
}
