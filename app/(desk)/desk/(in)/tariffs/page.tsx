import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { ProposalList } from '#components/tariffs/proposal-list.tsx'
import { RatesOfOrder } from '#components/tariffs/rates-in-force.tsx'
import { TermsCard } from '#components/tariffs/terms-card.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { inForceOn, orderOn } from '#lib/tariff/in-force.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { listProposals } from '#lib/tariff/proposals/list-proposals.ts'
import { PROPOSAL_KINDS } from '#lib/tariff/proposals/read-proposal-form.ts'
import { LATER, TERMS_PARTS } from '#lib/tariff/tariff-book.ts'
import { dayOf } from '#lib/units/ist.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'tariffs')('title') }) }
}

/** Rates in force and to come, what is proposed, and where to propose more. */
export default async function TariffsPage() {
  const { services, actor, locale } = await deskPage('tariff.propose')
  const [proposals, book] = [await listProposals(services, actor), await loadTariffBook(services)]
  if (!proposals) notFound()
  const t = textsFor(locale, 'tariffs')
  const today = dayOf(services.now())
  const held = book && orderOn(book, today)
  const toCome = book?.orders.filter(({ effectiveFrom }) => effectiveFrom > today) ?? []
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 text-text-2">{t('lead')}</p>
      </div>
      <ProposalList proposals={proposals} locale={locale} />
      {book ? (
        <Card title={t('newTitle')}>
          <LinkList
            items={PROPOSAL_KINDS.map((kind) => ({
              href: `/desk/tariffs/new?kind=${kind}`,
              icon: 'plus',
              title: t(`kind_${kind}`),
            }))}
          />
        </Card>
      ) : (
        <Card>
          <p className="text-text-2">{t('noTariff')}</p>
        </Card>
      )}
      {toCome.map((order) => (
        <RatesOfOrder key={order.id} order={order} title={t('toCome')} locale={locale} />
      ))}
      {book &&
        TERMS_PARTS.flatMap((part) =>
          book[LATER[part]]
            .filter(({ effectiveFrom }) => effectiveFrom > today)
            .map((terms) => (
              <TermsCard key={`${part}${terms.effectiveFrom}`} part={part} terms={terms} locale={locale} />
            )),
        )}
      {held && <RatesOfOrder order={held} title={t('inForce')} locale={locale} />}
      {book &&
        TERMS_PARTS.map((part) => (
          <TermsCard key={part} part={part} terms={inForceOn(book, part, today)} locale={locale} />
        ))}
    </Stack>
  )
}
