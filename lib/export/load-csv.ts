import { textsFor } from '#lib/i18n/texts.ts'
import type { LoadView } from '#lib/metering/load-view.ts'
import { kwFigure } from '#lib/units/energy.ts'
import { timeOfDay } from '#lib/units/ist.ts'
import type { Locale } from '#lib/units/locale.ts'
import { type CsvCell, csvText } from './csv.ts'

/** The days of a month up to today as a CSV file; what is not known is an empty cell. Times are IST. */
export function loadCsv({ days }: Pick<LoadView, 'days'>, locale: Locale): string {
  const t = textsFor(locale, 'load')
  const header = ['csvDay', 'csvKw', 'csvTime', 'csvSource', 'csvMissing', 'csvLoad', 'csvOver', 'csvState']
  const kw = (watts: number | null): CsvCell => (watts === null ? null : { number: kwFigure(watts, 3) })
  const rows = days
    .filter(({ state }) => state !== 'FUTURE')
    .map(({ on, peak, limitW, state }): CsvCell[] => [
      { text: on },
      kw(peak?.watts ?? null),
      peak?.at ? { text: timeOfDay(peak.at) } : null,
      peak && { text: t(`csv_${peak.source}`) },
      peak && { number: String(peak.blocksMissing) },
      kw(limitW),
      kw(peak && limitW !== null && state === 'ABOVE' ? peak.watts - limitW : null),
      { text: t(`state_${state}`) },
    ])
  return csvText([header.map((key) => ({ text: t(key) })), ...rows])
}
