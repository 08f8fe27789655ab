import { Alert } from '#components/ui/alert.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees, type Paise } from '#lib/units/paise.ts'

type Props = { unpaidPaise: Paise; connectionId: string; locale: Locale }

/** On the Home of a prepaid connection: bills of before, which the balance does not pay, and the way to pay them. */
export function OldDuesAlert({ unpaidPaise, connectionId, locale }: Props) {
  if (unpaidPaise <= 0n) return null
  const t = textsFor(locale, 'home')
  return (
    <Alert kind="warn" lead={t('oldDues', { amount: formatRupees(unpaidPaise) })}>
      {t('oldDuesText')}{' '}
      <a href={`/c/${connectionId}/pay`} className="link inline-flex min-h-6 items-center">
        {t('payOldDues')}
      </a>
    </Alert>
  )
}
