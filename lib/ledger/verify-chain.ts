import type { Db, Tx } from '#lib/platform/db.ts'
import { rootHash } from './seal-root.ts'

/**
 * What breaks the chains: a transaction without its seal, a gap, a hash that is not that of its transaction and the one
 * before it, a root that is not that of its heads. Empty when nothing was ever changed.
 */
export async function verifyChain(db: Db | Tx): Promise<string[]> {
  const broken = await db.$queryRaw<{ found: string }[]>`
    with "link" as (
      select s.*, lag(s."hash") over w as "before", row_number() over w as "n", t."connectionId"
      from "LedgerSeal" s join "LedgerTransaction" t on t."chainId" = s."chainId" and t."id" = s."transactionId"
      window w as (partition by s."chainId" order by s."position")
    )
    select 'seal ' || "position" || ' of chain ' || "chainId" as "found" from "link"
    where "position" <> "n"
      or "chainId" <> coalesce("connectionId", '00000000-0000-0000-0000-000000000000')
      or "hash" <> "ledger_digest"(coalesce("before", ''::bytea), "chainId", "transactionId")
    union all
    select 'no seal of transaction ' || t."id" from "LedgerTransaction" t
    where not exists (
      select 1 from "LedgerSeal" s where s."chainId" = t."chainId" and s."transactionId" = t."id")`
  return [...broken.map(({ found }) => found), ...(await brokenRoots(db))]
}

async function brokenRoots(db: Db | Tx): Promise<string[]> {
  const roots = await db.$queryRaw<{ number: number; hash: Uint8Array; heads: string | null }[]>`
    select r."number", r."hash", (
      select string_agg(h."chainId"::text || ' ' || h."position" || ' ' || encode(s."hash", 'hex'), E'\n' order by h."chainId")
      from "LedgerRootHead" h join "LedgerSeal" s using ("chainId", "position") where h."rootNumber" = r."number"
    ) as "heads"
    from "LedgerRoot" r order by r."number"`
  return roots.flatMap(({ number, hash, heads }, index) => {
    const before = roots[index - 1]?.hash ?? null
    const isRight = number === index + 1 && Buffer.from(hash).equals(rootHash(before, heads ?? ''))
    return isRight ? [] : [`root ${number}`]
  })
}
