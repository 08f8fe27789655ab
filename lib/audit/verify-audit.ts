import { createHash } from 'node:crypto'
import type { Db } from '#lib/platform/db.ts'

export type VerifiedAudit = {
  entries: number
  /** Which rows are not what was written, or are missing; empty when nothing was ever changed. */
  broken: string[]
  /** One hash over the newest of each lane: kept elsewhere, it shows later that nothing before it was changed. */
  head: string
}

type Head = { lane: number; position: number; hash: Uint8Array }

/**
 * Checks the chains of the audit: each entry has its seal, no seal is left out, each is that of its entry and the one
 * before it, and what an hourly seal said of all lanes still stands there.
 */
export async function verifyAudit(db: Db): Promise<VerifiedAudit> {
  const broken = await db.$queryRaw<{ found: string }[]>`
    with "link" as (
      select s.*, lag(s."hash") over w as "before", row_number() over w as "n"
      from "AuditSeal" s window w as (partition by s."lane" order by s."position")
    )
    select 'entry ' || "entryId" || ', seal ' || "position" || ' of lane ' || "lane" as "found" from "link"
    where "position" <> "n" or "hash" is distinct from "audit_digest"(coalesce("before", ''::bytea), "entryId")
    union all
    select 'entry ' || e."id" || ' has no seal' from "AuditEntry" e
    where not exists (select 1 from "AuditSeal" s where s."entryId" = e."id")`
  const lost = await db.$queryRaw<{ found: string }[]>`
    select 'seal ' || split_part("head", ':', 2) || ' of lane ' || split_part("head", ':', 1)
           || ' is not what entry ' || e."id" || ' vouches for' as "found"
    from "AuditEntry" e
    cross join lateral regexp_split_to_table(e."detail"->>'heads', ' ') "head"
    where e."action" = ${SEALED} and not exists (
      select 1 from "AuditSeal" s where s."lane" = split_part("head", ':', 1)::int
        and s."position" = split_part("head", ':', 2)::int and encode(s."hash", 'hex') = split_part("head", ':', 3))`
  const heads = headsText(await headsOf(db))
  return {
    entries: await db.auditEntry.count(),
    broken: [...broken, ...lost].map(({ found }) => found),
    head: createHash('sha256').update(heads).digest('hex'),
  }
}

/** The action of an hourly entry that vouches for the newest seal of each lane. */
export const SEALED = 'audit.sealed'

/** The newest seal of each lane. */
export function headsOf(db: Pick<Db, '$queryRaw'>): Promise<Head[]> {
  return db.$queryRaw<Head[]>`
    select distinct on ("lane") "lane", "position", "hash" from "AuditSeal" order by "lane", "position" desc`
}

/** `lane:position:hash` of each, with blanks between. */
export const headsText = (heads: readonly Head[]): string =>
  heads.map(({ lane, position, hash }) => `${lane}:${position}:${Buffer.from(hash).toString('hex')}`).join(' ')
