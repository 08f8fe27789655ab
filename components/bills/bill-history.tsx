import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import type { MonthPoint } from '#components/charts/month-bars.tsx'
import { MonthBars } from '#components/charts/on-demand.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Row } from '#components/ui/data-table.tsx'
import type { BilledMonth } from '#lib/billing/get-bill.ts'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import { formatMonth, formatShortMonth } from '#lib/units/display.ts'
import { formatUnits, type WattHours } from '#lib/units/energy.ts'
import { addMonths, type Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

export const MONTHS_SHOWN = 13

/** Up to thirteen months of use as bars with the State's limit across. `billed` ends with the month shown. */
export function BillHistory(props: { billed: readonly BilledMonth[]; limitWh: WattHours | null; locale: Locale }) {
  const { billed, limitWh, locale } = props
  const t = textsFor(locale, 'bills')
  const common = textsFor(locale, 'common')
  const months = shownMonths(billed)
  const points = months.map((month) => monthPoint(month, billed, locale))
  const known = billed.filter(({ month }) => months.includes(month))
  const units = known.map(({ energyWh }) => energyWh).toSorted((a, b) => (a < b ? -1 : 1))
  const [first, last, lowest, highest] = [months[0], months.at(-1), units[0], units.at(-1)]
  if (!first || !last || lowest === undefined || highest === undefined) return null
  const limit = limitWh && { value: Number(limitWh) / 1000, label: formatUnits(limitWh, 0) }
  const legend: LegendItem[] = [
    { mark: 'measured', label: common('legend_measured') },
    ...(points.some(({ kind }) => kind === 'estimated')
      ? [{ mark: 'estimated' as const, label: t('provisional') }]
      : []),
    ...(points.some(({ kind }) => kind === 'missing') ? [{ mark: 'missing' as const, label: t('historyNoBill') }] : []),
    ...(limit ? [{ mark: 'limit' as const, label: t('historyLimit', { limit: limit.label }) }] : []),
  ]
  return (
    <Card>
      <Figure
        id="history"
        locale={locale}
        finding={finding(known, limitWh, t)}
        summary={t('historySummary', {
          from: formatMonth(first, locale),
          to: formatMonth(last, locale),
          lowest: formatUnits(lowest),
          highest: formatUnits(highest),
        })}
        legend={legend}
        table={{
          caption: t('historyNeutral', { count: known.length }),
          columns: [
            { key: 'month', title: t('colMonth') },
            { key: 'units', title: t('colUnits'), align: 'right' },
            { key: 'amount', title: t('colAmount'), align: 'right' },
          ],
          rows: months.map((month) => ({ key: month, cells: monthCells(month, billed, locale) })),
        }}
      >
        <MonthBars figure="history" points={points} limit={limit ?? undefined} />
      </Figure>
    </Card>
  )
}

/** Thirteen months back from the last that was billed, but none before the first. */
function shownMonths(billed: readonly BilledMonth[]): Month[] {
  const [first, last] = [billed[0]?.month, billed.at(-1)?.month]
  if (!first || !last) return []
  return Array.from({ length: MONTHS_SHOWN }, (_, index) => addMonths(last, index - MONTHS_SHOWN + 1)).filter(
    (month) => month >= first,
  )
}

function monthPoint(month: Month, billed: readonly BilledMonth[], locale: Locale): MonthPoint {
  const bill = billed.find((candidate) => candidate.month === month)
  const shortMonth = formatShortMonth(month, locale)
  if (!bill) return { month, value: null, kind: 'missing', label: '', shortMonth }
  return {
    month,
    value: Number(bill.energyWh) / 1000,
    kind: bill.basis === 'PROVISIONAL' ? 'estimated' : 'measured',
    label: formatUnits(bill.energyWh),
    shortMonth,
    current: month === billed.at(-1)?.month,
  }
}

/** The same as the picture: a provisional bill is marked, and a month without one says so. */
function monthCells(of: Month, billed: readonly BilledMonth[], locale: Locale): Row['cells'] {
  const t = textsFor(locale, 'bills')
  const bill = billed.find(({ month }) => month === of)
  const month = formatMonth(of, locale)
  if (!bill) return { month, units: t('historyNoBill'), amount: '–' }
  const units = formatUnits(bill.energyWh, 1)
  return {
    month,
    units: bill.basis === 'PROVISIONAL' ? `${units} (${t('provisional')})` : units,
    amount: formatRupees(bill.payableByDuePaise),
  }
}

/** The last bills in a row on one side of the limit, where there are at least three. */
function finding(known: readonly BilledMonth[], limitWh: WattHours | null, t: Texts): string {
  const last = known.at(-1)
  if (limitWh && last) {
    const isAbove = last.energyWh > limitWh
    const turned = known.findLastIndex(({ energyWh }) => energyWh > limitWh !== isAbove)
    const count = known.length - 1 - turned
    if (count >= 3) return t(isAbove ? 'historyAbove' : 'historyWithin', { count, limit: formatUnits(limitWh, 0) })
  }
  return t('historyNeutral', { count: known.length })
}
