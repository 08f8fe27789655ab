import { SubmitButton } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { EmptyCard } from '#components/ui/empty-card.tsx'
import { Field } from '#components/ui/field.tsx'
import type { IconName } from '#components/ui/icon.tsx'
import { LinkList } from '#components/ui/link-list.tsx'
import { textsFor } from '#lib/i18n/texts.ts'
import type { Locale } from '#lib/units/locale.ts'
import type { ShownEntry } from './help-entries.ts'

const ICONS: Record<ShownEntry['kind'], IconName> = { term: 'search', answer: 'help', page: 'right' }

/** Asks for a word or a question; the glossary's page answers, by its address. */
export function HelpSearchForm({ asked = '', locale }: { asked?: string; locale: Locale }) {
  const t = textsFor(locale, 'glossary')
  return (
    <Card>
      <search>
        <form method="get" action="/glossary" className="grid items-end gap-4 sm:grid-cols-[1fr_auto]">
          <Field name="q" label={t('search')} hint={t('searchHint')} defaultValue={asked} maxLength={100} />
          <SubmitButton look="outlined">{t('find')}</SubmitButton>
        </form>
      </search>
    </Card>
  )
}

/** What was found, or that nothing was and who else can be asked. */
export function HelpFound({ found, helpline, locale }: { found: ShownEntry[]; helpline: string; locale: Locale }) {
  const t = textsFor(locale, 'glossary')
  if (found.length === 0)
    return (
      <EmptyCard icon="search" lead={t('noneFound')} way={<a href="/about/site-map">{t('noneFoundWay')}</a>}>
        {t('noneFoundText', { helpline })}
      </EmptyCard>
    )
  return (
    <Card title={t('found', { count: found.length })}>
      <LinkList items={found.map(({ kind, href, title, note }) => ({ href, icon: ICONS[kind], title, note }))} />
    </Card>
  )
}
