import { Alert } from '#components/ui/alert.tsx'
import type { PublicCampDay } from '#lib/camps/list-camp-days.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { formatDay } from '#lib/units/display.ts'
import { inLanguage, type Locale } from '#lib/units/locale.ts'

/** The way out for somebody without a bill, with the next camp where one is planned. */
export function NoBill({ camp, locale }: { camp: PublicCampDay | null; locale: Locale }) {
  const t = textsFor(locale, 'link')
  return (
    <Alert kind="info" icon="pin" lead={t('noBill')}>
      {t('noBillText')}{' '}
      {camp && `${t('nextCamp', { day: formatDay(camp.heldOn, locale), place: inLanguage(camp.place, locale) })} `}
      <a href="/not-linked" className="link font-semibold">
        {t('noBillLink')}
      </a>
    </Alert>
  )
}
