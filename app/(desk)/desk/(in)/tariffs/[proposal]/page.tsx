import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { ChangeTable } from '#components/tariffs/change-table.tsx'
import { PreviewCard } from '#components/tariffs/preview-card.tsx'
import { ProposalActions } from '#components/tariffs/proposal-actions.tsx'
import { ProposalState, ProposalTrace } from '#components/tariffs/proposal-list.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { Name } from '#components/ui/name.tsx'
import { previewTariff } from '#lib/billing/preview-tariff.ts'
import { textsFor } from '#lib/i18n/texts.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { changeRows } from '#lib/tariff/proposals/change-rows.ts'
import { getProposal } from '#lib/tariff/proposals/list-proposals.ts'
import { firstDayOfChange } from '#lib/tariff/proposals/tariff-change.ts'

type Props = {
  params: Promise<{ proposal: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'tariffs')('proposalTitle') }) }
}

/** What somebody proposes, what it would make of real bills, and the second officer's word. */
export default async function TariffProposalPage({ params, searchParams }: Props) {
  const { services, actor, locale } = await deskPage('tariff.propose')
  const [proposal, book] = [await getProposal(services, actor, (await params).proposal), await loadTariffBook(services)]
  const from = proposal && firstDayOfChange(proposal.change)
  if (!proposal || !book || !from) notFound()
  const t = textsFor(locale, 'tariffs')
  const { done, error } = await searchParams
  const said = typeof error === 'string' ? `error_${error}` : `done_${done}`
  return (
    <Stack>
      {t.has(said) && (
        <Alert kind={error ? 'warn' : 'ok'} status>
          {t(said)}
        </Alert>
      )}
      <div>
        <BackLink href="/desk/tariffs">{t('title')}</BackLink>
        <PageTitle aside={<ProposalState state={proposal.state} locale={locale} />}>{t('proposalTitle')}</PageTitle>
        <p className="mt-1">
          {t('publishedIn')} <Name locale={locale}>{proposal.source}</Name>
        </p>
        <ProposalTrace proposal={proposal} locale={locale} />
      </div>
      <ChangeTable rows={changeRows(book, proposal.change)} from={from} locale={locale} />
      {proposal.state === 'WAITING' && (
        <PreviewCard preview={await previewTariff(services, actor, proposal.change)} locale={locale} />
      )}
      <ProposalActions proposal={proposal} locale={locale} />
    </Stack>
  )
}
