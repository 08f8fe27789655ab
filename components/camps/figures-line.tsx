import type { CampFigures } from '#lib/camps/camp-figures.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** One line of figures in words. */
export function FiguresLine({ figures, locale }: { figures: CampFigures; locale: Locale }) {
  return <p>{textsFor(locale, 'camps')('figure', { ...figures })}</p>
}
