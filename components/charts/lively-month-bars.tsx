import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { MonthBarsProps } from './month-bars.tsx'
import { LivelyMonths } from './on-demand.tsx'

/** `MonthBars` with tooltips and keys, for the page that is about months; `spoken` is a sentence for each of them. */
export function LivelyMonthBars({ locale, ...picture }: MonthBarsProps & { locale: Locale; spoken: string[] }) {
  return <LivelyMonths {...picture} keys={textsFor(locale, 'common')('chartKeys')} />
}
