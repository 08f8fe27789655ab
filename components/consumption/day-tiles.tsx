import { StatTile, StatTiles } from '#components/ui/stat-tile.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { ConsumptionView } from '#lib/metering/consumption-view.ts'
import { formatMonth, formatShortDay } from '#lib/units/display.ts'
import { formatUnits } from '#lib/units/energy.ts'
import { addMonths } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, roundToRupees } from '#lib/units/paise.ts'
import type { Measure } from './measure.ts'

/** The period in four figures. */
export function DayTiles({ view, measure, locale }: { view: ConsumptionView; measure: Measure; locale: Locale }) {
  const t = textsFor(locale, 'consumption')
  const { isOver, daysKnown, averageWh, lastSevenWh, highest, yearBefore, month } = view
  return (
    <StatTiles>
      <StatTile label={t(isOver ? 'used' : 'soFar')} {...totalOf(view, measure, locale)} />
      <StatTile
        label={t('average')}
        value={daysKnown > 0 ? formatUnits(averageWh, 1) : '–'}
        unit={t('aDay')}
        note={lastSevenWh === null ? undefined : t('lastSeven', { units: formatUnits(lastSevenWh, 1) })}
      />
      <StatTile
        label={t('highest')}
        value={highest ? formatUnits(highest.energyWh, 1) : '–'}
        unit={t('unit_units')}
        note={highest ? formatShortDay(highest.on, locale) : undefined}
      />
      <StatTile
        label={formatMonth(yearBefore?.month ?? addMonths(month, -12), locale)}
        value={yearBefore ? formatUnits(yearBefore.energyWh) : '–'}
        unit={yearBefore ? t('unit_units') : undefined}
        note={
          !yearBefore
            ? t('noYearBefore')
            : yearBefore.daysKnown === yearBefore.days
              ? t('wholeMonth')
              : t('daysRead', { read: yearBefore.daysKnown, days: yearBefore.days })
        }
      />
    </StatTiles>
  )
}

/** All known days together, in the measure of the page. */
function totalOf(
  { energyWh, costPaise, beforeSubsidyPaise, daysKnown }: ConsumptionView,
  measure: Measure,
  locale: Locale,
) {
  const t = textsFor(locale, 'consumption')
  const note = t('inDays', { count: daysKnown })
  const amount = measure === 'rupees' ? costPaise : beforeSubsidyPaise
  if (measure === 'units' || amount === null) return { value: formatUnits(energyWh), unit: t('unit_units'), note }
  return { value: formatRupees(roundToRupees(amount), { whole: true }), note }
}
