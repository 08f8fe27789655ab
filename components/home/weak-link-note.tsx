import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** On Home, for somebody whose proof opens bills and payments only: why there is no more, and how to come to it. */
export function WeakLinkNote({ locale }: { locale: Locale }) {
  const t = textsFor(locale, 'home')
  return (
    <Alert kind="info" lead={t('weakLead')}>
      {t('weakText')}{' '}
      <a href="/link" className="link font-semibold">
        {t('weakLink')}
      </a>
    </Alert>
  )
}
