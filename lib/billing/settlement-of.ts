import type { Db } from '#lib/platform/db.ts'
import { type WattHours, wattHours } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What a provisional bill comes to by the readings that came later, and the bill that carries the difference. */
export type Settlement = {
  energyWh: WattHours
  /** The new current demand less the billed one. */
  amountPaise: Paise
  billedOn: { id: string; month: Month }
}

/** Null while the estimate stands. The caller has made sure whose bill it is. */
export async function settlementOf(db: Db, connectionId: string, billId: string): Promise<Settlement | null> {
  const found = await db.adjustment.findUnique({
    where: { connectionId_settledBillId: { connectionId, settledBillId: billId } },
    select: {
      energyWh: true,
      amountPaise: true,
      billed: { select: { bill: { select: { id: true, month: true } } } },
    },
  })
  if (!found?.billed) return null
  const { id, month } = found.billed.bill
  return {
    energyWh: wattHours(found.energyWh as bigint),
    amountPaise: paise(found.amountPaise),
    billedOn: { id, month: month as Month },
  }
}
