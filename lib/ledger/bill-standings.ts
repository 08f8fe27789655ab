import type { Db, Tx } from '#lib/platform/db.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { type Paise, paise } from '#lib/units/paise.ts'

/** What is unpaid of one bill. */
export type UnpaidBill = {
  /** Without surcharge. */
  unpaidPrincipalPaise: Paise
  unpaidSurchargePaise: Paise
}

/**
 * What is unpaid of a connection's bills and the last day of each, by bill id, oldest bill first. Settled bills are absent, so
 * that an account of many years is told in a few rows.
 */
export async function billStandings(
  db: Db | Tx,
  connectionId: string,
): Promise<Map<string, UnpaidBill & { periodTo: IstDay }>> {
  const rows = await db.$queryRaw<{ billId: string; periodTo: Date; principal: bigint; surcharge: bigint }[]>`
    select open."billId", b."periodTo", open."principal", open."surcharge"
    from (
      select e."billId",
        coalesce(sum(s."paise") filter (where e."account" = 'RECEIVABLE'), 0)::bigint as "principal",
        coalesce(sum(s."paise") filter (where e."account" = 'RECEIVABLE_SURCHARGE'), 0)::bigint as "surcharge"
      from "LedgerEntry" e
      cross join lateral (select case e."side" when 'DEBIT' then e."amountPaise" else -e."amountPaise" end as "paise") s
      where e."chainId" = ${connectionId}::uuid and e."account" in ('RECEIVABLE', 'RECEIVABLE_SURCHARGE')
      group by e."billId"
    ) open
    join "Bill" b on b."connectionId" = ${connectionId}::uuid and b."id" = open."billId"
    where open."principal" <> 0 or open."surcharge" <> 0
    order by b."periodTo"`
  return new Map(
    rows.map(({ billId, periodTo, principal, surcharge }) => [
      billId,
      {
        ...{ unpaidPrincipalPaise: paise(principal), unpaidSurchargePaise: paise(surcharge) },
        periodTo: dayFromColumn(periodTo),
      },
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
