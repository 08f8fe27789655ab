import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionDay } from '#lib/metering/consumption-days.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatDays } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Measure } from './measure.ts'

/** Which days are missing, estimated or corrected, and what the figures make of them. */
export function DayNotes({ view, measure, locale }: { view: ConsumptionView; measure: Measure; locale: Locale }) {
  const t = textsFor(locale, 'consumption')
  const daysWith = (matches: (day: ConsumptionDay) => boolean) => view.days.filter(matches).map(({ on }) => on)
  const missing = daysWith(({ status }) => status === 'MISSING')
  const forBill = daysWith(({ status }) => status === 'ESTIMATED_FOR_BILL')
  const bySender = daysWith(({ status }) => status === 'ESTIMATED_BY_SENDER')
  const differing = [...view.disagreements.keys()].sort()
  const corrected = daysWith(({ isCorrected }) => isCorrected)
  return (
    <>
      {view.gap && (
        <Alert kind="info" lead={t('gapLead', { days: formatDays(view.gap.on, locale) })}>
          {t('gapText', { count: view.gap.on.length, units: formatUnits(view.gap.energyWh, 1) })}
        </Alert>
      )}
      {!view.gap && missing.length > 0 && (
        <Alert kind="info" lead={t('missingLead', { count: missing.length })}>
          {t('missingText', { days: formatDays(missing, locale) })} {measure !== 'units' && t('missingCost')}
        </Alert>
      )}
      {forBill.length > 0 && (
        <Alert kind="info" lead={t('estimatedLead')}>
          {t('estimatedBill', { days: formatDays(forBill, locale) })}
        </Alert>
      )}
      {bySender.length > 0 && (
        <Alert kind="info" lead={t('estimatedLead')}>
          {t('estimatedSender', { days: formatDays(bySender, locale) })}
        </Alert>
      )}
      {differing.length > 0 && (
        <Alert kind="info" lead={textsFor(locale, 'day')('differsLead')}>
          {textsFor(locale, 'day')('differsDays', { days: formatDays(differing, locale) })}
        </Alert>
      )}
      {corrected.length > 0 && (
        <Alert kind="info" lead={t('correctedLead')}>
          {t('correctedText', { days: formatDays(corrected, locale) })}
        </Alert>
      )}
    </>
  )
}
