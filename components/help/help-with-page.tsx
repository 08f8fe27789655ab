import { Icon } from '#components/ui/icon.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import { termPath } from './glossary-terms.ts'
import { pageHelpOf } from './page-help.ts'

/** What a page is for in two sentences, and its words in the glossary: closed until somebody asks, below every page. */
export function HelpWithPage({ path, locale }: { path: string; locale: Locale }) {
  const help = pageHelpOf(path)
  if (!help) return null
  const t = textsFor(locale, 'help')
  const glossary = textsFor(locale, 'glossary')
  return (
    <aside aria-label={t('summary')} className="no-print px-4 pb-4 md:px-6 lg:px-8">
      <details className="group">
        <summary className="inline-flex min-h-11 list-none items-center gap-1 rounded-lg text-small font-semibold text-primary [&::-webkit-details-marker]:hidden">
          {t('summary')}
          <Icon name="down" className="size-5 group-open:rotate-180" />
        </summary>
        <p className="max-w-prose">{t(`page_${help.name}`)}</p>
        {help.terms.length > 0 && (
          <p className="flex flex-wrap items-center gap-x-4 text-small text-text-2">
            {t('words')}
            {help.terms.map((term) => (
              <a key={term} href={termPath(term)} className="link inline-flex min-h-11 items-center">
                {glossary(`term_${term}`)}
              </a>
            ))}
          </p>
        )}
      </details>
    </aside>
  )
}
