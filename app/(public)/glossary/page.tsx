import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { TERMS } from '#components/help/glossary-terms.ts'
import { helpEntries } from '#components/help/help-entries.ts'
import { HelpFound, HelpSearchForm } from '#components/help/help-search.tsx'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import { findHelp } from '#lib/information/find-help.ts'
import { env } from '#lib/platform/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'glossary')('title') }) }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The words of the bill, each with an address of its own for the help of pages to lead to, and the search of all help. */
export default async function GlossaryPage({ searchParams }: Props) {
  const asked = [(await searchParams).q].flat()[0]?.slice(0, 100).trim() ?? ''
  const locale = await currentLocale()
  const t = textsFor(locale, 'glossary')
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('lead')}</p>
      </div>
      <HelpSearchForm asked={asked} locale={locale} />
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
