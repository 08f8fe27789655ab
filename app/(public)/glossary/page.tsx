import type { Metadata } from 'next'
import { currentLocale } from '#app/locale.ts'
import { TERMS } from '#components/help/glossary-terms.ts'
import { Card, PageTitle, Stack } from '#components/ui/card.tsx'
import { textsFor } from '#lib/i18n/texts.ts'

export async function generateMetadata(): Promise<Metadata> {
  const locale = await currentLocale()
  return { title: textsFor(locale, 'common')('title', { title: textsFor(locale, 'glossary')('title') }) }
}

/** The words of the bill, each with an address of its own for the help of pages to lead to. */
export default async function GlossaryPage() {
  const t = textsFor(await currentLocale(), 'glossary')
  return (
    <Stack>
      <div>
        <PageTitle>{t('title')}</PageTitle>
        <p className="mt-1 max-w-prose text-text-2">{t('lead')}</p>
      </div>
      <Card>
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
