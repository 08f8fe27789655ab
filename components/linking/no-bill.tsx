import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** The way out for somebody without a bill. */
export function NoBill({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'link')
  return (
    <Alert kind="info" icon="pin" lead={t('noBill')}>
      {t('noBillText')}{' '}
      <a href="/not-linked" className="link font-semibold">
        {t('noBillLink')}
      </a>
    </Alert>
  )
}
