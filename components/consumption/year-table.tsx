import { Card } from '#components/ui/card.tsx'
import { type Column, DataTable, type Row } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodOfYear, YearView } from '#lib/metering/year-view.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Measure } from './measure.ts'
import { howKnown, measuredPeriod } from './year-measure.ts'

type Props = { view: YearView; measure: Measure; connectionId: string; hasDays: boolean; locale: Locale }

/** The periods, newest first, each with the way to its days, or to its bill where no days are known. */
export function YearTable({ view, measure, connectionId, hasDays, locale }: Props) {
  const t = textsFor(locale, 'year')
  const [first, last] = [view.periods[0], view.periods.at(-1)]
  if (!first || !last) return null
  const caption = t('listCaption', { from: formatMonth(first.month, locale), to: formatMonth(last.month, locale) })
  const linkOf = ({ month, billId }: PeriodOfYear): PeriodLink | null => {
    const name = formatMonth(month, locale)
    const days = `/c/${connectionId}/consumption?period=${month}${measure === 'units' ? '' : `&in=${measure}`}`
    if (hasDays) return { href: days, label: t('openPeriod', { month: name }) }
    return billId === null
      ? null
      : { href: `/c/${connectionId}/bills/${billId}`, label: t('openBill', { month: name }) }
  }
  const rows = yearRows(view.periods.toReversed(), measure, locale, linkOf)
  return (
    <Card title={t('monthByMonth')}>
      <DataTable caption={caption} captionHidden columns={yearColumns(measure, locale)} rows={rows} />
    </Card>
  )
}

/** The measure of the page, beside it a year before and the other measure. */
export function yearColumns(measure: Measure, locale: Locale): Column[] {
  const t = textsFor(locale, 'year')
  const words = textsFor(locale, 'consumption')
  return [
    { key: 'month', title: t('colMonth') },
    { key: 'value', title: words(`in_${measure}`), align: 'right', look: 'strong' },
    { key: 'before', title: t('colYearBefore'), align: 'right', look: 'quiet' },
    { key: 'other', title: words(`in_${otherOf(measure)}`), align: 'right', look: 'quiet' },
  ]
}

type PeriodLink = { href: string; label: string }

export function yearRows(
  periods: readonly PeriodOfYear[],
  measure: Measure,
  locale: Locale,
  linkOf: (period: PeriodOfYear) => PeriodLink | null = () => null,
): Row[] {
  return periods.map((period) => ({
    key: period.month,
    cells: {
      month: <MonthCell period={period} link={linkOf(period)} locale={locale} />,
      value: measuredPeriod(period, measure).exact || '–',
      before: measuredPeriod(period.yearBefore, measure).exact || '–',
      other: measuredPeriod(period, otherOf(measure)).exact || '–',
    },
  }))
}

const otherOf = (measure: Measure): Measure => (measure === 'units' ? 'rupees' : 'units')

function MonthCell({ period, link, locale }: { period: PeriodOfYear; link: PeriodLink | null; locale: Locale }) {
  const name = formatMonth(period.month, locale)
  return (
    <>
      {link ? (
        <a href={link.href} aria-label={link.label} className="font-semibold text-primary underline underline-offset-4">
          {name}
        </a>
      ) : (
        name
      )}
      <span className="block text-fine font-normal text-text-2">{howKnown(period, locale)}</span>
    </>
  )
}
