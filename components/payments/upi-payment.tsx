import { DemoPayLink } from '#components/demo/on-pages.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Name } from '#components/ui/name.tsx'
import { QrCode } from '#components/ui/qr-code.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { AttemptView } from '#lib/payments/get-attempt.ts'
import { upiAppLinks } from '#lib/payments/upi-apps.ts'
import { formatTime } from '#lib/units/display.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

type Paid = Pick<AttemptView, 'vpa' | 'payeeName' | 'amountPaise' | 'expiresAt'>
/** `back` is where the demo's UPI app leads whoever has no login. */
type Props = { attempt: Paid; upiLink: string; demo: boolean; back?: string; locale: Locale }

/** The QR, and on phones the button that opens a UPI app; payee and address stand beside it, so that a false QR shows. */
export function UpiPayment({ attempt, upiLink, demo, back, locale }: Props) {
  const t = textsFor(locale, 'payments')
  const { vpa, payeeName, amountPaise, expiresAt } = attempt
  return (
    <Card>
      <h2 className="text-h2 mb-3 text-center">{t('payByUpi')}</h2>
      <div className="mb-3 md:hidden print:hidden">
        <LinkButton href={upiLink} wide>
          <Icon name="phone" className="size-5" />
          {t('openApp')}
        </LinkButton>
        <details className="mt-1">
          <summary className="flex min-h-11 cursor-pointer items-center justify-center text-small font-semibold text-primary">
            {t('chooseApp')}
          </summary>
          <ul className="grid grid-cols-2 gap-2">
            {upiAppLinks(upiLink).map(({ name, href }) => (
              <li key={name}>
                <LinkButton href={href} look="outlined" wide>
                  <Name locale={locale}>{name}</Name>
                </LinkButton>
              </li>
            ))}
          </ul>
          <p className="mt-2 text-small text-text-2">{t('appMissing')}</p>
        </details>
        <p className="mt-3 text-center text-small text-text-2">{t('orScan')}</p>
      </div>
      <QrCode value={upiLink} title={t('qrTitle', { amount: formatRupees(amountPaise) })} />
      <p className="mx-auto mt-3 hidden text-center text-small text-text-2 md:block print:block">{t('scan')}</p>
      {demo && (
        <p className="mt-2 text-center">
          <DemoPayLink upiLink={upiLink} back={back} locale={locale} />
        </p>
      )}
      <div className="mt-2">
        <DefinitionList
          rows={[
            { label: t('payee'), value: <Name locale={locale}>{payeeName}</Name> },
            { label: t('upiId'), value: vpa },
            { label: t('qrUntil'), value: t('qrUntilTime', { time: formatTime(expiresAt, locale) }) },
          ]}
        />
      </div>
    </Card>
  )
}
