import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { PaymentStatus } from '#components/payments/attempt-status.tsx'
import { UpiPayment } from '#components/payments/upi-payment.tsx'
import { GuestReceiptCard } from '#components/quick-pay/guest-receipt.tsx'
import { QuickPayPage } from '#components/quick-pay/quick-pay-page.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { Stack } from '#components/ui/card.tsx'
import { heldTo } from '#lib/consumers/held-to.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentPayGuest } from '#lib/identity/session.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { getGuestReceipt } from '#lib/payments/get-guest-receipt.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import { formatRupees } from '#lib/units/paise.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('payTitle') }) }
}

/** A payment without a login: its QR, where it stands, and once the bank has spoken its receipt. */
export default async function GuestPayPage({ params }: { params: Promise<{ attempt: string }> }) {
  const visit = await currentPayGuest()
  if (!visit) redirect('/quick-pay?over=1')
  const { guest, from } = visit
  const services = heldTo(getPaymentServices(), guest)
  const { attempt: attemptId } = await params
  const attempt = await getAttempt(services, guest, { connectionId: guest.connectionId, attemptId })
  if (!attempt) notFound()
  const locale = await currentLocale()
  const t = textsFor(locale, 'quickpay')
  const { paymentId, upiLink, state, isBillPaid, amountPaise } = attempt
  const receipt = paymentId && (await getGuestReceipt(services, guest, { paymentId }))
  if (receipt)
    return (
      <div className="mx-auto max-w-140">
        <Stack>
          <GuestReceiptCard receipt={receipt} locale={locale} />
          <LinkButton look="outlined" href="/quick-pay">
            {t('payAnother')}
          </LinkButton>
        </Stack>
      </div>
    )
  const isUndecided = state === 'PENDING' || state === 'UNKNOWN'
  return (
    <QuickPayPage
      title={t('payTitle', { amount: formatRupees(amountPaise) })}
      back={{ href: from, text: t('amountTitle') }}
      locale={locale}
    >
      {upiLink && (
        <UpiPayment
          attempt={attempt}
          upiLink={upiLink}
          demo={env().mode === 'demo'}
          back={`/quick-pay/pay/${attemptId}`}
          locale={locale}
        />
      )}
      {upiLink && !env().gateway && <Alert kind="info">{textsFor(locale, 'payments')('byStatement')}</Alert>}
      {isBillPaid && !isUndecided ? (
        <Alert kind="ok" lead={t('paidElsewhere')}>
          {t('paidElsewhereText')}
        </Alert>
      ) : (
        <PaymentStatus
          payment={attempt}
          isSettled={false}
          again={<LinkButton href={from}>{t('again')}</LinkButton>}
          href={`/quick-pay/pay/${attemptId}`}
          listHref={from}
          attemptId={attemptId}
          locale={locale}
        />
      )}
    </QuickPayPage>
  )
}
