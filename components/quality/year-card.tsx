import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView, QualityMonth } from '#lib/metering/power-quality-view.ts'
import { formatMonth } from '#lib/units/display.ts'
import { formatDuration, formatHours } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The financial year month by month, newest first. */
export function YearCard({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { year, scale } = view
  const [first, last] = [year[0], year.at(-1)]
  if (!first || !last) return null
  const number = (key: string, title: string): Column => ({ key, title, align: 'right' })
  const full = scale.fullMinutes
  return (
    <Card title={t('yearTitle')}>
      <DataTable
        caption={t('yearCaption', { from: formatMonth(first.month, locale), to: formatMonth(last.month, locale) })}
        captionHidden
        columns={[
          { key: 'month', title: t('colMonth') },
          number('hours', t('colHours')),
          number('below', full === null ? t('colBelowPlain') : t('colBelow', { full: formatHours(full) })),
          number('outages', t('colOutages')),
          number('out', t('colOutageTime')),
          number('outside', t('colOutside')),
        ]}
        rows={year.toReversed().map((of) => ({ key: of.month, cells: cellsOf(of, full !== null, locale) }))}
      />
    </Card>
  )
}

function cellsOf({ month, figures, outages }: QualityMonth, hasRule: boolean, locale: Locale): Record<string, string> {
  const { supply, voltage } = figures
  // Without a word about supply, no outage is not known to be none.
  const isSupplyKnown = supply !== null || outages.count > 0
  return {
    month: formatMonth(month, locale),
    hours: supply ? formatHours(supply.averageMinutes) : '–',
    below: supply && hasRule ? String(supply.daysBelow.length) : '–',
    outages: isSupplyKnown ? String(outages.count) : '–',
    out: isSupplyKnown ? formatDuration(outages.minutes, locale, 'tight') : '–',
    outside: voltage ? formatDuration(voltage.minutesBelow + voltage.minutesAbove, locale, 'tight') : '–',
  }
}
