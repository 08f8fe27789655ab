import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { TERMS } from '#components/help/glossary-terms.ts'
import { helpEntries } from '#components/help/help-entries.ts'
import { HelpFound, HelpSearchForm } from '#components/help/help-search.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { ErrorSummary } from '#components/ui/error-summary.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { findHelp, wordsToFind } from '#lib/information/find-help.ts'
import { env } from '#lib/platform/env.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The error of a question in which there is nothing to look for. */
const NO_WORDS = 'no-words'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const locale = await currentLocale()
  const common = textsFor(locale, 'common')
  const title = textsFor(locale, 'glossary')('title')
  const failed = (await searchParams).error === NO_WORDS
  return { title: common('title', { title: failed ? common('title_error', { title }) : title }) }
}

/** The words of the bill, each with an address of its own for the help of pages to lead to, and the search of all help. */
export default async function GlossaryPage({ searchParams }: Props) {
  const query = await searchParams
  const asked = wordsToFind([query.q].flat()[0] ?? '')
  const locale = await currentLocale()
  const t = textsFor(locale, 'glossary')
  const error = query.error === NO_WORDS ? t('noWords') : undefined
  return (
    <Stack>
      <ErrorSummary
        title={textsFor(locale, 'common')('error_count', { count: 1 })}
        errors={error ? [{ field: 'asked', message: error }] : []}
      />
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('lead')}</p>
      </div>
      <HelpSearchForm asked={asked} error={error} locale={locale} />
      {asked && (
        <HelpFound found={findHelp(asked, helpEntries(locale))} helpline={env().discom.helpline} locale={locale} />
      )}
      <Card {...(asked && { title: t('allWords') })}>
        <dl className="grid gap-4">
          {TERMS.map((term) => (
            <div key={term} id={term} className="scroll-mt-4">
              <dt className="text-label">{t(`term_${term}`)}</dt>
              <dd className="max-w-prose">{t(`text_${term}`)}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </Stack>
  )
}
