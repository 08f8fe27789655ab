import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { AskedCard } from '#components/quick-pay/asked-card.tsx'
import { quickPayError } from '#components/quick-pay/quick-pay-errors.ts'
import { QuickPayPage } from '#components/quick-pay/quick-pay-page.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { LinkButton } from '#components/ui/button.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getServices } from '#lib/platform/services.ts'
import { askedPayment } from '#lib/quick-pay/asked-payment.ts'
import { connectionOfLink } from '#lib/quick-pay/pay-link.ts'

type Props = {
  params: Promise<{ code: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'quickpay')('linkTitle')
  const failed = (await searchParams).error !== undefined
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** The page of a short link: what is asked of whom, in initials, and the way to pay it. It needs no login. */
export default async function PayLinkPage({ params, searchParams }: Props) {
  const { code } = await params
  const locale = await currentLocale()
  const services = getServices()
  const asked = await askedPayment(services, { code })
  const isKnown = asked !== null || (await connectionOfLink(services, code)) !== null
  const t = textsFor(locale, 'quickpay')
  const error = quickPayError([(await searchParams).error].flat()[0], locale)
  return (
    <QuickPayPage title={t('linkTitle')} error={asked ? error : undefined} locale={locale}>
      {asked ? (
        <AskedCard asked={asked} link={code} error={error?.message} locale={locale} />
      ) : isKnown ? (
        <Alert kind="ok" lead={t('linkPaid')}>
          {t('linkPaidText')}
        </Alert>
      ) : (
        <>
          <Alert kind="info" lead={t('linkOver')}>
            {t('linkOverText')}
          </Alert>
          <LinkButton href="/quick-pay">{t('byNumber')}</LinkButton>
        </>
      )}
    </QuickPayPage>
  )
}
