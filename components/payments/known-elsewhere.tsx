import { AsOf } from '#components/ui/as-of.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatInstant } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'

/** Until when payments at counters, by BBPS and elsewhere are known here: what was paid there since may still be asked. */
export function KnownElsewhere({ until, locale }: { until: Date | null; locale: Locale }) {
  const t = textsFor(locale, 'payments')
  return <AsOf>{until ? t('elsewhereUntil', { at: formatInstant(until, locale) }) : t('elsewhereNever')}</AsOf>
}
