import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/**
 * What is unpaid of all bills of each of these connections: what its newest bill still asks for. None where nothing was
 * billed.
 */
export async function unpaidOf(db: Db | Tx, connectionIds: readonly string[]): Promise<Map<string, Paise>> {
  const rows = await db.$queryRaw<{ connectionId: string; unpaid: bigint }[]>`
    select "chainId"::text as "connectionId", sum(case "side" when 'DEBIT' then "amountPaise" else -"amountPaise" end)::bigint as "unpaid"
      from "LedgerEntry"
     where "chainId" = any(${[...connectionIds]}::uuid[])
       and "account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE')
     group by "chainId"`
  return new Map(rows.map(({ connectionId, unpaid }) => [connectionId, paise(unpaid)]))
}
