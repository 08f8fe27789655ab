import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What a connection has paid ahead and not used up. */
export async function advanceOf(db: Db | Tx, connectionId: string): Promise<Paise> {
  const [row] = await db.$queryRaw<{ paise: bigint }[]>`
    select coalesce(sum(case "side" when 'CREDIT' then "amountPaise" else -"amountPaise" end), 0)::bigint as "paise"
    from "LedgerEntry" where "chainId" = ${connectionId}::uuid and "account" = 'ADVANCE'`
  return paise(row?.paise ?? 0n)
}
