import type { FigureProps } from '#components/charts/figure.tsx'
import type { Column, Row } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodOfYear, YearView } from '#lib/metering/year-view.ts'
import { formatMonth } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Measure } from './measure.ts'
import { MonthCell } from './month-cell.tsx'
import { howKnown, measuredPeriod } from './year-measure.ts'

type Props = { view: YearView; measure: Measure; connectionId: string; hasDays: boolean; locale: Locale }

/** The periods, newest first, each with the way to its days, or to its bill where no days are known. */
export function yearTable({ view, measure, connectionId, hasDays, locale }: Props): FigureProps['table'] {
  const t = textsFor(locale, 'year')
  const [first, last] = [view.periods[0], view.periods.at(-1)]
  if (!first || !last) return undefined
  const linkOf = ({ month, billId }: PeriodOfYear, name: string) => {
    const days = `/c/${connectionId}/consumption?period=${month}${measure === 'units' ? '' : `&in=${measure}`}`
    if (hasDays) return { href: days, label: t('openPeriod', { month: name }) }
    return billId === null
      ? null
      : { href: `/c/${connectionId}/bills/${billId}`, label: t('openBill', { month: name }) }
  }
  const rows = view.periods.toReversed().map((period): Row => {
    const name = formatMonth(period.month, locale)
    return {
      key: period.month,
      cells: {
        month: <MonthCell name={name} how={howKnown(period, locale)} link={linkOf(period, name)} />,
        value: measuredPeriod(period, measure).exact || '–',
        before: measuredPeriod(period.yearBefore, measure).exact || '–',
        other: measuredPeriod(period, otherOf(measure)).exact || '–',
      },
    }
  })
  const caption = t('listCaption', { from: formatMonth(first.month, locale), to: formatMonth(last.month, locale) })
  return { caption, columns: columnsOf(measure, locale), rows, open: true }
}

/** The measure of the page, beside it a year before and the other measure. */
function columnsOf(measure: Measure, locale: Locale): Column[] {
  const t = textsFor(locale, 'year')
  const words = textsFor(locale, 'consumption')
  return [
    { key: 'month', title: t('colMonth') },
    { key: 'value', title: words(`in_${measure}`), align: 'right', look: 'strong' },
    { key: 'before', title: t('colYearBefore'), align: 'right', look: 'quiet' },
    { key: 'other', title: words(`in_${otherOf(measure)}`), align: 'right', look: 'quiet' },
  ]
}

const otherOf = (measure: Measure): Measure => (measure === 'units' ? 'rupees' : 'units')
