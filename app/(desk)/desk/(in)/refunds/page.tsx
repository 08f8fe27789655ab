import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { DecisionAlert } from '#components/desk/decision-alert.tsx'
import { RefundList } from '#components/desk/refund-list.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listRefunds } from '#lib/payments/list-refunds.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'desk')('refundsTitle') }) }
}

/** Refunds that wait for a second officer, and what became of others. */
export default async function RefundsPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('refund.request')
  const refunds = await listRefunds(services, actor)
  if (!refunds) notFound()
  const t = textsFor(locale, 'desk')
  return (
    <Stack>
      <DecisionAlert {...(await searchParams)} locale={locale} />
      <div>
        <PageTitle>{t('refundsTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('refundsLead')}</p>
      </div>
      <RefundList refunds={refunds} locale={locale} />
    </Stack>
  )
}
