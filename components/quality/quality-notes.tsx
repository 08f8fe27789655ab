import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import { formatDays } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'

/** Which days are missing, and that others came in part. */
export function QualityNotes({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { days, figures } = view
  const missing = days.filter(({ state }) => state === 'MISSING').map(({ on }) => on)
  const known = days.filter(({ state }) => state === 'KNOWN')
  const expected = known.reduce((sum, { blocksInDay }) => sum + (blocksInDay ?? 0), 0)
  const isPartly = figures.blocksKnown < expected
  if (figures.daysKnown === 0 || (missing.length === 0 && !isPartly)) return null
  return (
    <Alert kind="info">
      {missing.length > 0 && t('gapNote', { days: formatDays(missing, locale) })}{' '}
      {isPartly &&
        t('partNote', { known: groupIndian(String(figures.blocksKnown)), expected: groupIndian(String(expected)) })}
    </Alert>
  )
}
