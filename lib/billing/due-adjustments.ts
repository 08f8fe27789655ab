import { randomUUID } from 'node:crypto'
import type { Tx } from '#lib/platform/db.ts'
import type { AdjustmentReason } from '#lib/tariff/bill-input.ts'
import type { TariffBook } from '#lib/tariff/tariff-book.ts'
import { kwhDecimal } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import type { SupplyHistory } from './supply-history.ts'
import { findTrueUps, type TrueUp } from './true-ups.ts'

/** What a TRUE_UP's line was computed from: decimal kWh and paise. */
export type TrueUpArithmetic = {
  settledBillId: string
  month: Month
  billedUnits: string
  units: string
  billedPaise: string
  currentDemandPaise: string
}
export type AdjustmentArithmetic = TrueUpArithmetic | Record<string, never>

/** An adjustment that the next bill takes up; a TRUE_UP is written with it. */
export type DueAdjustment = {
  id: string
  reason: AdjustmentReason
  amountPaise: Paise
  arithmetic: AdjustmentArithmetic
  trueUp: TrueUp | null
}

/** What waits for the next bill of some connections: true-ups by month, then what the utility sent, in order of arrival. */
export async function dueAdjustments(
  tx: Tx,
  book: TariffBook,
  sources: readonly (SupplyHistory & { connectionId: string })[],
  of: Month,
): Promise<Map<string, DueAdjustment[]>> {
  const due = new Map<string, DueAdjustment[]>()
  const add = (connectionId: string, one: DueAdjustment) =>
    due.set(connectionId, [...(due.get(connectionId) ?? []), one])
  const histories = new Map(sources.map((source) => [source.connectionId, source]))
  for (const trueUp of await findTrueUps(tx, book, histories, of))
    add(trueUp.connectionId, {
      ...{ id: randomUUID(), reason: 'TRUE_UP', amountPaise: trueUp.amountPaise, trueUp },
      arithmetic: arithmeticOf(trueUp),
    })
  const sent = await tx.adjustment.findMany({
    where: { connectionId: { in: [...histories.keys()] }, billed: null },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, connectionId: true, reason: true, amountPaise: true },
  })
  for (const { connectionId, amountPaise, ...rest } of sent)
    add(connectionId, { ...rest, amountPaise: paise(amountPaise), arithmetic: {}, trueUp: null })
  return due
}

/** Marks adjustments as taken up by the bills that were written. Meets a unique index where another bill was quicker. */
export async function storeAdjustments(
  tx: Tx,
  bills: readonly { id: string; connectionId: string; adjustments: readonly DueAdjustment[] }[],
  recordedAt: Date,
): Promise<void> {
  const all = bills.flatMap(({ id: billId, connectionId, adjustments }) =>
    adjustments.map((one) => ({ billId, connectionId, ...one })),
  )
  await tx.adjustment.createMany({
    data: all.flatMap(({ id, reason, trueUp }) => {
      if (!trueUp) return []
      const { connectionId, amountPaise, billNo: reference, settledBillId, energyWh, currentDemandPaise } = trueUp
      return [
        { id, connectionId, reason, amountPaise, reference, settledBillId, energyWh, currentDemandPaise, recordedAt },
      ]
    }),
  })
  await tx.billedAdjustment.createMany({
    data: all.map(({ id, connectionId, billId }) => ({ connectionId, adjustmentId: id, billId })),
  })
}

function arithmeticOf({ settledBillId, month, billedWh, energyWh, billedPaise, currentDemandPaise }: TrueUp) {
  return {
    ...{ settledBillId, month, billedUnits: kwhDecimal(billedWh), units: kwhDecimal(energyWh) },
    ...{ billedPaise: billedPaise.toString(), currentDemandPaise: currentDemandPaise.toString() },
  }
}
