import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { AmountToday } from '#components/payments/amount-today.tsx'
import { AttemptStatus } from '#components/payments/attempt-status.tsx'
import { KnownElsewhere } from '#components/payments/known-elsewhere.tsx'
import { PayLater } from '#components/payments/pay-later.tsx'
import { UpiPayment } from '#components/payments/upi-payment.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { Card } from '#components/ui/card.tsx'
import { BackLink, LinkList } from '#components/ui/link-list.tsx'
import { getBill } from '#lib/billing/get-bill.ts'
import { heldTo } from '#lib/consumers/held-to.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { getAttempt } from '#lib/payments/get-attempt.ts'
import { getBatch } from '#lib/payments/get-batch.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { getPaymentServices } from '#lib/payments/payment-services.ts'
import { env } from '#lib/platform/env.ts'
import { formatMonth } from '#lib/units/display.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('upiTitle') }) }
}

const PAID_STATES: ReadonlySet<string> = new Set(['PAID', 'REFUNDED_PART', 'REFUNDED'])

/** One attempt to pay: its QR while it can be paid, and where it stands. A paid one is its receipt. */
export default async function PayPage({ params }: { params: Promise<{ connection: string; attempt: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params)
  const connectionId = connection.id
  const { attempt: attemptId } = await params
  const payments = heldTo(getPaymentServices(), actor)
  const attempt = await getAttempt(payments, actor, { connectionId, attemptId })
  if (!attempt) notFound()
  if (PAID_STATES.has(attempt.state) && attempt.paymentId) redirect(`/c/${connectionId}/payments/${attempt.paymentId}`)
  if (attempt.batchId && (await getBatch(payments, actor, { batchId: attempt.batchId })))
    redirect(`/connections/pay/${attempt.batchId}`)
  const bill = attempt.bill && (await getBill(services, actor, { connectionId, billId: attempt.bill.id }))
  if (attempt.bill && !bill) notFound()
  const t = textsFor(locale, 'payments')
  const { upiLink, foreignCurrency } = attempt
  const knownUntil = upiLink ? await knownElsewhereUntil(services) : null
  return (
    <div className="grid gap-4 lg:gap-5">
      <div>
        {bill ? (
          <BackLink href={`/c/${connectionId}/bills/${bill.id}`}>{t('backToBill')}</BackLink>
        ) : (
          <BackLink href={`/c/${connectionId}/payments`}>{t('backToPayments')}</BackLink>
        )}
        <h1 className="text-h1">{t(bill ? 'payTitle' : attempt.isPrepaid ? 'rechargeTitle' : 'aheadTitle')}</h1>
        {!upiLink && bill && (
          <p className="text-text-2">{t('billOfMonth', { month: formatMonth(bill.month, locale) })}</p>
        )}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[1.15fr_1fr] lg:grid-rows-[auto_1fr] lg:gap-5">
        {upiLink && (
          <div className="lg:order-2">
            <AmountToday attempt={attempt} bill={bill} locale={locale} />
          </div>
        )}
        <div className="grid gap-4 lg:row-span-2 lg:gap-5">
          {upiLink && <UpiPayment attempt={attempt} upiLink={upiLink} demo={env().mode === 'demo'} locale={locale} />}
          {upiLink && !env().gateway && <Alert kind="info">{t('byStatement')}</Alert>}
          {foreignCurrency && (
            <Alert kind="bad" lead={t('notRupees', { currency: foreignCurrency })}>
              {t('notRupeesText', { helpline: env().discom.helpline })}
            </Alert>
          )}
          <AttemptStatus attempt={attempt} connectionId={connectionId} locale={locale} />
        </div>
        {upiLink && (
          <div className="grid gap-4 lg:order-3 lg:gap-5">
            {bill && <PayLater ladder={bill.due.ladder} locale={locale} />}
            <Card>
              <LinkList
                items={[
                  {
                    ...{ href: `/c/${connectionId}/pay`, icon: 'plus' },
                    title: t(connection.mode === 'PREPAID' ? 'rechargeOther' : 'otherAmount'),
                  },
                  { href: `/c/${connectionId}/pay/counter`, icon: 'pin', title: t('counterTitle') },
                ]}
              />
            </Card>
          </div>
        )}
      </div>
      {upiLink && <KnownElsewhere until={knownUntil} locale={locale} />}
    </div>
  )
}
