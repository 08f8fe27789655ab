import type { Db } from '#lib/platform/db.ts'
import { env } from '#lib/platform/env.ts'
import type { Services } from '#lib/platform/services.ts'
import { addMonths, dayOf, firstDayOf, type IstDay, type Month, monthOf, timeOfDay } from '#lib/units/ist.ts'

/** Tables whose rows lie in a table for each month (migration readings_by_month), and how their totals are named. */
const KINDS = { MeterDay: 'DAYS', BlockDay: 'BLOCKS' } as const
type Table = keyof typeof KINDS
const TABLES = Object.keys(KINDS) as Table[]

/** Hours of the night, IST, in which rows are moved and months dropped: both keep readers waiting for a moment. */
const NIGHT = { from: '02:00', to: '05:00' }
const MONTHS_IN_YEAR = 12
/** Whoever reads waits behind whoever waits for a lock. */
const LOCK_WAIT = '2s'
const LONGEST = { text: '10min', ms: 600_000 }

/** The first days whose readings are kept, by the settings. */
export function keptFrom(today: IstDay): Record<Table, IstDay> {
  const { blockYears, dayYears } = env().retention
  return { MeterDay: monthYearsAgo(today, dayYears), BlockDay: monthYearsAgo(today, blockYears) }
}

/** The first day of the month that so many years ago was. */
export const monthYearsAgo = (today: IstDay, years: number): IstDay =>
  firstDayOf(addMonths(monthOf(today), -MONTHS_IN_YEAR * years))

/** Makes the tables of months that are not there yet, the last one included. */
export async function makeReadingMonths(db: Db, { from, to }: { from: Month; to: Month }): Promise<void> {
  for (const table of TABLES)
    for (let month = from; month <= to; month = addMonths(month, 1)) await make(db, table, month)
}

/**
 * Looks after the months of readings: this one and the next are there before their first row; at night, months that came
 * without a table of their own get one, one a round, and what is older than is kept goes.
 */
export async function keepReadingMonths({ db, now }: Services): Promise<void> {
  const [today, time] = [dayOf(now()), timeOfDay(now())]
  const month = monthOf(today)
  await makeReadingMonths(db, { from: month, to: addMonths(month, 1) })
  if (time < NIGHT.from || time >= NIGHT.to) return
  const kept = keptFrom(today)
  for (const table of TABLES) {
    await patiently(db, async (tx) => {
      await tx.$executeRaw`select drop_months_before(${table}, ${kept[table]}::date)`
      await tx.$executeRaw`
        delete from "ReadingTotal" where "readings" = ${KINDS[table]}::"ReadingKind" and "month" < ${kept[table]}::date`
    })
    const [rest] = await db.$queryRaw<{ month: Month | null }[]>`
      select to_char(month_of_rest(${table}), 'YYYY-MM') as "month"`
    if (rest?.month) await make(db, table, rest.month)
  }
}

const make = (db: Db, table: Table, month: Month) =>
  patiently(db, (tx) => tx.$executeRaw`select make_month(${table}, ${firstDayOf(month)}::date)`)

/** A month may have many rows to move; for its locks it does not wait long, and tries again in the next round. */
async function patiently(db: Db, work: (tx: Pick<Db, '$executeRaw'>) => Promise<unknown>): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        select set_config('lock_timeout', ${LOCK_WAIT}, true), set_config('statement_timeout', ${LONGEST.text}, true)`
      await work(tx)
    },
    { timeout: LONGEST.ms },
  )
}
