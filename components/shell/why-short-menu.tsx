import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The line in a menu that is shorter than others': no smart meter, or a proof that opens bills and payments only. */
export function WhyShortMenu(props: { connection: { hasSmartMeter: boolean; isWeak: boolean }; locale: Locale }) {
  const { hasSmartMeter, isWeak } = props.connection
  if (hasSmartMeter && !isWeak) return null
  const t = textsFor(props.locale, 'common')
  return <p className="text-small text-text-2">{t(isWeak ? 'weakLink' : 'noSmartMeter')}</p>
}
