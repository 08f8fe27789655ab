import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { type MeanOfDays, type WeekdayMeans, weekdayMeans } from '#lib/metering/weekday-means.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Weekends beside weekdays, over the days that were read. */
export function WeekdaysCard({ view, locale }: { view: ConsumptionView; locale: Locale }) {
  const t = textsFor(locale, 'consumption')
  const means = weekdayMeans(view.days)
  if (!means.weekdays && !means.weekends) return null
  return (
    <Card title={finding(means, t)}>
      <DefinitionList
        rows={[
          { label: t('weekdays'), ...meanText(means.weekdays, t) },
          { label: t('weekends'), ...meanText(means.weekends, t) },
        ]}
      />
      <p className="text-fine text-text-2">{t('weekdaysNote')}</p>
    </Card>
  )
}

function meanText(mean: MeanOfDays, t: Texts): { value: string; note: string } {
  if (!mean) return { value: '–', note: t('readDays', { count: 0 }) }
  return { value: t('unitsADay', { units: formatUnits(mean.meanWh, 1) }), note: t('readDays', { count: mean.count }) }
}

/** A difference is worth its sentence from a tenth on. */
function finding({ weekdays, weekends }: WeekdayMeans, t: Texts): string {
  if (!weekdays || !weekends) return t('weekdaysTitle')
  const difference = weekends.meanWh - weekdays.meanWh
  const size = difference < 0n ? -difference : difference
  if (size * 10n < weekdays.meanWh || size === 0n) return t('weekendsSame')
  return t(difference > 0n ? 'weekendsMore' : 'weekendsLess', { units: formatUnits(wattHours(size), 1) })
}
