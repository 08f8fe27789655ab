import { Alert, type AlertKind } from '#components/ui/alert.tsx'
import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Field } from '#components/ui/field.tsx'
import { Name } from '#components/ui/name.tsx'
import { QrCode } from '#components/ui/qr-code.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { readUpiLink } from '#lib/payments/upi-link.ts'
import type { Locale } from '#lib/units/locale.ts'
import { formatRupees } from '#lib/units/paise.ts'

/** What the bank did with the last payment; the word in `/demo?paid=…`. */
const OUTCOMES: Record<string, AlertKind> = {
  success: 'ok',
  failure: 'bad',
  pending: 'info',
  'not-upi': 'warn',
  'not-demo': 'warn',
  closed: 'warn',
}

type Props = {
  locale: Locale
  uri?: string
  paid?: string
  closed: 'PAID' | 'EXPIRED' | null
  to?: string
  back?: string
}

/**
 * The demo's UPI app: shows payee and amount of a `upi://pay` address, as an app shows them before it pays, and lets the
 * bank pay, refuse or wait. One that is `closed` cannot be paid, and the app says so at the scan. `uri` is what
 * `/demo?upi=…` brings along; without it the address can be pasted. `to` is whose phone it is, `back` where the payer came
 * from, who may have no login.
 */
export function UpiCard({ locale, uri, paid, closed, to, back }: Props) {
  const t = textsFor(locale, 'demo')
  const payments = textsFor(locale, 'payments')
  const payment = uri ? readUpiLink(uri) : null
  if (payment && closed)
    return (
      <Card title={t('upi')} id="upi">
        <div role="status">
          <Alert kind="warn" lead={closed === 'PAID' ? t('qrPaid') : payments('expired')}>
            {t(closed === 'PAID' ? 'qrPaidText' : 'qrExpiredText')}{' '}
            <a href={back ?? '/connections'}>{t('backToPortal')}</a>
          </Alert>
        </div>
      </Card>
    )
  const outcome = paid && Object.hasOwn(OUTCOMES, paid) ? OUTCOMES[paid] : undefined
  return (
    <Card title={t('upi')} id="upi">
      {outcome && (
        <div role="status" className="mb-4">
          <Alert kind={outcome}>
            {t(`paid_${paid}`)} <a href={back ?? '/connections'}>{t('backToPortal')}</a>
          </Alert>
        </div>
      )}
      <form method="post" action="/demo/upi/pay" className="grid gap-3">
        {payment && uri ? (
          <>
            <QrCode value={uri} title={payments('qrTitle', { amount: formatRupees(payment.amountPaise) })} />
            <input type="hidden" name="uri" value={uri} />
            {to && <input type="hidden" name="to" value={to} />}
            {back && <input type="hidden" name="back" value={back} />}
            <p>
              <span className="block text-small text-text-2">{t('upiTo')}</span>
              <Name locale={locale} className="block font-semibold">
                {payment.payeeName}
              </Name>
              <span className="block text-small text-text-2">{payment.vpa}</span>
              <span className="text-value block">{formatRupees(payment.amountPaise)}</span>
            </p>
          </>
        ) : (
          <Field name="uri" label={t('upiUri')} hint={t('upiHint')} maxLength={2000} />
        )}
        <SubmitButton wide name="outcome" value="success">
          {t('upiPay')}
        </SubmitButton>
        <div className="grid grid-cols-2 gap-3">
          <SubmitButton look="outlined" name="outcome" value="failure">
            {t('upiFail')}
          </SubmitButton>
          <SubmitButton look="outlined" name="outcome" value="pending">
            {t('upiPend')}
          </SubmitButton>
        </div>
      </form>
    </Card>
  )
}
