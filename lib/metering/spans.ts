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
 * The spans as a table `span` to join days with: `"onDay" between span."from" and span."to"`. The index is then entered
 * once a span; a condition with `exists` would walk through every day that the connection ever had.
 */
export function spanTable(spans: readonly Span[]): Prisma.Sql {
  const each = apart(spans)
  const [from, to] = [each.map((span) => dayToColumn(span.from)), each.map((span) => dayToColumn(span.to))]
  return Prisma.sql`unnest(${from}::date[], ${to}::date[]) as span("from", "to")`
}
