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
  /** Up to `mostChoices` of the connection's other bills, the one that is compared with among them, newest first. */
  choices: { id: string; month: Month }[]
}

/** Three years: an older bill leads to its own comparison. */
const MOST_CHOICES = 36

/**
 * One bill of an own connection beside another one of it. Null for a stranger's or an unknown bill, where `withId` names
 * none of this connection, and where there is no bill before to compare with.
 */
export async function compareBills(
  { db, now }: Services,
  actor: ConsumerActor,
  {
    connectionId,
    billId,
    withId = null,
    mostChoices = MOST_CHOICES,
  }: { connectionId: string; billId: string; withId?: string | null; mostChoices?: number },
): Promise<BillComparison | null> {
  if (![connectionId, billId, withId ?? billId].every(isId)) return null
  const asked = await db.bill.findFirst({
    where: { id: billId, connectionId, connection: ownConnection({ now }, actor, connectionId, 'BILLS') },
    select: { periodTo: true },
  })
  const otherId = asked && (withId ?? (await billBefore(db, connectionId, asked.periodTo)))
  if (!otherId || otherId === billId) return null
  const sides = await sidesOf(db, connectionId, [billId, otherId])
  const [bill, other] = [sides.get(billId), sides.get(otherId)]
  if (!bill || !other) return null
  return {
    bill,
    other,
    differencePaise: paise(bill.payableByDuePaise - other.payableByDuePaise),
    parts: billDifference(bill, other),
    choices: mostChoices > 0 ? await choicesOf(db, connectionId, { bill, other }, mostChoices) : [],
  }
}

async function billBefore(db: Services['db'], connectionId: string, periodTo: Date): Promise<string | null> {
  const before = await db.bill.findFirst({
    where: { connectionId, periodTo: { lt: periodTo } },
    orderBy: { periodTo: 'desc' },
    select: { id: true },
  })
  return before?.id ?? null
}

async function choicesOf(
  db: Services['db'],
  connectionId: string,
  { bill, other }: Pick<BillComparison, 'bill' | 'other'>,
  most: number,
): Promise<BillComparison['choices']> {
  const newest = await db.bill.findMany({
    where: { connectionId, id: { notIn: [bill.id, other.id] } },
    orderBy: { periodTo: 'desc' },
    take: most - 1,
    select: { id: true, month: true },
  })
  const choices = [
    ...newest.map(({ id, month }) => ({ id, month: month as Month })),
    { id: other.id, month: other.month },
  ]
  return choices.sort((a, b) => (a.month < b.month ? 1 : -1))
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
