import type { Tx } from '#lib/platform/db.ts'
import type { PaymentAlarmKind } from '#prisma/generated/client.ts'

/**
 * Asks somebody to look at money, in the transaction that books it. The same thing again raises no second alarm. The
 * detail holds words and amounts, never a name or a number that calls somebody.
 */
export async function raiseAlarm(
  tx: Tx,
  kind: PaymentAlarmKind,
  reference: string,
  { at, detail }: { at: Date; detail: Record<string, string> },
): Promise<void> {
  await tx.paymentAlarm.createMany({ data: [{ kind, reference, detail, raisedAt: at }], skipDuplicates: true })
}

/** Ends alarms of a kind that have come right by themselves: all of them, or those of one reference. */
export async function clearAlarms(tx: Tx, kind: PaymentAlarmKind, at: Date, reference?: string): Promise<void> {
  await tx.paymentAlarm.updateMany({
    where: { kind, clearedAt: null, ...(reference !== undefined && { reference }) },
    data: { clearedAt: at },
  })
}
