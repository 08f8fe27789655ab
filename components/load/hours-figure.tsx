import { Figure } from '#components/charts/figure.tsx'
import { HeatMap } from '#components/charts/heat-map.tsx'
import { heatEdges } from '#components/charts/heat-scale.ts'
import type { LegendItem } from '#components/charts/legend.tsx'
import { Card } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { HourCell, LoadHours } from '#lib/metering/load-hours.ts'
import { formatHour, formatMonth, formatWeekdayName } from '#lib/units/display.ts'
import { formatKw, kwFigure } from '#lib/units/energy.ts'
import type { Month } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'

const FIGURE = 'hours'
const LABELLED_HOURS = [0, 6, 12, 18]

type Props = { hours: { wide: LoadHours; narrow: LoadHours }; month: Month; path: string; locale: Locale }

/** Seven weekdays by the hours of the day: when load is high, and when it went above. */
export function HoursFigure({ hours: { wide, narrow }, month, path, locale }: Props) {
  const t = textsFor(locale, 'load')
  const edges = heatEdges(Math.max(...wide.rows.flat().map(({ meanW }) => meanW ?? 0)) / 1000)
  const busiest = wide.busiest
  const name = formatMonth(month, locale)
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={
          busiest
            ? t('hoursBusiest', { from: formatHour(busiest.fromHour, locale), to: formatHour(busiest.toHour, locale) })
            : t('hoursNeutral', { month: name })
        }
        summary={summaryOf(wide, locale)}
        legend={legendOf(wide, edges, locale)}
        table={{
          caption: t('hoursTable', { month: name }),
          columns: [
            { key: 'hour', title: t('hoursColumn') },
            ...wide.rows.map((_, row) => ({ key: String(row), title: weekday(row, locale), align: 'right' as const })),
          ],
          rows: (wide.rows[0] ?? []).map((_, hour) => ({
            key: String(hour),
            cells: {
              hour: formatHour(hour, locale),
              ...Object.fromEntries(wide.rows.map((cells, row) => [row, cellText(cells[hour])])),
            },
          })),
        }}
        csvHref={`${path}/csv?period=${month}&of=hours`}
        note={t('hoursNote')}
      >
        <div className="md:hidden">
          <Fields hours={narrow} part="narrow" edges={edges} locale={locale} />
        </div>
        <div className="hidden md:block">
          <Fields hours={wide} part="wide" edges={edges} locale={locale} />
        </div>
      </Figure>
    </Card>
  )
}

function Fields(props: { hours: LoadHours; part: string; edges: readonly number[]; locale: Locale }) {
  const { hours, part, edges, locale } = props
  return (
    <HeatMap
      figure={FIGURE}
      locale={locale}
      part={part}
      edges={edges}
      rows={hours.rows.map((cells, row) => ({
        label: weekday(row, locale),
        fields: cells.map(({ meanW, isAbove }) => ({ value: meanW && meanW / 1000, over: isAbove })),
      }))}
      columnLabels={LABELLED_HOURS.map((hour) => ({
        place: hour / hours.hoursPerCell,
        label: formatHour(hour, locale),
      }))}
      spoken={spokenColumns(hours, locale)}
    />
  )
}

/** Hour by hour what the seven weekdays have. */
function spokenColumns({ rows, hoursPerCell }: LoadHours, locale: Locale): string[] {
  const t = textsFor(locale, 'load')
  const days = rows.map((_, row) => weekday(row, locale))
  return (rows[0] ?? []).map((_, place) => {
    const values = rows.map((cells, row) => `${days[row]} ${cellText(cells[place])}`)
    return t('hoursSpoken', {
      from: formatHour(place * hoursPerCell, locale),
      to: formatHour((place + 1) * hoursPerCell, locale),
      values: values.join(', '),
    })
  })
}

/** Rows run from Monday; the calendar's week from Sunday. */
const weekday = (row: number, locale: Locale) => formatWeekdayName((row + 1) % 7, locale)

function cellText(cell: HourCell | undefined): string {
  if (!cell || cell.meanW === null) return '–'
  return `${cell.isAbove ? '▲\u00a0' : ''}${kwFigure(cell.meanW)}`
}

function summaryOf({ rows }: LoadHours, locale: Locale): string {
  const cells = rows.flatMap((row, day) => row.map(({ meanW }, hour) => ({ watts: meanW ?? -1, day, hour })))
  const highest = cells.reduce((best, cell) => (cell.watts > best.watts ? cell : best))
  return textsFor(locale, 'load')('hoursSummary', {
    day: weekday(highest.day, locale),
    hour: formatHour(highest.hour, locale),
    kw: formatKw(highest.watts),
  })
}

function legendOf({ rows }: LoadHours, edges: readonly number[], locale: Locale): LegendItem[] {
  const t = textsFor(locale, 'load')
  const [first = 0, second = 0, third = 0, last = 0] = edges
  const cells = rows.flat()
  return [
    { mark: 'heat1', label: t('hoursFirst', { kw: first }) },
    { mark: 'heat2', label: t('hoursUpTo', { kw: second }) },
    { mark: 'heat3', label: t('hoursUpTo', { kw: third }) },
    { mark: 'heat4', label: t('hoursUpTo', { kw: last }) },
    { mark: 'heat5', label: t('hoursLast', { kw: last }) },
    ...(cells.some(({ isAbove }) => isAbove) ? [{ mark: 'heatOver', label: t('hoursAbove') } as const] : []),
    ...(cells.some(({ meanW }) => meanW === null)
      ? [{ mark: 'missing', label: textsFor(locale, 'common')('legend_missing') } as const]
      : []),
  ]
}
