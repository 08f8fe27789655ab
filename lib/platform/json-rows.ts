import { Prisma } from '#prisma/generated/client.ts'
import type { Db, Tx } from './db.ts'

/**
 * The rows of a query, come as one JSON value: for hundreds of rows, which the driver would read column by column.
 * Columns are what JSON makes of them: a date is text `YYYY-MM-DD`, an instant text with its offset, and a whole number
 * beyond 2^53 would lose its last digits.
 */
export async function jsonRows<Row>(db: Db | Tx, query: Prisma.Sql): Promise<Row[]> {
  const [found] = await db.$queryRaw<{ rows: Row[] }[]>(
    Prisma.sql`select coalesce(json_agg(each), '[]') as rows from (${query}) as each`,
  )
  return found?.rows ?? []
}
