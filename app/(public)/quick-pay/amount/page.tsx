import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { AskedCard } from '#components/quick-pay/asked-card.tsx'
import { NotLinkedCard } from '#components/quick-pay/not-linked-card.tsx'
import { quickPayError } from '#components/quick-pay/quick-pay-errors.ts'
import { QuickPayPage } from '#components/quick-pay/quick-pay-page.tsx'
import { SeeBillCard } from '#components/quick-pay/see-bill-card.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { nextCamp } from '#lib/camps/next-camp.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { currentQuickPay } from '#lib/identity/session.ts'
import { getServices } from '#lib/platform/services.ts'
import { askedPayment } from '#lib/quick-pay/asked-payment.ts'
import { spacedConsumerNo } from '#lib/units/display.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'quickpay')('amountTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/**
 * Paying without a login, step 2: what is asked, and two ways on. Where nothing is asked the page is the same for a number
 * that is paid and for one that nobody has.
 */
export default async function QuickPayAmountPage({ searchParams }: Props) {
  const looked = await currentQuickPay()
  if (!looked) redirect('/quick-pay')
  const { consumerNo } = looked
  const locale = await currentLocale()
  const services = getServices()
  const asked = await askedPayment(services, looked)
  const isNotLinked = asked !== null && asked.lastTwoDigits === null
  const t = textsFor(locale, 'quickpay')
  const error = quickPayError([(await searchParams).error].flat()[0], locale)
  return (
    <QuickPayPage
      title={t('amountTitle')}
      back={{ href: '/quick-pay', text: t('otherNumber') }}
      error={error}
      locale={locale}
    >
      {asked ? (
        <AskedCard
          asked={asked}
          consumerNo={consumerNo}
          error={error?.field === 'confirm' ? error.message : undefined}
          locale={locale}
        />
      ) : (
        <Alert kind="info" lead={t('nothingAsked', { consumerNo: spacedConsumerNo(consumerNo) })}>
          {t('nothingAskedText')}
        </Alert>
      )}
      {isNotLinked ? (
        <NotLinkedCard camp={await nextCamp(services, null)} locale={locale} />
      ) : (
        <SeeBillCard lastTwoDigits={asked?.lastTwoDigits ?? null} locale={locale} />
      )}
    </QuickPayPage>
  )
}
