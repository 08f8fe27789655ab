import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { LivelyChart } from './lively-chart.tsx'
import { MonthBars, type MonthBarsProps } from './month-bars.tsx'

/** `MonthBars` with tooltips and keys, for the page that is about months; `spoken` is a sentence for each of them. */
export function LivelyMonthBars({ locale, spoken, ...picture }: MonthBarsProps & { locale: Locale; spoken: string[] }) {
  const t = textsFor(locale, 'common')
  return (
    <LivelyChart kind="months" chart={{ ...picture, spoken, keys: t('chartKeys') }}>
      <MonthBars {...picture} />
    </LivelyChart>
  )
}
