import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { AgreeForm } from '#components/desk/agree-form.tsx'
import { DecisionAlert } from '#components/desk/decision-alert.tsx'
import { RefundList } from '#components/desk/refund-list.tsx'
import { isProofError, proofError } from '#components/desk/totp-errors.ts'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { listRefunds } from '#lib/payments/list-refunds.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'desk')('refundsTitle') })
  return { title: isProofError((await searchParams).error) ? common('title_error', { title }) : title }
}

/** Refunds that wait for a second officer, and what became of others; above them the one that is to be agreed to now. */
export default async function RefundsPage({ searchParams }: Props) {
  const { services, actor, locale } = await deskPage('refund.request')
  const refunds = await listRefunds(services, actor)
  if (!refunds) notFound()
  const query = await searchParams
  const t = textsFor(locale, 'desk')
  const agreeing = refunds.find(({ id, mayDecide, waits }) => id === query.agree && mayDecide && !waits)
  const error = agreeing && proofError(t, query.error)
  return (
    <Stack>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'code', message: error }] : []}
      />
      <DecisionAlert {...query} locale={locale} />
      <div>
        <PageTitle>{t('refundsTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('refundsLead')}</p>
      </div>
      {agreeing && <AgreeForm refund={agreeing} error={error} locale={locale} />}
      <RefundList refunds={refunds} locale={locale} />
    </Stack>
  )
}
