import { StatTile, StatTiles } from '#components/ui/stat-tile.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { PowerQualityView } from '#lib/metering/power-quality-view.ts'
import type { SupplyFigures } from '#lib/metering/quality-figures.ts'
import { formatDays } from '#lib/units/display.ts'
import { formatDuration, formatHours } from '#lib/units/duration.ts'
import type { Locale } from '#lib/units/locale.ts'

/** A tile has room for about so many days by name. */
const DAYS_NAMED = 3

/** The month in four figures; what is not known is a dash and says so. */
export function QualityTiles({ view, locale }: { view: PowerQualityView; locale: Locale }) {
  const t = textsFor(locale, 'quality')
  const { figures, outages, hasEvents, scale } = view
  const { supply, voltage } = figures
  const full = scale.fullMinutes === null ? null : formatHours(scale.fullMinutes)
  const rule = full === null ? undefined : t('tileSupplyNote', { full })
  const knownNote =
    supply && supply.daysKnown < figures.days
      ? t('tileSupplyKnown', { known: supply.daysKnown, days: figures.days })
      : rule
  const outside = voltage && voltage.minutesBelow + voltage.minutesAbove
  return (
    <StatTiles beside>
      <StatTile
        label={t('tileSupply')}
        value={supply ? formatHours(supply.averageMinutes) : '–'}
        unit={supply ? t('tileSupplyUnit') : undefined}
        note={supply ? knownNote : t('notKnown')}
      />
      <StatTile
        label={full === null ? t('tileBelowPlain') : t('tileBelow', { full })}
        value={supply && full !== null ? String(supply.daysBelow.length) : '–'}
        unit={supply && full !== null ? t('tileDays', { count: supply.daysBelow.length }) : undefined}
        note={!supply || full === null ? t('notKnown') : belowNote(supply, locale)}
      />
      <StatTile
        label={t('tileOutside')}
        value={outside === null ? '–' : formatDuration(outside, locale, 'tight')}
        note={
          voltage
            ? t('tileOutsideNote', { count: voltage.daysOutside.length })
            : t(figures.daysKnown > 0 ? 'noVoltage' : 'notKnown')
        }
      />
      <StatTile
        label={t('tileMomentary')}
        value={hasEvents ? String(outages.momentaryCount) : '–'}
        unit={hasEvents ? t('tileTimes', { count: outages.momentaryCount }) : undefined}
        note={t(hasEvents ? 'tileMomentaryNote' : 'blocksCannotTell')}
      />
    </StatTiles>
  )
}

/** The days by name where they are few. */
function belowNote({ daysBelow, daysKnown }: SupplyFigures, locale: Locale): string {
  const isFew = daysBelow.length > 0 && daysBelow.length <= DAYS_NAMED
  return isFew ? formatDays(daysBelow, locale) : textsFor(locale, 'quality')('tileBelowOfKnown', { known: daysKnown })
}
