import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { YearComparison } from '#lib/metering/year-comparison.ts'
import { formatMonth } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

/**
 * This year against the last in one sentence, over the days that both know: a running period is not held against a whole
 * one.
 */
export function ComparisonNote({ comparison, locale }: { comparison: YearComparison; locale: Locale }) {
  const t = textsFor(locale, 'consumption')
  const month = formatMonth(comparison.month, locale)
  const { sameDays } = comparison
  if (!sameDays) return <Alert kind="info">{t('compareNone', { month })}</Alert>
  const { count, nowWh, thenWh } = sameDays
  const difference = nowWh - thenWh
  const key = difference > 0n ? 'compareMore' : difference < 0n ? 'compareLess' : 'compareSame'
  const size = wattHours(difference < 0n ? -difference : difference)
  return (
    <Alert kind="info" icon="compare">
      {t(key, {
        ...{ count, month, now: formatUnits(nowWh, 1), before: formatUnits(thenWh, 1) },
        difference: formatUnits(size, 1),
      })}
    </Alert>
  )
}
