import { keptFrom } from '#lib/metering/reading-months.ts'
import type { Services } from '#lib/platform/services.ts'
import { dayOf, startOfDay } from '#lib/units/ist.ts'

/** At most so many rows of a table a minute: a backlog of years must not hold a statement for long. */
const ROWS_AT_ONCE = 5_000

/**
 * Forgets what goes with readings when those are kept no longer (lib/metering/reading-months.ts): with days what they were
 * before they were corrected, registers, flags and prepaid balances, with half hours their corrections, what the meter
 * noted and what was refused. A connection keeps its last balance, however old.
 */
export async function forgetReadings({ db, now }: Pick<Services, 'db' | 'now'>): Promise<void> {
  const { MeterDay: days, BlockDay: blocks } = keptFrom(dayOf(now()))
  const [daysFrom, blocksFrom] = [startOfDay(days), startOfDay(blocks)]
  // What is append-only goes by a function of the tables' owner.
  await db.$executeRaw`select "forget_corrections_before"('MeterDayRevision', ${days}::date, ${ROWS_AT_ONCE}::int)`
  await db.$executeRaw`select "forget_corrections_before"('BlockRevision', ${blocks}::date, ${ROWS_AT_ONCE}::int)`
  // By key, because a place (ctid) is one only within a table, and a table may lie in parts.
  await db.$executeRaw`
    delete from "ReadingFlag"
     where "onDay" < ${days}::date and ("connectionId", "onDay", "meterId", "rule") in (
       select "connectionId", "onDay", "meterId", "rule" from "ReadingFlag"
        where "onDay" < ${days}::date limit ${ROWS_AT_ONCE})`
  await db.$executeRaw`
    delete from "RefusedReading"
     where "onDay" < ${blocks}::date and ("connectionId", "onDay", "meterId", "id") in (
       select "connectionId", "onDay", "meterId", "id" from "RefusedReading"
        where "onDay" < ${blocks}::date limit ${ROWS_AT_ONCE})`
  await db.$executeRaw`
    delete from "RegisterReading"
     where "at" < ${daysFrom} and ("connectionId", "at", "meterId", "revision") in (
       select "connectionId", "at", "meterId", "revision" from "RegisterReading"
        where "at" < ${daysFrom} limit ${ROWS_AT_ONCE})`
  await db.$executeRaw`
    delete from "MeterEvent"
     where "at" < ${blocksFrom} and ("connectionId", "at", "meterId", "eventId") in (
       select "connectionId", "at", "meterId", "eventId" from "MeterEvent"
        where "at" < ${blocksFrom} limit ${ROWS_AT_ONCE})`
  await db.$executeRaw`
    delete from "PrepaidBalance"
     where "asOf" < ${daysFrom} and ("connectionId", "asOf") in (
       select b."connectionId", b."asOf" from "PrepaidBalance" b
        where b."asOf" < ${daysFrom}
          and exists (select from "PrepaidBalance" later
                       where later."connectionId" = b."connectionId" and later."asOf" > b."asOf")
        limit ${ROWS_AT_ONCE})`
}
