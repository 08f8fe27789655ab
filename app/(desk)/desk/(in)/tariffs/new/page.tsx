import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { deskPage } from '#app/desk-page.ts'
import { currentLocale } from '#app/locale.ts'
import { ProposalForm } from '#components/tariffs/proposal-form.tsx'
import { rateName } from '#components/tariffs/rate-text.ts'
import { PageTitle, Stack } from '#components/ui/card.tsx'
import { BackLink } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { loadTariffBook } from '#lib/tariff/load-tariff-book.ts'
import { kindOf, readProposalForm } from '#lib/tariff/proposals/read-proposal-form.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Which field the refusals are about that the fields' own checks do not find. */
const ERRORS: Record<string, string> = { NO_SOURCE: 'source', BILLED_ALREADY: 'from', ID_TAKEN: 'source' }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = common('title', { title: textsFor(locale, 'tariffs')('newTitle') })
  return { title: (await searchParams).error ? common('title_error', { title }) : title }
}

/** Where an officer proposes rates. */
export default async function NewTariffPage({ searchParams }: Props) {
  const { services, locale } = await deskPage('tariff.propose')
  const book = await loadTariffBook(services)
  if (!book) notFound()
  const t = textsFor(locale, 'tariffs')
  const { error, ...given } = await searchParams
  const typed = new URLSearchParams(
    Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
  const kind = kindOf(typed.get('kind'))
  const read = error ? readProposalForm(book, typed) : { errors: [], reasons: [] }
  const field = typeof error === 'string' ? ERRORS[error] : undefined
  const own = field && kind === 'FPPPA' && field === 'from' ? 'month' : field
  const errors = [
    ...read.errors.map(({ field, reason }) => {
      const name = rateName(book, field, locale)
      return { field, message: `${name === null ? '' : `${name}: `}${t(`error_${reason}`)}` }
    }),
    ...(own ? [{ field: own, message: t(`error_${error}`) }] : []),
  ]
  typed.delete('kind')
  return (
    <Stack>
      <div>
        <BackLink href="/desk/tariffs">{t('title')}</BackLink>
        <PageTitle>{t('newTitle')}</PageTitle>
        <p className="mt-1 text-text-2">{t('newLead')}</p>
      </div>
      <ProposalForm
        {...{ kind, book, typed, errors, locale }}
        reasons={read.reasons}
        proposalId={error ? (typed.get('proposal') ?? randomUUID()) : randomUUID()}
      />
    </Stack>
  )
}
