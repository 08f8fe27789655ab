import { StatTile } from '#components/ui/stat-tile.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PeriodEstimate } from '#lib/metering/estimate-period.ts'
import type { EstimateView } from '#lib/metering/estimate-view.ts'
import { formatMonth, formatShortDay } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'

type Props = { estimate: PeriodEstimate; typical: EstimateView['typical']; locale: Locale }

/** The estimate's figures: so far, what is left, what is usual, what was read. Two by two at any width. */
export function EstimateTiles({ estimate, typical, locale }: Props) {
  const t = textsFor(locale, 'estimate')
  const { soFarWh, readUntilOn, daysToCome, daysRead, daysOver, money, day } = estimate
  const ahead = money?.ahead
  return (
    <dl className="grid grid-cols-2 gap-3 lg:gap-5">
      <StatTile
        label={t('soFar')}
        value={formatUnits(soFarWh)}
        unit={t('units')}
        note={t('upTo', { date: formatShortDay(readUntilOn, locale) })}
      />
      {ahead ? (
        <StatTile
          label={t('left')}
          value={formatUnits(ahead.leftWh)}
          unit={t('units')}
          note={t('daysLeft', { count: daysToCome })}
        />
      ) : (
        <StatTile
          label={t('toCome')}
          value={String(daysToCome)}
          note={t('aDay', { units: formatUnits(day.likelyWh, 1) })}
        />
      )}
      <TypicalTile typical={typical} locale={locale} />
      <StatTile
        label={t('daysRead')}
        value={t('readOf', { read: daysRead, days: daysOver })}
        note={daysRead >= daysOver ? t('allRead') : t('daysMissing', { count: daysOver - daysRead })}
      />
    </dl>
  )
}

export function TypicalTile({ typical, locale }: Pick<Props, 'typical' | 'locale'>) {
  const t = textsFor(locale, 'estimate')
  if (!typical) return <StatTile label={t('typical')} value="–" note={t('typicalNone')} />
  const note =
    typical.source === 'YEAR_BEFORE' ? formatMonth(typical.month, locale) : t('typicalBills', { count: typical.bills })
  return <StatTile label={t('typical')} value={formatUnits(typical.energyWh)} unit={t('units')} note={note} />
}
