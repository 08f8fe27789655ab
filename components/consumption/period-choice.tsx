import { Pager, Segments } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatMonth, formatPeriod } from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { MEASURES, type Measure } from './measure.ts'

type Props = { view: ConsumptionView; measure: Measure; path: string; locale: Locale }

/** Which period is shown, and in what. Both stand in the address, so that each view can be kept and sent. */
export function PeriodChoice({ view, measure, path, locale }: Props) {
  const t = textsFor(locale, 'consumption')
  const { month, from, to, previous, next, costPaise, limits } = view
  const href = (of: Month, shown: Measure) => `${path}?period=${of}${shown === 'units' ? '' : `&in=${shown}`}`
  const step = (of: Month | null, key: 'earlier' | 'later') => ({
    href: of && href(of, measure),
    label: of ? t(key, { month: formatMonth(of, locale) }) : '',
  })
  // Without a scheme for this connection, both amounts would be the same.
  const measures = MEASURES.filter((one) => one !== 'before-subsidy' || limits !== null)
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <Pager title={formatPeriod(from, to, locale)} previous={step(previous, 'earlier')} next={step(next, 'later')} />
      {costPaise !== null && (
        <Segments
          label={t('views')}
          segments={measures.map((one) => ({
            href: href(month, one),
            label: t(`in_${one}`),
            current: one === measure,
          }))}
        />
      )}
    </div>
  )
}
