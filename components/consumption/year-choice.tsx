import { Pager, Segments } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { YearView } from '#lib/metering/year-view.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { MEASURES, type Measure } from './measure.ts'

type Props = { view: YearView; measure: Measure; path: string; locale: Locale }

/** Which thirteen periods are shown, and in what. Both stand in the address. */
export function YearChoice({ view, measure, path, locale }: Props) {
  const t = textsFor(locale, 'year')
  const words = textsFor(locale, 'consumption')
  const { periods, earlier, later } = view
  const [first, last] = [periods[0], periods.at(-1)]
  if (!first || !last) return null
  const href = (to: Month, shown: Measure) => `${path}?to=${to}${shown === 'units' ? '' : `&in=${shown}`}`
  const step = (to: Month | null, key: 'earlier' | 'later') => ({
    href: to && href(to, measure),
    label: to ? t(key, { month: formatMonth(to, locale) }) : '',
  })
  const hasMoney = periods.some(({ costPaise }) => costPaise !== null)
  // Where the State paid nothing, both amounts are the same.
  const isSubsidised = periods.some(({ costPaise, beforeSubsidyPaise }) => costPaise !== beforeSubsidyPaise)
  const measures = MEASURES.filter((one) => one !== 'before-subsidy' || isSubsidised)
  const title = t('span', { from: formatMonth(first.month, locale), to: formatMonth(last.month, locale) })
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Pager title={title} previous={step(earlier, 'earlier')} next={step(later, 'later')} />
      {hasMoney && (
        <Segments
          label={t('views')}
          segments={measures.map((one) => ({
            href: href(last.month, one),
            label: words(`in_${one}`),
            current: one === measure,
          }))}
        />
      )}
    </div>
  )
}
