import { termPath } from '#components/help/glossary-terms.ts'
import { Card } from '#components/ui/card.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import { formatShortDay } from '#lib/units/display.ts'
import { formatDuration } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'
import { groupIndian } from '#lib/units/paise.ts'
import { voltsText } from './quality-text.ts'

/** What else the meter told of the month; lines without a figure are left out. */
export function MoreFigures({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { frequency, powerFactor, outages, figures } = view
  const { voltage, blocksKnown, blocksExpected } = figures
  const far = voltage && voltage.minutesFarBelow + voltage.minutesFarAbove
  const onDay = (at: { on: Parameters<typeof formatShortDay>[0]; voltageDv: number }) =>
    `${voltsText(at.voltageDv)}, ${formatShortDay(at.on, locale)}`
  const found: (Definition | false | null | 0 | undefined)[] = [
    frequency && { label: t('frequency'), value: `${(frequency.meanMhz / 1000).toFixed(2)}\u00a0Hz` },
    powerFactor && {
      label: t('powerFactor'),
      explainedAt: termPath('powerFactor'),
      value: (powerFactor.thousandths / 1000).toFixed(2),
      note: t(`pf_${powerFactor.source}`),
    },
    outages.longest?.minutes && {
      label: t('longest'),
      value: formatDuration(outages.longest.minutes, locale, 'tight'),
    },
    voltage && { label: t('highestVoltage'), value: onDay(voltage.highest) },
    voltage && { label: t('lowestVoltage'), value: onDay(voltage.lowest) },
    far !== null && { label: t('beyondTolerable'), value: formatDuration(far, locale, 'tight') },
    blocksKnown > 0 && {
      label: t('coverage'),
      value: t('coverageValue', {
        known: groupIndian(String(blocksKnown)),
        expected: groupIndian(String(blocksExpected)),
      }),
    },
  ]
  const rows = found.flatMap((row) => row || [])
  if (rows.length === 0) return null
  return (
    <Card title={t('moreTitle')}>
      <DefinitionList rows={rows} />
    </Card>
  )
}
