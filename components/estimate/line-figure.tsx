import { EstimateLine, type RunningPoint } from '#components/charts/estimate-line.tsx'
import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { Card } from '#components/ui/card.tsx'
import type { Row } from '#components/ui/data-table.tsx'
import { type Texts, textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import { formatDay, formatPeriod, formatShortDay, formatWeekday } from '#lib/units/display.ts'
import { formatUnits, type WattHours, wattHours } from '#lib/units/energy.ts'
import type { IstDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { aboutUnits, endsNear, kwhNumber, limitText, rangeTexts } from './estimate-text.ts'

const FIGURE = 'estimate-line'
/** So many days before today are shown, and as many as are to come: the wedge stays in sight. */
const LEAST_DAYS_SHOWN = 8

type RunningDay = { on: IstDay; energyWh: WattHours | null; isMeasured: boolean; totalWh: WattHours }

/** The running total up to today and the wedge to the month's end. */
export function LineFigure(props: { estimate: PeriodEstimate; csvHref: string; locale: Locale }) {
  const { estimate, csvHref, locale } = props
  const t = textsFor(locale, 'estimate')
  const { from, to, daysToCome, soFarWh, gaps, low, expected, high, money, readUntilOn } = estimate
  const texts = rangeTexts(estimate)
  const running = runningDays(estimate)
  const shown = running.slice(-1 - Math.max(LEAST_DAYS_SHOWN, daysToCome))
  const limit = limitInSight(estimate, shown, t)
  const end = (energyWh: WattHours, label: string) => ({ value: kwhNumber(energyWh), label })
  return (
    <Card>
      <Figure
        id={FIGURE}
        locale={locale}
        finding={findingOf(estimate, t)}
        summary={t('lineSummary', {
          ...{ soFar: formatUnits(soFarWh), date: formatDay(readUntilOn, locale), end: formatDay(to, locale) },
          ...texts,
        })}
        legend={legendOf(limit, t)}
        table={{
          caption: t('lineCaption', { period: formatPeriod(from, to, locale) }),
          columns: [
            { key: 'day', title: t('colDay') },
            { key: 'units', title: t('colUnits'), align: 'right' },
            { key: 'total', title: t('colTotal'), align: 'right', look: 'strong' },
          ],
          rows: [...dayRows(running, locale), ...endRows(texts, t)],
        }}
        csvHref={csvHref}
        note={gaps > 0 ? t('gapNote', { count: gaps }) : undefined}
      >
        <EstimateLine
          figure={FIGURE}
          locale={locale}
          points={shown.map((day) => pointOf(day, locale))}
          daysToCome={daysToCome}
          soFarLabel={aboutUnits(soFarWh, money?.ahead?.limitWh)}
          low={end(low.energyWh, texts.low)}
          expected={end(expected.energyWh, texts.expected)}
          high={end(high.energyWh, texts.high)}
          endSpoken={t('spokenEnd', { day: formatDay(to, locale), ...texts })}
          limit={limit?.line}
          unit={t('units')}
          dayLabels={{
            first: shown[0] ? formatShortDay(shown[0].on, locale) : '',
            today: String(Number(readUntilOn.slice(8))),
            last: String(Number(to.slice(8))),
          }}
        />
      </Figure>
    </Card>
  )
}

function runningDays({ days }: PeriodEstimate): RunningDay[] {
  let totalWh = wattHours(0)
  return days.map((day) => {
    totalWh = wattHours(totalWh + (day.energyWh ?? 0n))
    return { ...day, totalWh }
  })
}

function pointOf({ on, totalWh, energyWh, isMeasured }: RunningDay, locale: Locale): RunningPoint {
  const t = textsFor(locale, 'estimate')
  const values = { day: formatWeekday(on, locale), total: formatUnits(totalWh, 1) }
  return {
    day: on,
    value: kwhNumber(totalWh),
    isMeasured: isMeasured && energyWh !== null,
    spoken:
      energyWh === null
        ? t('spokenGap', values)
        : t('spokenDay', { ...values, units: unitsOf(energyWh, isMeasured, t) }),
  }
}

function unitsOf(energyWh: WattHours, isMeasured: boolean, t: Texts): string {
  const units = formatUnits(energyWh, 1)
  return isMeasured ? units : t('bySender', { units })
}

type LimitInSight = { isFree: boolean; line: { value: number; label: string } }

/** The limit ahead, unless it is so far above that the line would lie flat below it. */
function limitInSight({ money, high }: PeriodEstimate, shown: RunningDay[], t: Texts): LimitInSight | null {
  const ahead = money?.ahead
  const first = shown[0]
  if (!ahead || !first) return null
  const rise = kwhNumber(high.energyWh) - kwhNumber(first.totalWh)
  if (kwhNumber(ahead.limitWh) - kwhNumber(high.energyWh) > rise) return null
  const isFree = ahead.kind === 'FULL_WAIVER'
  const label = t(isFree ? 'limitFree' : 'limitRate', { limit: limitText(ahead) })
  return { isFree, line: { value: kwhNumber(ahead.limitWh), label } }
}

function findingOf(estimate: PeriodEstimate, t: Texts): string {
  const ahead = estimate.money?.ahead
  if (!ahead) return t('findingNone', { units: rangeTexts(estimate).expected })
  const limit = limitText(ahead)
  if (ahead.prospect === 'WITHIN') return t('findingWithin', { limit })
  if (ahead.prospect === 'BEYOND') return t('findingBeyond', { limit })
  if (!endsNear(estimate, ahead)) return t('findingEither', { limit })
  return t(estimate.expected.energyWh > ahead.limitWh ? 'findingNearAbove' : 'findingNearBelow', { limit })
}

function legendOf(limit: LimitInSight | null, t: Texts): LegendItem[] {
  return [
    { mark: 'line', label: t('legendLine') },
    { mark: 'wedge', label: t('legendWedge') },
    ...(limit ? [{ mark: 'limit' as const, label: t(limit.isFree ? 'legendFree' : 'legendRate') }] : []),
  ]
}

function dayRows(days: readonly RunningDay[], locale: Locale): Row[] {
  const t = textsFor(locale, 'estimate')
  return days.map(({ on, energyWh, isMeasured, totalWh }) => {
    return {
      key: on,
      cells: {
        day: formatWeekday(on, locale),
        units: energyWh === null ? t('notRead') : unitsOf(energyWh, isMeasured, t),
        total: energyWh === null ? '–' : formatUnits(totalWh, 1),
      },
    }
  })
}

function endRows(texts: Record<'low' | 'expected' | 'high', string>, t: Texts): Row[] {
  return [
    { key: 'low', cells: { day: t('rowLow'), units: '', total: texts.low } },
    { key: 'expected', cells: { day: t('rowExpected'), units: '', total: texts.expected } },
    { key: 'high', cells: { day: t('rowHigh'), units: '', total: texts.high } },
  ]
}
