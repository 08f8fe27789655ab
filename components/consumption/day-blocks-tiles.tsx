import { StatTile, StatTiles } from '#components/ui/stat-tile.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { DayView, OtherDay } from '#lib/metering/day-view.ts'
import { formatDay, formatTime, formatWeekday } from '#lib/units/display.ts'
import { formatUnits, kwFigure } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** The day in four figures: its use, its highest block, the same weekday a week before, the same date last year. */
export function DayBlocksTiles({ view, locale }: { view: DayView; locale: Locale }) {
  const t = textsFor(locale, 'day')
  const { day, blocks, weekBefore, yearBefore } = view
  return (
    <StatTiles>
      <StatTile
        label={t('wholeDay')}
        value={day.energyWh === null ? '–' : formatUnits(day.energyWh, 1)}
        unit={day.energyWh === null ? undefined : t('units')}
        note={
          day.energyWh === null
            ? t('noReading')
            : day.costPaise === null
              ? undefined
              : t('adds', { amount: formatRupees(day.costPaise) })
        }
      />
      <StatTile
        label={t('highest')}
        value={blocks?.peakW == null ? '–' : kwFigure(blocks.peakW)}
        unit={blocks?.peakW == null ? undefined : 'kW'}
        note={blocks?.peakAt ? formatTime(blocks.peakAt, locale) : undefined}
      />
      <StatTile
        label={formatWeekday(weekBefore.on, locale)}
        {...usedOn(weekBefore, locale)}
        note={weekBefore.energyWh === null ? t('noReading') : t('weekBefore')}
      />
      {yearBefore && (
        <StatTile
          label={formatDay(yearBefore.on, locale)}
          {...usedOn(yearBefore, locale)}
          note={yearBefore.energyWh === null ? t('noReading') : t('yearBefore')}
        />
      )}
    </StatTiles>
  )
}

function usedOn({ energyWh }: OtherDay, locale: Locale): { value: string; unit?: string } {
  return energyWh === null
    ? { value: '–' }
    : { value: formatUnits(energyWh, 1), unit: textsFor(locale, 'day')('units') }
}
