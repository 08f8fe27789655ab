import { createHash } from 'node:crypto'
import type { Services } from '#lib/platform/services.ts'
import { Prisma } from '#prisma/generated/client.ts'

export type LedgerRoot = { number: number; hash: Uint8Array }

const EVERY_MS = 3_600_000

/** What was recorded so long before the last root may have become visible after it: a file's rows do at its end. */
const LATE_MS = 24 * EVERY_MS

/** Heads of the chains that moved since the last root. */
const movedSince = (recordedFrom: Date) => Prisma.sql`
  select s."chainId", max(s."position") as "position"
  from "LedgerTransaction" t join "LedgerSeal" s on s."chainId" = t."chainId" and s."transactionId" = t."id"
  left join lateral (
    select h."position" from "LedgerRootHead" h where h."chainId" = s."chainId" order by h."position" desc limit 1
  ) "known" on true
  where t."recordedAt" >= ${recordedFrom} and s."position" > coalesce("known"."position", 0)
  group by s."chainId"`

/**
 * Makes the next root when an hour has passed since the last one and a chain has moved: one hash over the heads of all
 * chains that moved since then and the root before, so that each root stands for the whole ledger of its hour. Printed or
 * kept elsewhere, it shows later that nothing before it was changed, even by somebody who may rewrite every chain. Of
 * several processes one makes it. Null when there is nothing to do yet.
 */
export async function sealRoot({ db, now }: Services): Promise<LedgerRoot | null> {
  return db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtextextended('ledger root', 0)) as "mine"`
      if (!lock?.mine) return null
      const before = await tx.ledgerRoot.findFirst({ orderBy: { number: 'desc' } })
      if (before && now().getTime() - before.sealedAt.getTime() < EVERY_MS) return null
      const moving = movedSince(new Date(before ? before.sealedAt.getTime() - LATE_MS : 0))
      const [moved] = await tx.$queryRaw<{ heads: string | null }[]>`
        select string_agg("chainId"::text || ' ' || "position" || ' ' || encode("hash", 'hex'), E'\n' order by "chainId")
          as "heads"
        from (${moving}) "moved" join "LedgerSeal" using ("chainId", "position")`
      if (!moved?.heads) return null
      const root = { number: (before?.number ?? 0) + 1, hash: rootHash(before?.hash ?? null, moved.heads) }
      await tx.ledgerRoot.create({ data: { ...root, sealedAt: now() }, select: { number: true } })
      await tx.$executeRaw`
        insert into "LedgerRootHead" ("rootNumber", "chainId", "position")
        select ${root.number}::int, "chainId", "position" from (${moving}) "moved"`
      return root
    },
    // One view of the chains for both statements, whatever is written meanwhile.
    { timeout: 60_000, isolationLevel: 'RepeatableRead' },
  )
}

/** SHA-256 over the root before (nothing for the first) and one line a head: chain, position, hash in hex. */
export function rootHash(before: Uint8Array | null, heads: string): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256')
  if (before) hash.update(before)
  return new Uint8Array(hash.update(heads).digest())
}
