import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { RefundForm, refundErrorOf } from '#components/desk/refund-form.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { getRefundable } from '#lib/payments/get-refundable.ts'

type Props = {
  params: Promise<{ payment: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('refundTitle') })
  return { title: refundErrorOf((await searchParams).error) ? common('title_error', { title }) : title }
}

/** Where an officer asks to give a payment back, or a part of it. */
export default async function AskRefundPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('refund.request')
  const payment = await getRefundable(services, actor, (await params).payment)
  if (!payment) notFound()
  const t = textsFor(locale, 'desk')
  const query = await searchParams
  const one = (name: string) => [query[name]].flat()[0]
  return (
    <Stack>
      <div>
        <BackLink href={payment.connection ? `/desk/connections/${payment.connection.id}` : '/desk/refunds'}>
          {t(payment.connection ? 'backToConnection' : 'refundsTitle')}
        </BackLink>
        <PageTitle>{t('refundTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('refundLead')}</p>
      </div>
      <RefundForm
        payment={payment}
        refundId={randomUUID()}
        error={refundErrorOf(query.error)}
        typed={{ amount: one('amount')?.slice(0, 14), reason: one('reason') }}
        locale={locale}
      />
    </Stack>
  )
}
