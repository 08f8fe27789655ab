import { addDays, dayToColumn, type IstDay } from '#lib/units/ist.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** Days from one to another, both included. */
export type Span = { from: IstDay; to: IstDay }

/** The same days in order, each once: what overlaps or follows at once is one span, what ends before it begins none. */
export function apart(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const { from, to } of spans.filter((span) => span.from <= span.to).toSorted(byFirstDay)) {
    const last = found.at(-1)
    if (last && from <= addDays(last.to, 1)) last.to = [last.to, to].sort()[1] as IstDay
    else found.push({ from, to })
  }
  return found
}

const byFirstDay = (a: Span, b: Span) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)

/**
 * The days of some connections within the spans, as a table of SQL under its own name: the index is entered once a span.
 * `offset 0` keeps the planner from joining the other way round, which walks through every day of a home's history.
 */
export function daysWithin(
  table: 'MeterDay' | 'BlockDay',
  connectionIds: readonly string[],
  spans: readonly Span[],
): Prisma.Sql {
  const each = apart(spans)
  const [from, to] = [each.map((span) => dayToColumn(span.from)), each.map((span) => dayToColumn(span.to))]
  const name = table === 'MeterDay' ? Prisma.sql`"MeterDay"` : Prisma.sql`"BlockDay"`
  const ids = [...connectionIds]
  const isOf = ids.length === 1 ? Prisma.sql`= ${ids[0]}::uuid` : Prisma.sql`= any(${ids}::uuid[])`
  return Prisma.sql`unnest(${from}::date[], ${to}::date[]) as span("from", "to")
    cross join lateral (
      select * from ${name}
      where "connectionId" ${isOf} and "onDay" between span."from" and span."to" offset 0
    ) as ${name}`
}
