import { arrayText } from '#lib/platform/array-text.ts'
import type { Tx } from '#lib/platform/db.ts'
import type { WattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { addToTotals, countedInsert, rowsStored } from './count-readings.ts'

export type NewMeterDay = {
  connectionId: string
  meterId: string
  onDay: IstDay
  energyWh: WattHours
  apparentVah: WattHours | null
  maxDemandW: number | null
  maxDemandAt: Date | null
  status: 'VALID' | 'ESTIMATED'
  source: 'REGISTER' | 'BLOCKS'
}

/**
 * Stores days of meters, each named once, in one statement. A day that is known with another value is corrected: it
 * becomes the next revision, and the value before goes to `MeterDayRevision`. What a later file of registers leaves
 * out (apparent energy, demand and its time) is kept unless the energy, or the demand of that time, itself changes. The meter's register takes the place of a sum of
 * blocks, and a sum of blocks never that of a register, so the order of arrival does not matter. Returns the positions of
 * the days that are new or different.
 */
export async function storeDays(
  tx: Tx,
  days: readonly NewMeterDay[],
  { batchId, receivedAt }: { batchId: string; receivedAt: Date },
): Promise<Set<number>> {
  if (days.length === 0) return new Set()
  await lockMeterDays(tx)
  const written = await tx.$queryRaw<{ position: number }[]>`
    with incoming as (
      select
        position::int,
        ${batchId}::uuid as "batchId",
        "connectionId"::uuid, "onDay"::date, "meterId"::uuid, "energyWh"::bigint, "apparentVah"::bigint,
        "maxDemandW"::int, "maxDemandAt"::timestamptz, "status"::"ReadingStatus", "source"::"ReadingSource"
      from unnest(
        ${days.map((day) => day.connectionId)}::text[],
        ${days.map((day) => day.onDay)}::text[],
        ${days.map((day) => day.meterId)}::text[],
        ${days.map((day) => day.energyWh.toString())}::text[],
        ${days.map((day) => day.apparentVah?.toString() ?? null)}::text[],
        ${days.map((day) => day.maxDemandW?.toString() ?? null)}::text[],
        ${days.map((day) => day.maxDemandAt?.toISOString() ?? null)}::text[],
        ${days.map((day) => day.status)}::text[],
        ${days.map((day) => day.source)}::text[]
      ) with ordinality as given (
        "connectionId", "onDay", "meterId", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt", "status", "source",
        position
      )
    ), different as (
      select incoming.*, known."revision" as "knownRevision", known."batchId" as "knownBatchId",
        known."energyWh" as "knownWh", "keptVah", "keptW", "keptAt"
      from incoming left join "MeterDay" as known using ("connectionId", "onDay", "meterId")
      cross join lateral (
        select known."energyWh" = incoming."energyWh" and known."source" = 'REGISTER' as is_kept
      ) as compared
      cross join lateral (
        select case when is_kept then known."apparentVah" end as "keptVah",
          case when is_kept then known."maxDemandW" end as "keptW",
          case when is_kept and coalesce(incoming."maxDemandW", known."maxDemandW") = known."maxDemandW"
            then known."maxDemandAt" end as "keptAt"
      ) as unsaid
      where known."revision" is null
        or (known."source" = 'BLOCKS' or incoming."source" = 'REGISTER') and (
          known."source" <> incoming."source"
          or known."energyWh" <> incoming."energyWh"
          or known."status" <> incoming."status"
          or known."apparentVah" is distinct from coalesce(incoming."apparentVah", "keptVah")
          or known."maxDemandW" is distinct from coalesce(incoming."maxDemandW", "keptW")
          or known."maxDemandAt" is distinct from coalesce(incoming."maxDemandAt", "keptAt")
        )
    ), kept as (
      insert into "MeterDayRevision" (
        "connectionId", "onDay", "meterId", "revision", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt",
        "status", "source", "batchId", "receivedAt", "replacedAt"
      )
      select known."connectionId", known."onDay", known."meterId", known."revision", known."energyWh",
        known."apparentVah", known."maxDemandW", known."maxDemandAt", known."status", known."source",
        known."batchId", known."receivedAt", ${receivedAt}::timestamptz
      from "MeterDay" as known join different using ("connectionId", "onDay", "meterId")
    ), written as (
      insert into "MeterDay" (
        "connectionId", "onDay", "meterId", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt", "status", "source",
        "revision", "batchId", "receivedAt"
      )
      select "connectionId", "onDay", "meterId", "energyWh", coalesce("apparentVah", "keptVah"),
        coalesce("maxDemandW", "keptW"), coalesce("maxDemandAt", "keptAt"), "status", "source",
        coalesce("knownRevision", 0) + 1, "batchId", ${receivedAt}::timestamptz
      from different
      on conflict ("connectionId", "onDay", "meterId") do update set
        "energyWh" = excluded."energyWh", "apparentVah" = excluded."apparentVah",
        "maxDemandW" = excluded."maxDemandW", "maxDemandAt" = excluded."maxDemandAt", "status" = excluded."status",
        "source" = excluded."source", "revision" = excluded."revision", "batchId" = excluded."batchId",
        "receivedAt" = excluded."receivedAt"
    ), counted as (
      ${addToTotals('DAYS', batchId, MOVED)}
    )
    select position from different`
  return new Set(written.map(({ position }) => position - 1))
}

const MOVED = Prisma.sql`
  select "batchId", "onDay", 1 as "rows", "energyWh" from different
  union all select "knownBatchId", "onDay", -1, -"knownWh" from different where "knownRevision" is not null`

/** The insert of days, each named once, that are probably new; made before its turn. Says how many were. */
export function newDaysInsert(
  days: readonly NewMeterDay[],
  { batchId, receivedAt }: { batchId: string; receivedAt: Date },
): Prisma.Sql {
  const column = (of: (day: NewMeterDay) => string | number | null) => arrayText(days.map(of))
  const insert = Prisma.sql`
    insert into "MeterDay" (
      "connectionId", "onDay", "meterId", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt", "status", "source",
      "batchId", "receivedAt"
    )
    select "connectionId", "onDay", "meterId", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt",
      "status"::"ReadingStatus", "source"::"ReadingSource", ${batchId}::uuid, ${receivedAt}::timestamptz
    from unnest(
      ${column((day) => day.connectionId)}::uuid[],
      ${column((day) => day.onDay)}::date[],
      ${column((day) => day.meterId)}::uuid[],
      ${column((day) => Number(day.energyWh))}::bigint[],
      ${column(({ apparentVah }) => (apparentVah === null ? null : Number(apparentVah)))}::bigint[],
      ${column((day) => day.maxDemandW)}::int[],
      ${column((day) => day.maxDemandAt?.toISOString() ?? null)}::timestamptz[],
      ${column((day) => day.status)}::text[],
      ${column((day) => day.source)}::text[]
    ) as given (
      "connectionId", "onDay", "meterId", "energyWh", "apparentVah", "maxDemandW", "maxDemandAt", "status", "source"
    )`
  return countedInsert('DAYS', batchId, { insert, energy: Prisma.sql`"energyWh"` })
}

/** As `storeDays`, quick where none of the days is known yet, as of a file of whole days of blocks. */
export async function storeNewDays(
  tx: Tx,
  days: readonly NewMeterDay[],
  of: { batchId: string; receivedAt: Date; insert?: Prisma.Sql },
): Promise<void> {
  if (days.length === 0) return
  await lockMeterDays(tx)
  const inserted = await rowsStored(tx, of.insert ?? newDaysInsert(days, of))
  if (inserted < days.length) await storeDays(tx, days, of)
}

/** Stores those of the days, each named once, of which nothing is known. */
export async function addMissingDays(
  tx: Tx,
  days: readonly NewMeterDay[],
  of: { batchId: string; receivedAt: Date },
): Promise<void> {
  if (days.length === 0) return
  await lockMeterDays(tx)
  await rowsStored(tx, newDaysInsert(days, of))
}

/** Two files at once could both take a day for new; the second would then replace it without keeping the first. */
async function lockMeterDays(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('meter days'))`
}
