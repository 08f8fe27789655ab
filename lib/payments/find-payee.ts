import type { Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** Whose money a payment is, and what it was meant for. */
export type Payee = {
  connectionId: string
  billId: string | null
  attempt: { id: string; billId: string | null; rebatePaise: Paise; expiresAt: Date } | null
}

/** By the UPI `tr`: an attempt's own reference, or a bill's standing one. Null when nobody here made it. */
export async function payeeOfReference(tx: Tx, reference: string): Promise<Payee | null> {
  const attempt = await tx.paymentAttempt.findUnique({
    where: { reference },
    select: { id: true, connectionId: true, billId: true, rebatePaise: true, expiresAt: true },
  })
  if (attempt) {
    const { connectionId, billId, id, expiresAt } = attempt
    return { connectionId, billId, attempt: { id, billId, expiresAt, rebatePaise: paise(attempt.rebatePaise) } }
  }
  const bill = await tx.bill.findUnique({
    where: { paymentReference: reference },
    select: { id: true, connectionId: true },
  })
  return bill && { connectionId: bill.connectionId, billId: bill.id, attempt: null }
}

/** By the number that people tell at a counter. The payment is for whatever is owed. */
export async function payeeOfConsumerNo(tx: Tx, consumerNo: string): Promise<Payee | null> {
  const connection = await tx.connection.findUnique({ where: { consumerNo }, select: { id: true } })
  return connection && { connectionId: connection.id, billId: null, attempt: null }
}
