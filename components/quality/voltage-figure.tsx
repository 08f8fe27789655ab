import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { VoltageBars } from '#components/charts/voltage-bars.tsx'
import { type VoltagePoint, volts } from '#components/charts/voltage-scale.ts'
import { Card } from '#components/ui/card.tsx'
import type { Column, Row } from '#components/ui/data-table.tsx'
import { TwoLines } from '#components/ui/two-lines.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import type { QualityDay } from '#lib/metering/quality-days.ts'
import { formatMonth, formatPeriod, formatShortDay, formatWeekday } from '#lib/units/display.ts'
import { formatDuration } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'
import { isVoltageWhole, voltsText } from './quality-text.ts'

const FIGURE = 'voltage'

/** The days of the month, each from its lowest to its highest mean voltage, or why there is no such picture. */
export function VoltageFigure({ view, csvHref, locale }: { view: PowerQualityView; csvHref: string; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { figures, days, month, from, to, scale, intervalMinutes } = view
  const { voltage } = figures
  if (!voltage) {
    const none = figures.daysKnown > 0 ? 'voltageNone' : 'blocksNone'
    return (
      <Card title={t(none, { month: formatMonth(month, locale) })}>
        <p className="text-text-2">{t(`${none}Text`)}</p>
      </Card>
    )
  }
  const points = days.map((day) => pointOf(day, locale))
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={voltageFinding(view, locale)}
        summary={t('voltageSummary', {
          month: formatMonth(month, locale),
          lowest: voltsText(voltage.lowest.voltageDv),
          lowestOn: formatShortDay(voltage.lowest.on, locale),
          highest: voltsText(voltage.highest.voltageDv),
          highestOn: formatShortDay(voltage.highest.on, locale),
        })}
        legend={legendOf(points, view, locale)}
        table={{
          caption: t('voltageTable', { period: formatPeriod(from, to, locale) }),
          columns: columns(locale),
          rows: days.filter(({ state }) => state !== 'FUTURE').map((day) => rowOf(day, locale)),
        }}
        csvHref={csvHref}
        note={t(`note_${intervalMinutes ?? 30}`)}
      >
        <VoltageBars
          figure={FIGURE}
          locale={locale}
          points={points}
          bands={{ ...scale.band, nominalDv: scale.nominalV * 10 }}
          bandLabel={t('bandLabel')}
        />
      </Figure>
    </Card>
  )
}

function pointOf(day: QualityDay, locale: Locale): VoltagePoint {
  const { on, state, voltage } = day
  const kind = state === 'FUTURE' ? 'future' : voltage ? 'measured' : 'missing'
  const [lowDv, highDv] = [voltage?.lowDv ?? null, voltage?.highDv ?? null]
  return { day: on, lowDv, highDv, kind, label: '', spoken: spokenOf(day, locale) }
}

function spokenOf({ on, state, voltage }: QualityDay, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  const name = formatWeekday(on, locale)
  if (!voltage) return t(state === 'FUTURE' ? 'spokenFuture' : 'spokenMissing', { day: name })
  const now = t('spokenDay', { day: name, low: volts(voltage.lowDv), high: volts(voltage.highDv) })
  const outside = voltage.minutesBelow + voltage.minutesAbove
  return outside === 0 ? now : t('spokenOutside', { now, duration: formatDuration(outside, locale) })
}

function voltageFinding(view: PowerQualityView, locale: Locale): string {
  const t = textsFor(locale, 'quality')
  const { voltage, daysWithVoltage: days } = view.figures
  const within = days - (voltage?.daysOutside.length ?? 0)
  if (within === days) return t(isVoltageWhole(view) ? 'voltageFindingAll' : 'fact_withinPartly')
  return within === 0 ? t('voltageFindingNever', { days }) : t('voltageFinding', { within, days })
}

function legendOf(points: readonly VoltagePoint[], { figures, scale }: PowerQualityView, locale: Locale): LegendItem[] {
  const t = textsFor(locale, 'quality')
  const legend: LegendItem[] = [{ mark: 'measured', label: t('legend_range') }]
  if (figures.voltage && figures.voltage.daysOutside.length > 0)
    legend.push({ mark: 'outside', label: t('legend_outside') })
  legend.push({
    mark: 'band',
    label: t('legend_band', { low: volts(scale.band.lowDv), high: volts(scale.band.highDv) }),
  })
  if (points.some(({ kind }) => kind === 'missing'))
    legend.push({ mark: 'missing', label: textsFor(locale, 'common')('legend_missing') })
  return legend
}

function columns(locale: Locale): Column[] {
  const t = textsFor(locale, 'quality')
  const number = (key: string, look?: Column['look']): Column => ({ key, title: t(key), align: 'right', look })
  return [
    { key: 'colDay', title: t('colDay') },
    number('colRange', 'strong'),
    number('colOutside'),
    number('colSupply', 'quiet'),
  ]
}

function rowOf({ on, voltage, supplyMinutes }: QualityDay, locale: Locale): Row {
  const t = textsFor(locale, 'quality')
  const duration = (minutes: number) => formatDuration(minutes, locale, 'tight')
  const far = voltage ? voltage.minutesFarBelow + voltage.minutesFarAbove : 0
  return {
    key: on,
    cells: {
      colDay: formatWeekday(on, locale),
      colRange: voltage ? `${(voltage.lowDv / 10).toFixed(1)} – ${(voltage.highDv / 10).toFixed(1)}` : '–',
      colOutside: voltage ? (
        <TwoLines
          first={duration(voltage.minutesBelow + voltage.minutesAbove)}
          second={far > 0 ? t('cellTolerable', { duration: duration(far) }) : null}
        />
      ) : (
        '–'
      ),
      colSupply: supplyMinutes === null ? '–' : duration(supplyMinutes),
    },
  }
}
