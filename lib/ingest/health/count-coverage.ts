import type { Services } from '#lib/platform/services.ts'
import { addDays, dayOf, dayToColumn } from '#lib/units/ist.ts'

const EVERY_MS = 15 * 60_000
/** A circle's count reads hundreds of thousands of meters. */
const LONGEST = { text: '10min', ms: 600_000 }
/** Silent meters kept of each sub-division: no page shows more. */
export const SILENT_SHOWN = 50

/**
 * Counts of every sub-division how many of its smart meters, of those in place before, were read for yesterday, and notes
 * those that told nothing, when the last count is a quarter of an hour old. Pages read the counts, since a circle's meters
 * are too many to be counted for whoever looks. Of two processes at once one counts. Its services must bear statements of
 * minutes (`getPatientServices`). Returns whether it counted.
 */
export async function countCoverage({ db, now }: Services): Promise<boolean> {
  const at = now()
  if (!(await isDue(db, at))) return false
  const on = dayToColumn(addDays(dayOf(at), -1))
  return db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ isMine: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtext('OfficeCoverage')) as "isMine"`
      if (!lock?.isMine || !(await isDue(tx, at))) return false
      await tx.$executeRaw`select set_config('statement_timeout', ${LONGEST.text}, true)`
      await tx.$executeRaw`delete from "OfficeCoverage"`
      await tx.$executeRaw`
        with place as (
          select c."id", c."subdivision",
                 exists (select from "MeterDay" d where d."connectionId" = c."id" and d."onDay" = ${on}::date) as "isRead"
            from "MeterInstallation" i
            join "Meter" m on m."id" = i."meterId" and m."intervalMinutes" is not null
            join "Connection" c on c."id" = i."connectionId"
           where i."toOn" is null and i."fromOn" < ${on}::date
        )
        insert into "OfficeCoverage" ("subdivision", "onDay", "meters", "read", "silent", "countedAt")
        select "subdivision", ${on}::date, count(*), count(*) filter (where "isRead"),
               count(*) filter (where not "isRead" and not exists (
                 select from "BlockDay" b where b."connectionId" = place."id" and b."onDay" >= ${on}::date)),
               ${at}::timestamptz
          from place group by "subdivision"`
      // Counted as well, and known to have none: else they would be counted every minute, and said to be uncounted.
      await tx.$executeRaw`
        insert into "OfficeCoverage" ("subdivision", "onDay", "meters", "read", "silent", "countedAt")
        select "name", ${on}::date, 0, 0, 0, ${at}::timestamptz from "Office" where "kind" = 'SUBDIVISION'
        on conflict do nothing`
      await tx.$executeRaw`delete from "SilentMeter"`
      await tx.$executeRaw`
        with silent as (
          select m."serialNo", c."id" as "connectionId", c."subdivision"
            from "MeterInstallation" i
            join "Meter" m on m."id" = i."meterId" and m."intervalMinutes" is not null
            join "Connection" c on c."id" = i."connectionId"
           where i."toOn" is null and i."fromOn" < ${on}::date
             and not exists (select from "MeterDay" d where d."connectionId" = c."id" and d."onDay" >= ${on}::date)
             and not exists (select from "BlockDay" b where b."connectionId" = c."id" and b."onDay" >= ${on}::date)
        ), placed as (
          select silent."serialNo", silent."subdivision", heard."lastOn",
                 row_number() over (partition by silent."subdivision" order by heard."lastOn" nulls first, silent."serialNo")
                   as "place"
            from silent cross join lateral (
              -- Each month is a table of its own: when it was last heard is asked of the silent ones alone.
              select greatest(
                (select max("onDay") from "MeterDay" where "connectionId" = silent."connectionId"),
                (select max("onDay") from "BlockDay" where "connectionId" = silent."connectionId")
              ) as "lastOn"
            ) heard
        )
        insert into "SilentMeter" ("meterNo", "subdivision", "lastOn")
        select "serialNo", "subdivision", "lastOn" from placed where "place" <= ${SILENT_SHOWN}`
      return true
    },
    { timeout: LONGEST.ms },
  )
}

async function isDue(db: Pick<Services['db'], 'officeCoverage'>, at: Date): Promise<boolean> {
  const { _max: last } = await db.officeCoverage.aggregate({ _max: { countedAt: true } })
  return !last.countedAt || at.getTime() - last.countedAt.getTime() >= EVERY_MS
}
