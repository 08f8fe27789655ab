import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatDayOfYear, formatMonth } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'

/** The sentence above the picture. */
export function findingText({ finding, month }: ConsumptionView, locale: Locale): string {
  const t = textsFor(locale, 'consumption')
  switch (finding.kind) {
    case 'PASSED_LIMIT':
      return t('finding_PASSED_LIMIT', {
        date: formatDayOfYear(finding.on, locale),
        limit: finding.limitKwh,
        from: formatRupees(roundToRupees(finding.fromPaise), { whole: true }),
        to: formatRupees(roundToRupees(finding.toPaise), { whole: true }),
      })
    case 'ROSE':
    case 'FELL':
      return t(`finding_${finding.kind}`, {
        before: formatUnits(finding.beforeWh, 1),
        after: formatUnits(finding.afterWh, 1),
      })
    case 'UNUSUAL_DAY':
      return t('finding_UNUSUAL_DAY', {
        date: formatDayOfYear(finding.on, locale),
        units: formatUnits(finding.energyWh, 1),
        average: formatUnits(finding.averageWh, 1),
      })
    case 'NOTHING':
      return t('finding_NOTHING', { month: formatMonth(month, locale) })
  }
}
