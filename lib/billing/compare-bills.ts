import { isId, ownConnection } from '#lib/consumers/access.ts'
import type { ConsumerActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { wattHours } from '#lib/units/energy.ts'
import { dayFromColumn, type Month } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'
import { billDifference, type ComparedBill, type DifferencePart } from './bill-difference.ts'
import { storedLine } from './stored-line.ts'

export type ComparedSide = ComparedBill & { id: string; month: Month }
export type BillComparison = {
  bill: ComparedSide
  /** The bill that it is compared with: the one asked for, else the one before. */
  other: ComparedSide
  /** What is payable by this bill less that of the other, and what makes it up. */
  differencePaise: Paise
  parts: DifferencePart[]
  /** All other bills of the connection, newest first. */
  choices: { id: string; month: Month }[]
}

/**
 * One bill of an own connection beside another one of it. Null for a stranger's or an unknown bill, where `withId` names
 * none of this connection, and where there is no bill before to compare with.
 */
export async function compareBills(
  { db, now }: Services,
  actor: ConsumerActor,
  { connectionId, billId, withId = null }: { connectionId: string; billId: string; withId?: string | null },
): Promise<BillComparison | null> {
  if (![connectionId, billId, withId ?? billId].every(isId)) return null
  const all = await db.bill.findMany({
    where: { connectionId, connection: ownConnection({ now }, actor, connectionId, 'BILLS') },
    orderBy: { periodTo: 'desc' },
    select: { id: true, month: true },
  })
  const at = all.findIndex(({ id }) => id === billId)
  const otherId = at < 0 ? undefined : (withId ?? all[at + 1]?.id)
  if (!otherId || otherId === billId || !all.some(({ id }) => id === otherId)) return null
  const sides = await sidesOf(db, connectionId, [billId, otherId])
  const [bill, other] = [sides.get(billId), sides.get(otherId)]
  if (!bill || !other) return null
  return {
    bill,
    other,
    differencePaise: paise(bill.payableByDuePaise - other.payableByDuePaise),
    parts: billDifference(bill, other),
    choices: all.filter(({ id }) => id !== billId).map(({ id, month }) => ({ id, month: month as Month })),
  }
}

async function sidesOf(db: Services['db'], connectionId: string, ids: string[]): Promise<Map<string, ComparedSide>> {
  const rows = await db.bill.findMany({
    where: { id: { in: ids }, connectionId },
    select: {
      ...{ id: true, month: true, periodFrom: true, periodTo: true, energyWh: true, payableByDuePaise: true },
      lines: {
        orderBy: { position: 'asc' },
        select: { code: true, amountPaise: true, orderId: true, reason: true, arithmetic: true },
      },
    },
  })
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        month: row.month as Month,
        periodFrom: dayFromColumn(row.periodFrom),
        periodTo: dayFromColumn(row.periodTo),
        energyWh: wattHours(row.energyWh),
        payableByDuePaise: paise(row.payableByDuePaise),
        lines: row.lines.map(storedLine),
      },
    ]),
  )
}
