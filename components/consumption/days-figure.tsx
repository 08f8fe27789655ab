import { DayBars } from '#components/charts/day-bars.tsx'
import { type DayKind, type DayPoint, isBelowZero, type Limit, missingRuns } from '#components/charts/day-series.ts'
import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionDay } from '#lib/metering/consumption-days.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { dayOfMonth } from '#lib/metering/year-comparison.ts'
import { formatMonth, formatPeriod, formatWeekday } from '#lib/units/display.ts'
import { formatUnits, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { dayColumns, dayRows } from './day-table.tsx'
import { findingText } from './finding-text.ts'
import { type Measure, measured } from './measure.ts'

const FIGURE = 'days'
const KINDS: Record<ConsumptionDay['status'], DayKind> = {
  READ: 'measured',
  ESTIMATED_BY_SENDER: 'estimated',
  ESTIMATED_FOR_BILL: 'estimated',
  MISSING: 'missing',
  FUTURE: 'future',
}

/** The days of the period as bars with what they show, and all of them as a table. */
export function DaysFigure(props: { view: ConsumptionView; measure: Measure; path: string; locale: Locale }) {
  const { view, measure, path, locale } = props
  const t = textsFor(locale, 'consumption')
  const { month, from, to, days, energyWh, daysKnown } = view
  const period = formatPeriod(from, to, locale)
  const points = withGap(
    days.map((day) => pointOf(day, view, measure, locale)),
    view,
    measure,
  )
  const pace = measure === 'units' ? dailyPace(view) : null
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={findingText(view, locale)}
        summary={t('summary', { period, count: daysKnown, units: formatUnits(energyWh) })}
        legend={legendOf(points, view, pace, locale)}
        table={{
          caption: t('tableCaption', { period }),
          columns: dayColumns(view, measure, locale),
          rows: dayRows(
            days.filter(({ status }) => status !== 'FUTURE'),
            props,
          ),
        }}
        csvHref={`${path}/csv?period=${month}`}
        note={t(view.isBilled ? 'billedNote' : 'runningNote', { month: formatMonth(month, locale) })}
      >
        <DayBars
          figure={FIGURE}
          locale={locale}
          points={points}
          unit={t(`unit_${measure}`)}
          limit={pace?.limit}
          periodLabel={formatMonth(month, locale)}
        />
      </Figure>
    </Card>
  )
}

function pointOf(day: ConsumptionDay, { comparison }: ConsumptionView, measure: Measure, locale: Locale): DayPoint {
  const t = textsFor(locale, 'consumption')
  const { value, label, spoken } = measured(day, measure, locale)
  const before = measured(comparison?.byDayOfMonth.get(dayOfMonth(day.on)) ?? null, measure, locale)
  const name = formatWeekday(day.on, locale)
  const how = t(`how_${day.status}`)
  const now = spoken ? t('spoken', { day: name, value: spoken, how }) : `${name}: ${how}`
  return {
    day: day.on,
    value,
    kind: KINDS[day.status],
    label,
    spoken: before.spoken ? t('spokenBefore', { now, value: before.spoken }) : now,
    over: day.passedKwhPerMonth !== null,
    lastYear: before.value,
  }
}

/** The register's sum stands on the hatching where one run of days is missing. */
function withGap(points: DayPoint[], { gap }: ConsumptionView, measure: Measure): DayPoint[] {
  const [run, ...more] = missingRuns(points)
  if (!gap || !run || more.length > 0 || measure !== 'units') return points
  return points.map((point, index) => (index === run.from ? { ...point, label: formatUnits(gap.energyWh, 1) } : point))
}

type Pace = { limit: Limit; limitWh: WattHours }

/** Units a day that keep the period within the limit ahead; none where all limits are passed, or none holds. */
function dailyPace({ limits, days }: ConsumptionView): Pace | null {
  if (!limits?.next) return null
  const { limitWh } = limits.next
  const paceWh = wattHours(limitWh / BigInt(days.length))
  return { limit: { value: Number(paceWh) / 1000, label: formatUnits(paceWh, 1) }, limitWh }
}

function legendOf(
  points: readonly DayPoint[],
  { comparison }: ConsumptionView,
  pace: Pace | null,
  locale: Locale,
): LegendItem[] {
  const t = textsFor(locale, 'consumption')
  const common = textsFor(locale, 'common')
  const kinds = (['measured', 'estimated', 'missing'] as const).filter((kind) =>
    points.some((point) => point.kind === kind),
  )
  const legend: LegendItem[] = kinds.map((mark) => ({ mark, label: common(`legend_${mark}`) }))
  if (points.some(({ over }) => over)) legend.push({ mark: 'over', label: t('legendPassed') })
  if (points.some(isBelowZero)) legend.push({ mark: 'below', label: t('legendBelow') })
  legend.push({ mark: 'weekend', label: common('legend_weekend') })
  if (comparison) legend.push({ mark: 'lastYear', label: formatMonth(comparison.month, locale) })
  if (pace) {
    const values = { pace: pace.limit.label, limit: formatUnits(pace.limitWh, 0) }
    legend.push({ mark: 'limit', label: t('legendPace', values) })
  }
  return legend
}
