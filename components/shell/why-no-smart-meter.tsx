import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The line in the menu of a connection without a smart meter: why it is shorter than others'. */
export function WhyNoSmartMeter({ locale }: { locale: Locale }) {
  return <p className="text-small text-text-2">{textsFor(locale, 'common')('noSmartMeter')}</p>
}
