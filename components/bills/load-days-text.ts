import type { BilledLoad } from '#lib/billing/billed-load.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Whether one of some bills knows anything of the load; else a column of it would say nothing. */
export function isLoadKnown(bills: readonly { load: BilledLoad | null }[]): boolean {
  return bills.some(({ load }) => load !== null && load.highest !== null)
}

/** `3 days above load`; what is not known is neither above nor within. */
export function daysAboveText(load: BilledLoad | null, locale: Locale): string {
  const t = textsFor(locale, 'bills')
  if (!load?.highest) return t('listUnknown')
  if (load.above.length > 0) return t('listAbove', { count: load.above.length })
  return load.daysUnknown > 0 ? t('aboveUnknown', { count: load.daysUnknown }) : t('listWithin')
}

/** The same for a column of figures. */
export function daysAboveFigure(load: BilledLoad | null, locale: Locale): string {
  const t = textsFor(locale, 'bills')
  if (!load?.highest) return '–'
  if (load.above.length > 0) return String(load.above.length)
  return load.daysUnknown > 0 ? t('aboveUnknown', { count: load.daysUnknown }) : '0'
}
