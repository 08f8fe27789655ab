import type { Tx } from '#lib/platform/db.ts'
import { day, dayFromColumn, dayToColumn, type IstDay } from '#lib/units/ist.ts'

export type Terms = { category: string; mode: 'POSTPAID' | 'PREPAID'; sanctionedLoadW: number }

/** Before any bill: the terms of a connection whose beginning nobody wrote down. */
const LONG_AGO = day('2000-01-01')

/**
 * Makes the latest terms of connections equal to these. The first ones count from the day of connection, changed ones
 * from today; a second change on one day replaces the first. Returns the connections whose terms are new or different.
 */
export async function saveTerms(
  tx: Tx,
  wanted: readonly { connectionId: string; terms: Terms; connectedOn: IstDay | null }[],
  today: IstDay,
): Promise<Set<string>> {
  const rows = await tx.connectionTerms.findMany({
    where: { connectionId: { in: wanted.map(({ connectionId }) => connectionId) } },
    orderBy: { effectiveFrom: 'asc' },
  })
  const latest = new Map(rows.map((row) => [row.connectionId, row]))
  const fresh: (Terms & { connectionId: string; effectiveFrom: Date })[] = []
  const replaced: typeof fresh = []
  for (const { connectionId, terms, connectedOn } of wanted) {
    const known = latest.get(connectionId)
    if (!known) fresh.push({ connectionId, ...terms, effectiveFrom: dayToColumn(connectedOn ?? LONG_AGO) })
    else if (isDifferent(terms, known)) {
      const isFromToday = dayFromColumn(known.effectiveFrom) >= today
      const row = { connectionId, ...terms, effectiveFrom: isFromToday ? known.effectiveFrom : dayToColumn(today) }
      if (isFromToday) replaced.push(row)
      else fresh.push(row)
    }
  }
  if (fresh.length > 0) await tx.connectionTerms.createMany({ data: fresh })
  for (const { connectionId, effectiveFrom, ...terms } of replaced) {
    const where = { connectionId_effectiveFrom: { connectionId, effectiveFrom } }
    await tx.connectionTerms.update({ where, data: terms, select: { connectionId: true } })
  }
  return new Set([...fresh, ...replaced].map(({ connectionId }) => connectionId))
}

const isDifferent = (a: Terms, b: Terms) =>
  a.category !== b.category || a.mode !== b.mode || a.sanctionedLoadW !== b.sanctionedLoadW
