import { DayBars } from '#components/charts/day-bars.tsx'
import type { DayPoint } from '#components/charts/day-series.ts'
import { Figure } from '#components/charts/figure.tsx'
import type { LegendItem } from '#components/charts/legend.tsx'
import { Card } from '#components/ui/card.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { HomeDay } from '#lib/billing/home-view.ts'
import { trendOf } from '#lib/billing/trend.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatShortDay, formatWeekday } from '#lib/units/display.ts'
import { formatUnits, sumWattHours } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The last fourteen days as bars, missing ones hatched. */
export function LastDaysCard(props: { days: readonly HomeDay[]; connectionId: string; locale: Locale }) {
  const { days, connectionId, locale } = props
  const t = textsFor(locale, 'home')
  const common = textsFor(locale, 'common')
  const points = days.map((day) => dayPoint(day, locale))
  const read = days.flatMap(({ energyWh }) => energyWh ?? [])
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last || read.length === 0) return null
  const finding = { falling: 'last14Falling', rising: 'last14Rising', steady: 'last14' }[trendOf(days)]
  const legend = (['measured', 'estimated', 'missing'] as const)
    .filter((kind) => kind === 'measured' || points.some((point) => point.kind === kind))
    .map((mark): LegendItem => ({ mark, label: common(`legend_${mark}`) }))
  return (
    <Card>
      <Figure
        id="last-days"
        locale={locale}
        finding={t(finding)}
        summary={t('last14Summary', {
          from: formatShortDay(first.on, locale),
          to: formatShortDay(last.on, locale),
          count: read.length,
          units: formatUnits(sumWattHours(read)),
        })}
        legend={legend}
        table={{
          caption: t('last14'),
          columns: [
            { key: 'day', title: t('colDay') },
            { key: 'units', title: t('colUnits'), align: 'right' },
          ],
          rows: points.map(({ day, label, kind }, index) => ({
            key: day,
            cells: {
              day: formatWeekday(days[index]?.on ?? first.on, locale),
              units:
                kind === 'missing'
                  ? common('legend_missing')
                  : kind === 'estimated'
                    ? textsFor(locale, 'estimate')('bySender', { units: label })
                    : label,
            },
          })),
        }}
      >
        <DayBars
          figure="last-days"
          locale={locale}
          points={points}
          unit={t('units')}
          lastDateLabel={formatShortDay(last.on, locale)}
          small
        />
      </Figure>
      <a
        href={`/c/${connectionId}/consumption`}
        className="mt-2 inline-flex min-h-11 items-center gap-1 text-small font-semibold text-primary"
      >
        {t('seeEveryDay')}
        <Icon name="right" className="size-5" />
      </a>
    </Card>
  )
}

function dayPoint({ on, energyWh, measured }: HomeDay, locale: Locale): DayPoint {
  const t = textsFor(locale, 'home')
  const day = formatWeekday(on, locale)
  if (energyWh === null)
    return { day: on, value: null, kind: 'missing', label: '', spoken: t('spokenMissing', { day }) }
  const label = formatUnits(energyWh, 1)
  return {
    day: on,
    value: Number(energyWh) / 1000,
    kind: measured ? 'measured' : 'estimated',
    label,
    spoken: t(measured ? 'spokenMeasured' : 'spokenEstimated', { day, units: label }),
  }
}
