import type { Tx } from '#lib/platform/db.ts'
import type { AdjustmentReason } from '#lib/tariff/bill-input.ts'
import type { Paise } from '#lib/units/paise.ts'

/** What the utility has decided for a connection; a TRUE_UP is the portal's own. */
export type SentAdjustment = {
  connectionId: string
  reason: Exclude<AdjustmentReason, 'TRUE_UP'>
  amountPaise: Paise
  /** The sender's name for it: once for a connection and reason. */
  reference: string
}

/** Keeps adjustments for the next bills. One that is known is left alone, and told apart where its amount is another. */
export async function saveAdjustments(
  tx: Tx,
  sent: readonly SentAdjustment[],
  recordedAt: Date,
): Promise<('NEW' | 'KNOWN' | 'OTHER_AMOUNT')[]> {
  const written = await tx.adjustment.createManyAndReturn({
    data: sent.map((one) => ({ ...one, recordedAt })),
    skipDuplicates: true,
    select: { connectionId: true, reason: true, reference: true },
  })
  const fresh = new Set(written.map(nameOf))
  const known = await tx.adjustment.findMany({
    where: { OR: sent.map(({ amountPaise: _, ...name }) => name) },
    select: { connectionId: true, reason: true, reference: true, amountPaise: true },
  })
  const amounts = new Map(known.map((one) => [nameOf(one), one.amountPaise]))
  return sent.map((one) => {
    if (fresh.has(nameOf(one))) return 'NEW'
    return amounts.get(nameOf(one)) === one.amountPaise ? 'KNOWN' : 'OTHER_AMOUNT'
  })
}

const nameOf = ({ connectionId, reason, reference }: { connectionId: string; reason: string; reference: string }) =>
  `${connectionId} ${reason} ${reference}`
