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
 * The days of some connections within the spans, as a table of SQL under its own name. Each span is a part with its days as
 * plain values: each month is a table of its own, and the planner opens only those that a value rules in.
 */
export function daysWithin(
  table: 'MeterDay' | 'BlockDay',
  connectionIds: readonly string[],
  spans: readonly Span[],
): Prisma.Sql {
  const name = table === 'MeterDay' ? Prisma.sql`"MeterDay"` : Prisma.sql`"BlockDay"`
  const ids = [...connectionIds]
  const isOf = ids.length === 1 ? Prisma.sql`= ${ids[0]}::uuid` : Prisma.sql`= any(${ids}::uuid[])`
  const parts = apart(spans).map(
    ({ from, to }) => Prisma.sql`
      select * from ${name}
      where "connectionId" ${isOf} and "onDay" between ${dayToColumn(from)}::date and ${dayToColumn(to)}::date`,
  )
  const nothing = Prisma.sql`select * from ${name} where "connectionId" ${isOf} and false`
  return Prisma.sql`(${parts.length > 0 ? Prisma.join(parts, ' union all ') : nothing}) as ${name}`
}
