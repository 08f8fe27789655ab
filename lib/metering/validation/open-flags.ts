import type { StaffActor } from '#lib/identity/actor.ts'
import type { Services } from '#lib/platform/services.ts'
import { authorise } from '#lib/staff/authorise.ts'
import { dayFromColumn, type IstDay } from '#lib/units/ist.ts'
import { Prisma, type ReadingRule } from '#prisma/generated/client.ts'
import type { FlagDetail } from './reading-rules.ts'

/** A flag as the desk shows it; its meter names no person. */
export type OpenFlag = {
  [Rule in ReadingRule]: {
    connectionId: string
    meterId: string
    meterNo: string
    subdivision: string
    on: IstDay
    rule: Rule
    detail: FlagDetail[Rule]
  }
}[ReadingRule]

export type OpenFlags = {
  /** How many there are of each rule that found any. */
  counts: { rule: ReadingRule; count: number }[]
  /** The newest days first. */
  flags: OpenFlag[]
}

const LISTED = 25

/** Flags of the officer's offices that nobody has decided, of one rule or all. Null without leave. */
export async function openFlags(
  { db, ...services }: Services,
  actor: StaffActor,
  { rule }: { rule: ReadingRule | null },
): Promise<OpenFlags | null> {
  if (!(await authorise({ db, ...services }, actor, 'ingest.read'))) return null
  const isOpen = Prisma.sql`
    "ReadingFlag" f join "Connection" c on c."id" = f."connectionId"
     where f."closedAt" is null and c."subdivision" = any(${[...actor.subdivisions]}::text[])`
  const isOfRule = rule ? Prisma.sql`and f."rule" = ${rule}::"ReadingRule"` : Prisma.empty
  const counts = await db.$queryRaw<OpenFlags['counts']>`
    select f."rule"::text as "rule", count(*)::int as "count" from ${isOpen} group by f."rule" order by f."rule"`
  const rows = await db.$queryRaw<(Omit<OpenFlag, 'on'> & { onDay: Date })[]>`
    select f."connectionId"::text, f."meterId"::text, m."serialNo" as "meterNo", c."subdivision", f."onDay",
           f."rule"::text as "rule", f."detail"
      from (select f.*, c."subdivision" from ${isOpen} ${isOfRule}
             order by f."onDay" desc, f."connectionId", f."rule" limit ${LISTED}) as f
      join "Connection" c on c."id" = f."connectionId"
      join "Meter" m on m."id" = f."meterId"
     order by f."onDay" desc, f."connectionId", f."rule"`
  return { counts, flags: rows.map(({ onDay, ...flag }) => ({ ...flag, on: dayFromColumn(onDay) }) as OpenFlag) }
}
