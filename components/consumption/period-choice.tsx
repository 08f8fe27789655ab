import { Icon } from '#components/ui/icon.tsx'
import { Pager, Segments } from '#components/ui/segments.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatMonth, formatPeriod } from '#lib/units/display.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type PeriodChoices, periodHref } from './address.ts'
import { MEASURES, type Measure } from './measure.ts'

type Props = { view: ConsumptionView; measure: Measure; compare: boolean; path: string; locale: Locale }

/** Which period is shown, in what, and whether the year before stands beside it. */
export function PeriodChoice({ view, measure, compare, path, locale }: Props) {
  const t = textsFor(locale, 'consumption')
  const { month, from, to, previous, next, costPaise, limits, yearBefore } = view
  const href = (other: Partial<PeriodChoices>) => periodHref(path, { period: month, measure, compare, ...other })
  const step = (of: Month | null, key: 'earlier' | 'later') => ({
    href: of && href({ period: of }),
    label: of ? t(key, { month: formatMonth(of, locale) }) : '',
  })
  // Without a scheme for this connection, both amounts would be the same.
  const measures = MEASURES.filter((one) => one !== 'before-subsidy' || limits !== null)
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3">
      <Pager title={formatPeriod(from, to, locale)} previous={step(previous, 'earlier')} next={step(next, 'later')} />
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
        {costPaise !== null && (
          <Segments
            label={t('views')}
            segments={measures.map((one) => ({
              href: href({ measure: one }),
              label: t(`in_${one}`),
              current: one === measure,
            }))}
          />
        )}
        {yearBefore && (
          <a
            href={href({ compare: !compare })}
            className="no-print inline-flex min-h-11 items-center gap-2 font-semibold text-primary"
          >
            <Icon name={compare ? 'close' : 'compare'} className="size-5" />
            {t(compare ? 'compareOff' : 'compareOn')}
          </a>
        )}
      </div>
    </div>
  )
}
