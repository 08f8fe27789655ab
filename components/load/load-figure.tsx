import { DayBars } from '#components/charts/day-bars.tsx'
import type { Ceiling, DayPoint } from '#components/charts/day-series.ts'
import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Column, Row } from '#components/ui/data-table.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadDay } from '#lib/metering/load-days.ts'
import type { LoadView } from '#lib/metering/load-view.ts'
import { formatMonth, formatPeriod, formatTime, formatWeekday } from '#lib/units/display.ts'
import { demandFigures, formatKw, formatLoad } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { loadFinding, sourceNote, stateText } from './load-text.ts'

const FIGURE = 'load'

/** The highest load of each day as a bar, with the sanctioned load across, and all of them as a table. */
export function LoadFigure({ view, path, locale }: { view: LoadView; path: string; locale: Locale }) {
  const t = textsFor(locale, 'load')
  const { month, from, to, days, highest } = view
  const period = formatPeriod(from, to, locale)
  const known = days.filter(({ peak }) => peak !== null)
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={loadFinding(view, locale)}
        summary={t('summary', { period, count: known.length, highest: formatKw(highest?.peak?.watts ?? 0) })}
        legend={legendOf(days, locale)}
        table={{
          caption: t('tableCaption', { period }),
          columns: dayColumns(locale),
          rows: days.filter(({ state }) => state !== 'FUTURE').map((day) => dayRow(day, locale)),
        }}
        csvHref={`${path}/csv?period=${month}`}
        // The list of days above says the same.
        note={(view.above.length === 0 && sourceNote(view, locale)) || undefined}
      >
        <DayBars
          figure={FIGURE}
          locale={locale}
          points={days.map((day) => pointOf(day, locale))}
          unit="kW"
          ceilings={ceilingsOf(days, locale)}
          periodLabel={formatMonth(month, locale)}
        />
      </Figure>
    </Card>
  )
}

function pointOf(day: LoadDay, locale: Locale): DayPoint {
  const { on, peak, limitW, state } = day
  const kw = peak ? demandFigures(peak.watts, limitW).kw : ''
  const name = formatWeekday(on, locale)
  const words = stateText(day, locale)
  return {
    day: on,
    value: peak && peak.watts / 1000,
    kind: peak ? 'measured' : state === 'FUTURE' ? 'future' : 'missing',
    label: kw,
    spoken: peak
      ? textsFor(locale, 'load')('spoken', { day: name, value: `${kw}\u00a0kW`, state: words })
      : `${name}: ${words}`,
    over: state === 'ABOVE',
    near: state === 'NEAR',
  }
}

/** One line for each run of days with the same sanctioned load; days without one have no line. */
function ceilingsOf(days: readonly LoadDay[], locale: Locale): Ceiling[] {
  const t = textsFor(locale, 'load')
  const lines: Ceiling[] = []
  for (const [place, { limitW }] of days.entries()) {
    if (limitW === null) continue
    const last = lines.at(-1)
    if (last && last.to === place - 1 && last.value === limitW / 1000) last.to = place
    else
      lines.push({ from: place, to: place, value: limitW / 1000, label: t('sanctioned', { load: formatLoad(limitW) }) })
  }
  return lines
}

function legendOf(days: readonly LoadDay[], locale: Locale): LegendItem[] {
  const t = textsFor(locale, 'load')
  const has = (state: LoadDay['state']) => days.some((day) => day.state === state)
  return [
    { mark: 'measured', label: t('legendDay') },
    ...(has('ABOVE') ? [{ mark: 'over', label: t('legendAbove') } as const] : []),
    ...(has('NEAR') ? [{ mark: 'near', label: t('legendNear') } as const] : []),
    { mark: 'ceiling', label: t('legendLoad') },
    ...(days.some(({ peak, state }) => !peak && state === 'UNKNOWN')
      ? [{ mark: 'missing', label: textsFor(locale, 'common')('legend_missing') } as const]
      : []),
  ]
}

function dayColumns(locale: Locale): Column[] {
  const t = textsFor(locale, 'load')
  return [
    { key: 'day', title: t('colDay') },
    { key: 'kw', title: 'kW', align: 'right', look: 'strong' },
    { key: 'time', title: t('colTime'), look: 'quiet' },
    { key: 'state', title: t('colState') },
  ]
}

function dayRow(day: LoadDay, locale: Locale): Row {
  const { on, peak, limitW } = day
  return {
    key: on,
    cells: {
      day: formatWeekday(on, locale),
      kw: peak ? demandFigures(peak.watts, limitW).kw : '–',
      time: peak?.at ? formatTime(peak.at, locale) : '–',
      state: stateText(day, locale),
    },
  }
}
