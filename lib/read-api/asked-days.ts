import { z } from 'zod'
import { earliestDay } from '#lib/billing/supply-history.ts'
import { MOST_DAYS } from '#lib/export/data-period.ts'
import { addDays, dayOf, daysBetween, firstDayOf, type IstDay, lastDayOf, type Month, monthOf } from '#lib/units/ist.ts'
import type { Asked } from './operation.ts'

const day = z.iso.date()

/** Which days are asked for; the running month where nothing is said. */
export const daysQuery = z.strictObject({
  from: day.optional().meta({ description: 'The first day; the first of the running month where none is said' }),
  to: day.optional().meta({ description: `The last day, at most ${MOST_DAYS} days in all; today where none is said` }),
})

/** What of the asked days one answer holds: those of one month. */
export type PartOfDays = { month: Month; from: IstDay; to: IstDay; next: string | null }

type AskedPart = { ok: true; part: PartOfDays | null } | { ok: false; wrong: { field: string; reason: string } }

/**
 * The first month of the days that are asked for, up to today, and where the rest is: figures of days belong to the
 * account of their month. No part where all of it is still to come.
 */
export function firstPart({ query, pathWith }: Asked<z.output<typeof daysQuery>>, now: Date): AskedPart {
  const today = dayOf(now)
  const from = (query.from ?? firstDayOf(monthOf(today))) as IstDay
  const asked = (query.to ?? today) as IstDay
  const wrong = (field: string, reason: string): AskedPart => ({ ok: false, wrong: { field, reason } })
  if (asked < from) return wrong('to', 'is before from')
  if (daysBetween(from, asked) >= MOST_DAYS) return wrong('from', `is more than ${MOST_DAYS} days before to`)
  const last = earliestDay(asked, today)
  if (from > last) return { ok: true, part: null }
  const month = monthOf(from)
  const to = earliestDay(lastDayOf(month), last)
  const next = to < last ? pathWith({ from: addDays(to, 1), to: last }) : null
  return { ok: true, part: { month, from, to, next } }
}
