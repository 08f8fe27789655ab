import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant, formatTime } from '#lib/units/display.ts'
import { demandFigures, formatKw } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { highestFirst } from '../billed-load.ts'
import type { BillView } from '../get-bill.ts'
import { paperDay } from './paper-text.ts'
import type { DemandBar, LoadDays } from './printable-bill.ts'

/** The bar is this much longer than the larger of its two figures. */
const ROOM_BEYOND = 1.12
/** More would push the page's other parts off it. */
const DAYS_PRINTED = 3

/** The recorded demand, or that of the blocks, beside the sanctioned load; and that none is known where none is. */
export function demandBarOf(bill: BillView, locale: Locale): DemandBar {
  const t = textsFor(locale, 'pdf')
  const demand = demandOf(bill)
  if (!demand) return { label: t('demand'), value: t('demandNone'), note: '', bar: null }
  const { sanctionedLoadW, load } = bill
  const { watts, at, isIndicative } = demand
  const isAbove = watts > sanctionedLoadW
  const limit = formatKw(sanctionedLoadW)
  const value = `${demandFigures(watts, sanctionedLoadW).kw}\u00a0kW`
  const whole = Math.max(watts, sanctionedLoadW) * ROOM_BEYOND
  const when = at ? [t('demandAt', { at: formatInstant(at, locale) })] : []
  const how = isIndicative ? [t('demandBlocks', { minutes: load?.intervalMinutes ?? 30 })] : []
  return {
    label: t('demand'),
    value,
    note: [...when, t(isAbove ? 'demandAbove' : 'demandWithin', { limit }), ...how].join(' '),
    bar: {
      alternative: t('demandAlternative', { value, limit }),
      share: watts / whole,
      limitShare: sanctionedLoadW / whole,
      isAbove,
    },
  }
}

type Demand = { watts: number; at: Date | null; isIndicative: boolean }

/** The register's demand, which the bill counts; else the highest block's, which only hints. */
export function demandOf({ maxDemandW, maxDemandAt, load }: BillView): Demand | null {
  const highest = load?.highest ?? null
  if (maxDemandW === null) return highest && { ...highest, isIndicative: true }
  const at = maxDemandAt ?? (highest?.watts === maxDemandW ? highest.at : null)
  return { watts: maxDemandW, at, isIndicative: false }
}

/** Null on bills from before the days were kept. */
export function loadDaysOf({ load }: BillView, locale: Locale): LoadDays | null {
  if (!load) return null
  const t = textsFor(locale, 'pdf')
  const { above, daysUnknown } = load
  const more = above.length - DAYS_PRINTED
  const notes = [
    ...(more > 0 ? [t('aboveMore', { count: more })] : []),
    ...(above.length === 0 && daysUnknown === 0 ? [t('aboveNone')] : []),
    ...(daysUnknown > 0 ? [t('aboveUnknown', { count: daysUnknown })] : []),
  ]
  return {
    heading: t('aboveTitle'),
    columns: [t('colDay'), t('colTime'), 'kW'],
    rows: highestFirst(above)
      .slice(0, DAYS_PRINTED)
      .map(({ on, at, watts, limitW }) => ({
        day: paperDay(on, locale),
        time: at ? formatTime(at, locale) : '–',
        kw: demandFigures(watts, limitW).kw,
      })),
    note: notes.join(' '),
  }
}
