import type { Db } from '#lib/platform/db.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { ReadingRule } from '#prisma/generated/client.ts'
import type { Finding } from './reading-rules.ts'

/** Days of a meter that a rule has looked at. */
export type Examined = { connectionId: string; meterId: string; rule: ReadingRule; from: IstDay; to: IstDay }
export type FoundFlag = { connectionId: string; meterId: string; finding: Finding }

/**
 * Writes what the rules found on the days that they looked at. What is known with the same figures stays as it is, decided
 * or not; other figures open it again, and what is found no longer is closed, if nobody has decided it.
 */
export async function writeFlags(
  db: Db,
  { found, examined }: { found: readonly FoundFlag[]; examined: readonly Examined[] },
  { batchId, at }: { batchId: string; at: Date },
): Promise<void> {
  // Two registers can end one day; the rows of one statement must differ.
  const flags = [...new Map(found.map((flag) => [keyOf(flag), flag])).values()]
  await db.$transaction(async (tx) => {
    // Two processes that look through the same files would wait for each other's rows.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('reading flags'))`
    await tx.$executeRaw`
      insert into "ReadingFlag" ("connectionId", "onDay", "meterId", "rule", "detail", "foundAt", "batchId")
      select "connectionId", "onDay", "meterId", "rule"::"ReadingRule", "detail"::jsonb, ${at}::timestamptz, ${batchId}::uuid
        from unnest(
          ${flags.map(({ connectionId }) => connectionId)}::uuid[],
          ${flags.map(({ finding }) => finding.onDay)}::date[],
          ${flags.map(({ meterId }) => meterId)}::uuid[],
          ${flags.map(({ finding }) => finding.rule)}::text[],
          ${flags.map(({ finding }) => JSON.stringify(finding.detail))}::text[]
        ) as given ("connectionId", "onDay", "meterId", "rule", "detail")
      on conflict ("connectionId", "onDay", "meterId", "rule") do update
        set "detail" = excluded."detail", "foundAt" = excluded."foundAt", "batchId" = excluded."batchId",
            "decision" = null, "closedAt" = null, "closedBy" = null
        where "ReadingFlag"."detail" <> excluded."detail" or "ReadingFlag"."decision" = 'GONE'`
    await tx.$executeRaw`
      update "ReadingFlag" f set "decision" = 'GONE', "closedAt" = ${at}::timestamptz
        from unnest(
          ${examined.map(({ connectionId }) => connectionId)}::uuid[],
          ${examined.map(({ meterId }) => meterId)}::uuid[],
          ${examined.map(({ rule }) => rule)}::text[],
          ${examined.map(({ from }) => from)}::date[],
          ${examined.map(({ to }) => to)}::date[]
        ) as e ("connectionId", "meterId", "rule", "from", "to")
       where f."connectionId" = e."connectionId" and f."meterId" = e."meterId" and f."rule" = e."rule"::"ReadingRule"
         and f."onDay" between e."from" and e."to" and f."closedAt" is null
         and concat_ws(' ', f."connectionId", f."meterId", f."onDay", f."rule") <> all(${flags.map(keyOf)}::text[])`
  })
}

const keyOf = ({ connectionId, meterId, finding: { onDay, rule } }: FoundFlag) =>
  `${connectionId} ${meterId} ${onDay} ${rule}`
