import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadHours } from '#lib/metering/load-hours.ts'
import { formatWeekdayName } from '#lib/units/display.ts'
import { kwFigure } from '#lib/units/energy.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type CsvCell, csvText } from './csv.ts'

/** The mean load of each weekday and hour of a month as a CSV file, a row an hour; what is not known is an empty cell. */
export function loadHoursCsv({ rows }: LoadHours, locale: Locale): string {
  const t = textsFor(locale, 'load')
  const weekdays = rows.flatMap((_, row): CsvCell[] => {
    // Rows run from Monday; the calendar's week from Sunday.
    const name = formatWeekdayName((row + 1) % 7, locale)
    return [{ text: t('csvHoursKw', { day: name }) }, { text: t('csvHoursAbove', { day: name }) }]
  })
  const hours = rows[0] ?? []
  return csvText([
    [{ text: t('csvHour') }, ...weekdays],
    ...hours.map((_, hour): CsvCell[] => [
      { text: `${String(hour).padStart(2, '0')}:00` },
      ...rows.flatMap((cells): CsvCell[] => {
        const cell = cells[hour]
        if (!cell || cell.meanW === null) return [null, null]
        return [{ number: kwFigure(cell.meanW, 3) }, { text: t(cell.isAbove ? 'csvYes' : 'csvNo') }]
      }),
    ]),
  ])
}
