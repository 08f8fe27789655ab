import type { OfficeCamps } from '#lib/camps/list-office-camps.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'
import { type CsvCell, csvText } from './csv.ts'

const FIGURES = ['registered', 'resolved', 'onTheSpot', 'promised', 'rejected', 'open', 'overdue'] as const

/** Figures of camps as a CSV file: a row a camp, each adding up by itself. */
export function campsCsv({ camps }: OfficeCamps, locale: Locale): string {
  const t = textsFor(locale, 'camps')
  const titles = FIGURES.map((key) => t(`col${key.charAt(0).toUpperCase()}${key.slice(1)}`))
  return csvText([
    [t('colDay'), t('colCamp'), t('subdivision'), ...titles].map((text) => ({ text })),
    ...camps.map(({ heldOn, place, subdivision, figures }): CsvCell[] => [
      ...[heldOn, inLanguage(place, locale), subdivision].map((text) => ({ text })),
      ...FIGURES.map((key) => ({ number: String(figures[key]) })),
    ]),
  ])
}
