import type { Db, Tx } from '#lib/platform/db.ts'
import { dayFromColumn, type IstDay, type Month, month, monthOf } from '#lib/units/ist.ts'

export type Recorded = {
  /** The first month with a reading, a block or a bill; null before all of them. */
  firstMonth: Month | null
  /** The last day that was read. */
  lastReadOn: IstDay | null
  /** The month of the newest bill. */
  lastBilled: Month | null
}

/** From when on a connection has something to show. Billing periods are calendar months. */
export async function recordedOf(db: Db | Tx, connectionId: string): Promise<Recorded> {
  const [found] = await db.$queryRaw<
    { firstOn: Date | null; lastOn: Date | null; firstBill: string | null; lastBill: string | null }[]
  >`
    select
      least(
        (select min("onDay") from "MeterDay" where "connectionId" = ${connectionId}::uuid),
        (select min("onDay") from "BlockDay" where "connectionId" = ${connectionId}::uuid)
      ) as "firstOn",
      (select max("onDay") from "MeterDay" where "connectionId" = ${connectionId}::uuid) as "lastOn",
      (select min("month") from "Bill" where "connectionId" = ${connectionId}::uuid) as "firstBill",
      (select max("month") from "Bill" where "connectionId" = ${connectionId}::uuid) as "lastBill"`
  const { firstOn = null, lastOn = null, firstBill = null, lastBill = null } = found ?? {}
  const months = [firstOn && monthOf(dayFromColumn(firstOn)), firstBill && month(firstBill)].filter((of) => of !== null)
  return {
    firstMonth: (months.sort()[0] as Month | '' | undefined) || null,
    lastReadOn: lastOn && dayFromColumn(lastOn),
    lastBilled: lastBill === null ? null : month(lastBill),
  }
}
