import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What a connection owes on all its bills, surcharge included, and what it has paid ahead and not used up. */
export async function accountOf(db: Db | Tx, connectionId: string): Promise<{ unpaidPaise: Paise; aheadPaise: Paise }> {
  const [row] = await db.$queryRaw<{ unpaid: bigint; ahead: bigint }[]>`
    select
      coalesce(sum("paise") filter (where "account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE')), 0)::bigint as "unpaid",
      coalesce(-sum("paise") filter (where "account" = 'ADVANCE'), 0)::bigint as "ahead"
    from "LedgerEntry"
    cross join lateral (select case "side" when 'DEBIT' then "amountPaise" else -"amountPaise" end as "paise") "signed"
    where "chainId" = ${connectionId}::uuid and "account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE', 'ADVANCE')`
  return { unpaidPaise: paise(row?.unpaid ?? 0n), aheadPaise: paise(row?.ahead ?? 0n) }
}
