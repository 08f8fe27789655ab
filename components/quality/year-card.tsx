import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable, type Row } from '#components/ui/data-table.tsx'
import { TwoLines } from '#components/ui/two-lines.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView, QualityMonth } from '#lib/metering/power-quality-view.ts'
import { formatFinancialYear, formatMonth, formatMonthName } from '#lib/units/display.ts'
import { formatDuration, formatHours } from '#lib/units/duration.ts'
import { financialYearOf } from '#lib/units/financial-year.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The financial year month by month, newest first. The title names the year: a phone has no room for it in each row. */
export function YearCard({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { year, scale } = view
  const [first, last] = [year[0], year.at(-1)]
  if (!first || !last) return null
  const number = (key: string, title: string): Column => ({ key, title, align: 'right' })
  return (
    <Card title={t('yearTitle', { year: formatFinancialYear(financialYearOf(first.month)) })}>
      <DataTable
        caption={t('yearCaption', { from: formatMonth(first.month, locale), to: formatMonth(last.month, locale) })}
        captionHidden
        columns={[
          { key: 'month', title: t('colMonth') },
          number('hours', t('colHours')),
          number('outages', t('colOutages')),
          number('outside', t('colOutside')),
        ]}
        rows={year.toReversed().map((of) => ({ key: of.month, cells: cellsOf(of, scale.fullMinutes, locale) }))}
      />
    </Card>
  )
}

function cellsOf({ month, figures, outages }: QualityMonth, fullMinutes: number | null, locale: Locale): Row['cells'] {
  const t = textsFor(locale, 'quality')
  const { supply, voltage } = figures
  // Without a word about supply, no outage is not known to be none.
  const isSupplyKnown = supply !== null || outages.count > 0
  const below =
    supply && fullMinutes !== null
      ? t('yearBelow', { count: supply.daysBelow.length, full: formatHours(fullMinutes) })
      : null
  return {
    month: formatMonthName(month, locale),
    hours: <TwoLines first={supply ? formatHours(supply.averageMinutes) : '–'} second={below} />,
    outages: (
      <TwoLines
        first={isSupplyKnown ? String(outages.count) : '–'}
        second={isSupplyKnown && outages.count > 0 ? formatDuration(outages.minutes, locale, 'tight') : null}
      />
    ),
    outside: voltage ? formatDuration(voltage.minutesBelow + voltage.minutesAbove, locale, 'tight') : '–',
  }
}
