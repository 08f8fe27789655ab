import { Card } from '#components/ui/card.tsx'
import { QrCode } from '#components/ui/qr-code.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'

/** What an authenticator must be told: a QR, and the same as text in groups of four to type. */
export function TotpEnrolment({ link, secret, locale }: { link: string; secret: string; locale: Locale }) {
  const t = textsFor(locale, 'desk')
  return (
    <Card>
      <p className="mb-4">{t('enrolLead')}</p>
      <QrCode value={link} title={t('enrolQr')} />
      <p className="mt-4 text-text-2">{t('enrolText')}</p>
      <p>
        <code lang="en" className="text-label break-words" translate="no">
          {secret.replace(/.{4}(?=.)/g, '$& ')}
        </code>
      </p>
      <p className="mt-3">{t('enrolThen')}</p>
    </Card>
  )
}
