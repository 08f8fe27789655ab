import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentLocale } from '#app/locale.ts'
import { portalPage } from '#app/portal-page.ts'
import { AtCounter, CounterAmount } from '#components/payments/at-counter.tsx'
import { KnownElsewhere } from '#components/payments/known-elsewhere.tsx'
import { Columns, PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getCounterPayment } from '#lib/payments/get-counter-payment.ts'
import { knownElsewhereUntil } from '#lib/payments/known-elsewhere-until.ts'
import { env } from '#lib/platform/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'payments')('counterTitle') }) }
}

/** Paying at a counter: how much it is there today, what to take along, and when it shows here. */
export default async function PayAtCounterPage({ params }: { params: Promise<{ connection: string }> }) {
  const { services, actor, connection, locale } = await portalPage(params)
  const payment = await getCounterPayment(services, actor, { connectionId: connection.id })
  if (!payment) notFound()
  const knownUntil = await knownElsewhereUntil(services)
  const t = textsFor(locale, 'payments')
  return (
    <Stack>
      <div>
        <BackLink href={`/c/${connection.id}/payments`}>{t('backToPayments')}</BackLink>
        <PageTitle>{t('counterTitle')}</PageTitle>
      </div>
      <Columns>
        <CounterAmount asking={payment.asking} locale={locale} />
        <AtCounter connection={connection} helpline={env().discom.helpline} locale={locale} />
      </Columns>
      <KnownElsewhere until={knownUntil} locale={locale} />
    </Stack>
  )
}
