import type { Tx } from '#lib/platform/db.ts'
import type { Month } from '#lib/units/ist.ts'

/**
 * The next receipt number of a month, such as `R2611-000042`. The month's row stays locked until the payment is written
 * or given up, so that numbers have no gaps.
 */
export async function nextReceiptNumber(tx: Tx, of: Month): Promise<string> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    insert into "ReceiptSeries" ("month", "last") values (${of}, 1)
    on conflict ("month") do update set "last" = "ReceiptSeries"."last" + 1
    returning "last"`
  return receiptNumber(of, row?.last ?? 1)
}

export function receiptNumber(of: Month, position: number): string {
  return `R${of.slice(2, 4)}${of.slice(5)}-${position.toString().padStart(6, '0')}`
}
