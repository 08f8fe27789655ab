import { type NewEntry, postTransaction } from '#lib/ledger/post-transaction.ts'
import { transactionId as idOf } from '#lib/ledger/transaction-id.ts'
import type { Tx } from '#lib/platform/db.ts'
import { formatRupees, type Paise, paise } from '#lib/units/paise.ts'
import type { SettlementBucket, SettlementKind } from '#prisma/generated/client.ts'
import { clearAlarms, raiseAlarm } from './raise-alarm.ts'

/**
 * Compares a kept line with the books. Where they say the same, the gateway's clearing account is emptied of it: into
 * the bank what was paid out, into fees and tax what the gateway kept. Where they do not, an alarm says so, and nothing
 * is booked. A matched line stays as it is, and ends its alarm.
 */
export async function matchSettlementLine(tx: Tx, now: Date, entityId: string): Promise<SettlementBucket> {
  const line = await tx.settlementLine.findUniqueOrThrow({ where: { entityId } })
  if (line.bucket === 'MATCHED') return 'MATCHED'
  const bookedPaise = await booked(tx, line.kind, entityId)
  const bucket = bookedPaise === null ? 'MISSING_HERE' : bookedPaise === line.amountPaise ? 'MATCHED' : 'AMOUNT_DIFFERS'
  if (bucket !== 'MATCHED') {
    const here = bookedPaise === null ? 'nothing' : formatRupees(bookedPaise)
    const detail = { there: formatRupees(paise(line.amountPaise)), here }
    await raiseAlarm(tx, 'SETTLEMENT', entityId, { at: now, detail })
    await tx.settlementLine.update({ where: { entityId }, data: { bucket }, select: { entityId: true } })
    return bucket
  }
  const transactionId = idOf('SETTLEMENT', entityId)
  await postTransaction(tx, {
    id: transactionId,
    kind: 'SETTLEMENT',
    reference: entityId,
    connectionId: null,
    occurredAt: line.settledAt,
    recordedAt: now,
    entries: settlementEntries(line.kind, {
      amountPaise: paise(line.amountPaise),
      feePaise: paise(line.feePaise),
      taxPaise: paise(line.taxPaise),
    }),
  })
  const data = { bucket: 'MATCHED', transactionId } as const
  await tx.settlementLine.update({ where: { entityId }, data, select: { entityId: true } })
  await clearAlarms(tx, 'SETTLEMENT', now, entityId)
  return bucket
}

/** What the books have under the gateway's id; null where they do not know it. */
async function booked(tx: Tx, kind: SettlementKind, entityId: string): Promise<Paise | null> {
  if (kind === 'PAYMENT') {
    const { _sum } = await tx.payment.aggregate({
      where: { channel: 'UPI', reference: entityId },
      _sum: { amountPaise: true },
    })
    return _sum.amountPaise === null ? null : paise(_sum.amountPaise)
  }
  // Until the gateway has said that it is paid, it is still owed to its payer.
  const refund = await tx.refund.findUnique({
    where: { gatewayRefundId: entityId, state: 'PAID' },
    select: { amountPaise: true },
  })
  return refund && paise(refund.amountPaise)
}

/** Of a payment the fee comes off what the bank gets, of a refund it goes out with it. */
export function settlementEntries(
  kind: SettlementKind,
  { amountPaise, feePaise, taxPaise }: { amountPaise: Paise; feePaise: Paise; taxPaise: Paise },
): NewEntry[] {
  const isPayment = kind === 'PAYMENT'
  const bankPaise = paise(isPayment ? amountPaise - feePaise : amountPaise + feePaise)
  return [
    { account: 'BANK', side: isPayment ? 'DEBIT' : 'CREDIT', amountPaise: bankPaise },
    { account: 'GATEWAY_FEES', side: 'DEBIT', amountPaise: paise(feePaise - taxPaise) },
    { account: 'GATEWAY_TAX', side: 'DEBIT', amountPaise: taxPaise },
    { account: 'GATEWAY_CLEARING', side: isPayment ? 'CREDIT' : 'DEBIT', amountPaise },
  ]
}
