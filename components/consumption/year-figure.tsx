import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { LivelyMonthBars } from '#components/charts/lively-month-bars.tsx'
import type { MonthPoint } from '#components/charts/month-bars.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodOfYear, YearView } from '#lib/metering/year-view.ts'
import { formatMonth, formatShortMonth } from '#lib/units/display.ts'
import { formatUnits, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { Measure } from './measure.ts'
import { howKnown, measuredPeriod } from './year-measure.ts'
import { yearTable } from './year-table.tsx'

const FIGURE = 'year'
/** From so many months on, known in both years, the two are worth comparing in the title. */
const MONTHS_COMPARED = 3

type Props = {
  view: YearView
  measure: Measure
  connectionId: string
  hasDays: boolean
  csvHref: string
  locale: Locale
}

/** Thirteen periods as bars with the same ones of the year before, what they show, and the way to each of them. */
export function YearFigure(props: Props) {
  const { view, measure, csvHref, locale } = props
  const t = textsFor(locale, 'year')
  const { periods, limitWh } = view
  const [first, last] = [periods[0], periods.at(-1)]
  if (!first || !last) return null
  const span = { from: formatMonth(first.month, locale), to: formatMonth(last.month, locale) }
  const known = periods.filter(({ energyWh }) => energyWh !== null)
  const limit =
    limitWh && measure === 'units' ? { value: Number(limitWh) / 1000, label: formatUnits(limitWh, 0) } : undefined
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={findingOf(view, span, locale)}
        summary={t('summary', { ...span, count: known.length })}
        legend={legendOf(periods, limit?.label ?? null, locale)}
        table={yearTable(props)}
        csvHref={csvHref}
        note={t('note')}
      >
        <LivelyMonthBars
          figure={FIGURE}
          locale={locale}
          points={periods.map((period) => pointOf(period, measure, locale))}
          spoken={periods.map((period) => spokenOf(period, measure, locale))}
          limit={limit}
        />
      </Figure>
    </Card>
  )
}

function pointOf(period: PeriodOfYear, measure: Measure, locale: Locale): MonthPoint {
  const { value, label } = measuredPeriod(period, measure)
  return {
    month: period.month,
    value,
    kind: value === null ? 'missing' : period.isEstimated && period.kind !== 'RUNNING' ? 'estimated' : 'measured',
    label,
    shortMonth: formatShortMonth(period.month, locale),
    current: period.kind === 'RUNNING',
    lastYear: measuredPeriod(period.yearBefore, measure).value,
  }
}

function spokenOf(period: PeriodOfYear, measure: Measure, locale: Locale): string {
  const t = textsFor(locale, 'year')
  const inMeasure = (exact: string) => (measure === 'units' ? t('spokenUnits', { units: exact }) : exact)
  const [now, before] = [measuredPeriod(period, measure).exact, measuredPeriod(period.yearBefore, measure).exact]
  const values = { month: formatMonth(period.month, locale), how: howKnown(period, locale) }
  const spoken = now ? t('spoken', { ...values, value: inMeasure(now) }) : t('spokenUnknown', values)
  return before ? t('spokenBefore', { now: spoken, value: inMeasure(before) }) : spoken
}

/** Both years where enough months are known, else the highest month. */
function findingOf({ bothYears, highest }: YearView, span: { from: string; to: string }, locale: Locale): string {
  const t = textsFor(locale, 'year')
  if (bothYears && bothYears.count >= MONTHS_COMPARED) {
    const { count, nowWh, beforeWh } = bothYears
    const difference = formatUnits(wattHours(nowWh > beforeWh ? nowWh - beforeWh : beforeWh - nowWh), 0)
    const key = difference === '0' ? 'SAME' : nowWh > beforeWh ? 'MORE' : 'LESS'
    return t(`finding_${key}`, { count, difference })
  }
  if (highest?.energyWh)
    return t('finding_HIGHEST', { month: formatMonth(highest.month, locale), units: formatUnits(highest.energyWh) })
  return t('finding_NOTHING', span)
}

function legendOf(periods: readonly PeriodOfYear[], limit: string | null, locale: Locale): LegendItem[] {
  const t = textsFor(locale, 'year')
  const has = (matches: (period: PeriodOfYear) => boolean) => periods.some(matches)
  const isBar = ({ kind, isEstimated }: PeriodOfYear) => !isEstimated && (kind === 'BILLED' || kind === 'READ')
  const items: (LegendItem | false)[] = [
    has(isBar) && { mark: 'measured', label: t(has(({ kind }) => kind === 'BILLED') ? 'legendBilled' : 'legendRead') },
    has(({ kind, energyWh }) => kind === 'RUNNING' && energyWh !== null) && {
      mark: 'current',
      label: t('legendRunning'),
    },
    has(({ isEstimated, kind, energyWh }) => isEstimated && kind !== 'RUNNING' && energyWh !== null) && {
      mark: 'estimated',
      label: t('legendEstimated'),
    },
    has(({ energyWh }) => energyWh === null) && { mark: 'missing', label: t('legendIncomplete') },
    has(({ yearBefore }) => yearBefore !== null) && { mark: 'lastYear', label: t('legendLastYear') },
    limit !== null && { mark: 'limit', label: t('legendLimit', { limit }) },
  ]
  return items.filter((item) => item !== false)
}
