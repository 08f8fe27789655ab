import type { Db, Tx } from '#lib/platform/db.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What is unpaid of one bill. */
export type UnpaidBill = {
  /** Without surcharge. */
  unpaidPrincipalPaise: Paise
  unpaidSurchargePaise: Paise
}

/** What is unpaid of each bill of a connection, by bill id, oldest bill first; settled bills stand there with zero. */
export async function billStandings(db: Db | Tx, connectionId: string): Promise<Map<string, UnpaidBill>> {
  const rows = await db.$queryRaw<{ billId: string; principal: bigint; surcharge: bigint }[]>`
    select e."billId",
      coalesce(sum(s."paise") filter (where e."account" = 'RECEIVABLE'), 0)::bigint as "principal",
      coalesce(sum(s."paise") filter (where e."account" = 'RECEIVABLE_SURCHARGE'), 0)::bigint as "surcharge"
    from "LedgerEntry" e
    join "Bill" b on b."connectionId" = e."chainId" and b."id" = e."billId"
    cross join lateral (select case e."side" when 'DEBIT' then e."amountPaise" else -e."amountPaise" end as "paise") s
    where e."chainId" = ${connectionId}::uuid and e."account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE')
    group by e."billId", b."periodTo" order by b."periodTo"`
  return new Map(
    rows.map(({ billId, principal, surcharge }) => [
      billId,
      { unpaidPrincipalPaise: paise(principal), unpaidSurchargePaise: paise(surcharge) },
    ]),
  )
}

/** Everything unpaid of some bills: what the newest bill still asks for. */
export function totalUnpaid(standings: ReadonlyMap<string, UnpaidBill>): Paise {
  let total = 0n
  for (const { unpaidPrincipalPaise, unpaidSurchargePaise } of standings.values())
    total += unpaidPrincipalPaise + unpaidSurchargePaise
  return paise(total)
}
